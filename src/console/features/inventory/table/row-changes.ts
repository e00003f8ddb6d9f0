import type { Row } from './sort-rows.ts'

/** What makes the difference between two states of the same rows. */
export interface RowChanges<R> {
  removed: readonly R[]
  /** A changed row is among the removed as it was and among the added as it is. */
  added: readonly R[]
}

/**
 * What changed between two lists. Cheap where rows keep their places among those of their system and new ones
 * come after them, as the inventory has it; right for any two lists.
 */
export function changesBetween<R extends Row>(before: readonly R[], after: readonly R[]): RowChanges<R> {
  const removed: R[] = []
  const added: R[] = []
  let places: Map<string, number> | undefined
  let from = 0
  let to = 0
  while (from < before.length && to < after.length) {
    // Both are within their lists.
    const old = before[from] as R
    const row = after[to] as R
    if (old === row) {
      from += 1
      to += 1
    } else if (old.id === row.id && old.system === row.system) {
      removed.push(old)
      added.push(row)
      from += 1
      to += 1
    } else {
      places ??= placesOfSystems(before)
      // A row of a system that has ended in the older list is new.
      if ((places.get(row.system) ?? places.size) < (places.get(old.system) ?? 0)) {
        added.push(row)
        to += 1
      } else {
        removed.push(old)
        from += 1
      }
    }
  }
  for (; from < before.length; from += 1) removed.push(before[from] as R) // Within the list.
  for (; to < after.length; to += 1) added.push(after[to] as R) // Within the list.
  return { removed, added }
}

function placesOfSystems(rows: readonly Row[]): Map<string, number> {
  const places = new Map<string, number>()
  let last: string | undefined
  for (const { system } of rows) {
    if (system === last) continue
    last = system
    if (!places.has(system)) places.set(system, places.size)
  }
  return places
}

/**
 * A copy of a sorted list with the changes in their places: what did not change is only copied. `undefined`
 * when a row to remove is not where the order says and `absent` does not excuse it.
 */
export function applyChanges<R>(
  sorted: readonly R[],
  { removed, added }: RowChanges<R>,
  order: (a: R, b: R) => number,
  absent: (row: R) => boolean,
): R[] | undefined {
  const gone: number[] = []
  for (const row of removed) {
    const index = firstNotBefore(sorted, 0, row, order)
    if (sorted[index] === row) gone.push(index)
    else if (!absent(row)) return undefined
  }
  gone.sort((a, b) => a - b)
  const result: R[] = []
  let next = 0
  let skip = 0
  const copyTo = (end: number) => {
    while (next < end) {
      if (gone[skip] === next) skip += 1
      else result.push(sorted[next] as R) // `end` is within the list.
      next += 1
    }
  }
  for (const row of [...added].sort(order)) {
    copyTo(firstNotBefore(sorted, next, row, order))
    result.push(row)
  }
  copyTo(sorted.length)
  return result
}

function firstNotBefore<R>(
  sorted: readonly R[],
  from: number,
  row: R,
  order: (a: R, b: R) => number,
): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // `middle` is within the list.
    if (order(sorted[middle] as R, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}
