import { csvHead, csvLines } from '../../../contract/csv.ts'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import type { PlacedColumn } from './columns/column-layout.ts'
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
