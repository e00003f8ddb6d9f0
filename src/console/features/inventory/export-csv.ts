import type { SearchLookup } from '../../../contract/search/fields.ts'
import type { PlacedColumn } from './columns/column-layout.ts'
import { csvHead, csvLines } from './table/csv.ts'
import type { TabRow } from './tabs.ts'

/** Rows that are written between two turns of the browser. */
const atOnce = 500

/**
 * Rows as pieces of a CSV file, with the shown columns in their order, for a writer that lets the page live
 * between two of them.
 */
export function* csvPieces(
  rows: readonly TabRow[],
  placed: readonly PlacedColumn<TabRow>[],
  lookup: SearchLookup,
): Generator<string> {
  const columns = placed
    .filter(({ shown }) => shown)
    .map(({ column }) => ({
      header: column.csv.header,
      value: (row: TabRow) => column.csv.value(row, lookup),
    }))
  yield csvHead(columns)
  for (let from = 0; from < rows.length; from += atOnce) {
    yield csvLines(rows.slice(from, from + atOnce), columns)
  }
}

/** Hands a text, in pieces, to the browser as a file to keep. */
export function saveFile(pieces: string[], name: string): void {
  const url = URL.createObjectURL(new Blob(pieces, { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
