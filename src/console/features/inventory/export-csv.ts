import type { SearchLookup } from '../../../contract/search/fields.ts'
import type { PlacedColumn } from './columns/column-layout.ts'
import { toCsv } from './table/csv.ts'
import type { TabRow } from './tabs.ts'

/** Rows as a CSV text, with the shown columns in their order. */
export function rowsAsCsv(
  rows: readonly TabRow[],
  placed: readonly PlacedColumn<TabRow>[],
  lookup: SearchLookup,
): string {
  return toCsv(
    rows,
    placed
      .filter(({ shown }) => shown)
      .map(({ column }) => ({ header: column.csv.header, value: (row) => column.csv.value(row, lookup) })),
  )
}

/** Hands a text to the browser as a file to keep. */
export function saveFile(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
