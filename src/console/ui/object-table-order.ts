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

interface Entry<T> {
  row: T
  value: SortValue
  index: number
}

/**
 * A sorted copy: texts in natural order (`vm2` before `vm10`), stable, missing values last. `before`, an earlier
 * result, makes it cheap when most rows still stand in that order; it never changes the result.
 */
export function sortRows<T>(
  rows: readonly T[],
  by: (row: T) => SortValue,
  descending: boolean,
  before: readonly T[] = [],
): readonly T[] {
  const sign = descending ? -1 : 1
  return inOrderOf(before, rows, by)
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined) || a.index - b.index
      }
      const order =
        typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : collator.compare(String(a.value), String(b.value))
      return sign * order || a.index - b.index
    })
    .map(({ row }) => row)
}

/** The rows as they stood before, then those that are new. */
function inOrderOf<T>(before: readonly T[], rows: readonly T[], by: (row: T) => SortValue): Entry<T>[] {
  const places = new Map(before.map((row, place) => [row, place]))
  const known: Entry<T>[] = []
  const others: Entry<T>[] = []
  rows.forEach((row, index) => {
    const entry = { row, value: by(row), index }
    const place = places.get(row)
    if (place === undefined) others.push(entry)
    else known[place] = entry
  })
  // Places of rows that went are holes, which `flat` leaves out.
  return [...known.flat(), ...others]
}
