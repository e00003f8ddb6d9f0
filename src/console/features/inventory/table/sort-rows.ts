import { naturalKey } from '../../../../contract/search/natural.ts'

export type SortValue = string | number | undefined

/** What a table is sorted by; `undefined` values come last either way. */
export interface SortBy<R> {
  value(row: R): SortValue
  descending: boolean
}

interface Row {
  system: string
  id: string
  name: string
}

/**
 * A sorted copy: texts in natural order, numbers by size, missing values last, equal ones by name, then by
 * system and id, so that the order never depends on what came first.
 */
export function sortRows<R extends Row>(rows: readonly R[], by: SortBy<R>): R[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row, by) }))
  keyed.sort((a, b) => compareKeyed(a, b, by.descending))
  return keyed.map(({ row }) => row)
}

/** What makes the difference between two states of the same rows. */
export interface RowChanges<R> {
  removed: ReadonlySet<R>
  added: readonly R[]
}

/**
 * What changed between two lists whose rows keep their places, or `undefined` when that cannot be told by
 * comparing place by place: rows came, went or moved.
 */
export function changesBetween<R>(before: readonly R[], after: readonly R[]): RowChanges<R> | undefined {
  if (before.length !== after.length) return undefined
  const removed = new Set<R>()
  const added: R[] = []
  for (let index = 0; index < after.length; index += 1) {
    // Both lists have this length.
    const old = before[index] as R
    const row = after[index] as R
    if (old === row) continue
    removed.add(old)
    added.push(row)
  }
  // A row that only moved is the same object in both.
  return added.some((row) => removed.has(row)) ? undefined : { removed, added }
}

/** The same by looking every row up. */
export function changesOf<R>(before: readonly R[], after: readonly R[]): RowChanges<R> {
  const removed = new Set(before)
  const added: R[] = []
  for (const row of after) if (!removed.delete(row)) added.push(row)
  return { removed, added }
}

/**
 * The same as `sortRows(rows, by)`, given a result of it for older rows and what changed since: only what
 * changed is sorted, the rest is merged. `sorted` must stem from the same `by`.
 */
export function resortRows<R extends Row>(
  rows: readonly R[],
  by: SortBy<R>,
  sorted: readonly R[],
  { removed, added }: RowChanges<R>,
): readonly R[] {
  if (added.length > rows.length / 4) return sortRows(rows, by)
  const kept = removed.size === 0 ? sorted : sorted.filter((row) => !removed.has(row))
  if (added.length === 0) return kept
  const fresh = sortRows(added, by)
  const merged: R[] = []
  let next = 0
  for (const row of fresh) {
    const key = keyOf(row, by)
    const end = firstAfter(kept, next, { row, key }, by)
    for (; next < end; next += 1) merged.push(kept[next] as R) // `end` is within `kept`.
    merged.push(row)
  }
  for (; next < kept.length; next += 1) merged.push(kept[next] as R) // `next` is within `kept`.
  return merged
}

function firstAfter<R extends Row>(
  sorted: readonly R[],
  from: number,
  keyed: Keyed<R>,
  by: SortBy<R>,
): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = sorted[middle] as R // `middle` is below `sorted.length`.
    if (compareKeyed({ row, key: keyOf(row, by) }, keyed, by.descending) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

interface Keyed<R> {
  row: R
  key: SortValue
}

function keyOf<R>(row: R, by: SortBy<R>): SortValue {
  const value = by.value(row)
  return typeof value === 'string' ? cachedKey(value) : value
}

function compareKeyed<R extends Row>(a: Keyed<R>, b: Keyed<R>, descending: boolean): number {
  if (a.key !== b.key) {
    if (a.key === undefined) return 1
    if (b.key === undefined) return -1
    // One column gives keys of one type, so they can be compared.
    const order = a.key < b.key ? -1 : 1
    return descending ? -order : order
  }
  return (
    order(cachedKey(a.row.name), cachedKey(b.row.name)) ||
    order(a.row.system, b.row.system) ||
    order(a.row.id, b.row.id)
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const keys = new Map<string, string>()
const most = 200_000

/** The same texts are sorted again and again; their keys are kept, up to a bound. */
function cachedKey(text: string): string {
  let key = keys.get(text)
  if (key === undefined) {
    key = naturalKey(text)
    if (keys.size >= most) keys.clear()
    keys.set(text, key)
  }
  return key
}
