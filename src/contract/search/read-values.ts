import type { InventoryRow } from '../inventory.ts'
import type { SearchField, SearchLookup } from './fields.ts'

const longest = 80

/** Rows that are read between two turns. */
const atOnce = 2000
/** Of more values than this, those that are equally frequent come in no order: nobody reads so far. */
const orderly = 2000

/**
 * Distinct values of a text or reference field among the rows, the most frequent first; long texts are left out.
 * Yields now and then, so that a page can go on between.
 */
export function* readValues<R extends InventoryRow>(
  rows: readonly R[],
  field: SearchField<R>,
  lookup: SearchLookup,
): Generator<undefined, string[]> {
  if (field.type === 'number' || field.type === 'choice') return []
  const counts = new Map<string, number>()
  const add = (value: string | undefined) => {
    if (value !== undefined && value !== '' && value.length <= longest) {
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  let since = 0
  for (const row of rows) {
    since += 1
    if (since === atOnce) {
      since = 0
      yield
    }
    const read = field.type === 'reference' ? field.ids(row) : field.read(row)
    if (read === undefined) continue
    for (const value of typeof read === 'string' ? [read] : read) {
      if (field.type !== 'reference') add(value)
      else if (field.to === 'system') add(lookup.systemName(value))
      else add(lookup.nameOf(row.system, value))
    }
  }
  yield
  const byCount = (a: [string, number], b: [string, number]) => b[1] - a[1]
  const order =
    counts.size > orderly
      ? byCount
      : (a: [string, number], b: [string, number]) => byCount(a, b) || (a[0] < b[0] ? -1 : 1)
  return [...counts].sort(order).map(([value]) => value)
}
