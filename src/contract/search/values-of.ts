import type { InventoryRow } from '../inventory.ts'
import type { SearchField, SearchLookup } from './fields.ts'

const longest = 80

/** Distinct values of a text or reference field among the rows, the most frequent first; long texts are left out. */
export function valuesOf<R extends InventoryRow>(
  rows: readonly R[],
  field: SearchField<R>,
  lookup: SearchLookup,
): string[] {
  if (field.type === 'number' || field.type === 'choice') return []
  const counts = new Map<string, number>()
  const add = (value: string | undefined) => {
    if (value !== undefined && value !== '' && value.length <= longest) {
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  for (const row of rows) {
    const read = field.type === 'reference' ? field.ids(row) : field.read(row)
    if (read === undefined) continue
    for (const value of typeof read === 'string' ? [read] : read) {
      if (field.type !== 'reference') add(value)
      else if (field.to === 'system') add(lookup.systemName(value))
      else add(lookup.nameOf(row.system, value))
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value)
}
