/** What a column shows and sorts by; rows without a value come last either way. */
export type SortValue = string | number | undefined

export interface SortOrder {
  column: string
  descending: boolean
}

/** `name` or `-name`, as in the URL. */
export function parseSort(text: string | null, columns: readonly { id: string }[]): SortOrder | undefined {
  if (text === null) return undefined
  const descending = text.startsWith('-')
  const column = descending ? text.slice(1) : text
  return columns.some(({ id }) => id === column) ? { column, descending } : undefined
}

export function formatSort({ column, descending }: SortOrder): string {
  return descending ? `-${column}` : column
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** A sorted copy: texts in natural order (`vm2` before `vm10`), stable, missing values last. */
export function sortRows<T>(
  rows: readonly T[],
  by: (row: T) => SortValue,
  descending: boolean,
): readonly T[] {
  const sign = descending ? -1 : 1
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined)
      }
      if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value)
      return sign * collator.compare(String(a.value), String(b.value))
    })
    .map(({ row }) => row)
}
