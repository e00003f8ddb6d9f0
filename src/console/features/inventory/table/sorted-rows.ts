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

/**
 * Keeps the rows of a table that pass a test. A new test runs once over all rows, as fast as it can, for it is
 * typed and may be gone with the next letter. When rows change under the same test, what it said of each row
 * object is remembered, so that the next change costs as much as what changed.
 */
export class PassingRows<R extends object> {
  #rows: readonly R[] | undefined
  #test: ((row: R) => boolean) | undefined
  #passing: readonly R[] = []
  #said: WeakMap<R, boolean> | undefined

  /** The rows that pass, in their order; all of them without a test. */
  of(rows: readonly R[], test: ((row: R) => boolean) | undefined): readonly R[] {
    if (test === this.#test && rows === this.#rows) return this.#passing
    if (test === undefined) this.#passing = rows
    else if (test !== this.#test) {
      this.#said = undefined
      this.#passing = rows.filter(test)
    } else {
      this.#said ??= new WeakMap()
      const said = this.#said
      this.#passing = rows.filter((row) => {
        let result = said.get(row)
        if (result === undefined) {
          result = test(row)
          said.set(row, result)
        }
        return result
      })
    }
    this.#rows = rows
    this.#test = test
    return this.#passing
  }
}
