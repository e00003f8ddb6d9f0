import type { ReactNode } from 'react'
import type { CsvValue } from '../../../../contract/csv.ts'
import type { SearchLookup } from '../../../../contract/search/fields.ts'
import type { SortValue } from '../table/sort-rows.ts'

/** A column of a tab. `lookup` gives the names of what a row refers to. */
export interface Column<R> {
  id: string
  label: string
  /** Pixels, until the admin changes it. */
  width: number
  align?: 'end'
  /** Not shown until it is chosen. */
  hidden?: true
  sort(row: R, lookup: SearchLookup): SortValue
  csv: { header: string; value(row: R, lookup: SearchLookup): CsvValue }
  render(row: R, lookup: SearchLookup): ReactNode
}

export const smallestWidth = 56
export const largestWidth = 800
