import { resortRows, type SortBy, sortRows } from './sort-rows.ts'

/** Keeps the sorted rows of a table, so that a change costs as much as what changed. */
export class SortedRows<R extends { system: string; id: string; name: string }> {
  #rows: readonly R[] | undefined
  #by: SortBy<R> | undefined
  #sorted: readonly R[] = []

  /** The rows in order; the same array for the same rows and the same order. */
  of(rows: readonly R[], by: SortBy<R>): readonly R[] {
    if (by !== this.#by) this.#sorted = sortRows(rows, by)
    else if (rows !== this.#rows) this.#sorted = resortRows(rows, by, this.#sorted)
    this.#rows = rows
    this.#by = by
    return this.#sorted
  }
}
