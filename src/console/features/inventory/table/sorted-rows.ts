import { changesBetween, changesOf, resortRows, type SortBy, sortRows } from './sort-rows.ts'

interface Row {
  system: string
  id: string
  name: string
}

/** Keeps the sorted rows of a table, so that a change costs as much as what changed. */
export class SortedRows<R extends Row> {
  #rows: readonly R[] = []
  #by: SortBy<R> | undefined
  #sorted: readonly R[] = []

  /** The rows in order; the same array for the same rows and the same order. */
  of(rows: readonly R[], by: SortBy<R>): readonly R[] {
    if (by !== this.#by) this.#sorted = sortRows(rows, by)
    else if (rows !== this.#rows) {
      const changes = changesBetween(this.#rows, rows) ?? changesOf(this.#rows, rows)
      this.#sorted = resortRows(rows, by, this.#sorted, changes)
    }
    this.#rows = rows
    this.#by = by
    return this.#sorted
  }
}

/** A test of rows that remembers what it said of each row object. */
export function remembered<R extends object>(test: (row: R) => boolean): (row: R) => boolean {
  const results = new WeakMap<R, boolean>()
  return (row) => {
    let result = results.get(row)
    if (result === undefined) {
      result = test(row)
      results.set(row, result)
    }
    return result
  }
}
