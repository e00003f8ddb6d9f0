import type { LogEvent } from './event.ts'

/** An entry in its place. */
export interface EventRow {
  readonly kind: 'event'
  readonly event: LogEvent
  /** What rows are ordered by, epoch ms: the entry's own time, or that less the known skew of its system's clock. */
  readonly time: number
  /** Came after newer entries of its system were known: it was committed late, or told late. */
  readonly late?: true
}

/** The order of rows: newest first; ties by system, then by the system's own order. */
export function rowOrder(a: EventRow, b: EventRow): number {
  if (a.time !== b.time) return b.time - a.time
  const [x, y] = [a.event, b.event]
  if (x.system !== y.system) return x.system < y.system ? -1 : 1
  return y.order - x.order || (x.id < y.id ? 1 : x.id > y.id ? -1 : 0)
}

/** Index of the first row that is older than `time`; with `Infinity` 0. */
export function olderThan(rows: readonly EventRow[], time: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    // Below `length` there is a row.
    if ((rows[middle] as EventRow).time < time) high = middle
    else low = middle + 1
  }
  return low
}

/** Index of the first row that does not stand before `row`. */
function placeOf(rows: readonly EventRow[], row: EventRow): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    // Below `length` there is a row.
    if (rowOrder(rows[middle] as EventRow, row) >= 0) high = middle
    else low = middle + 1
  }
  return low
}

/** So few are cheaper put in one by one. */
const few = 4

/** Puts rows into a sorted list. Costs as much as there are older rows in the list, not a sort. */
export function mergeInto(rows: EventRow[], more: EventRow[]): void {
  more.sort(rowOrder)
  const [newest] = more
  if (newest === undefined) return
  if (more.length <= few) {
    for (const row of more) rows.splice(placeOf(rows, row), 0, row)
    return
  }
  const first = placeOf(rows, newest)
  let at = rows.length - 1
  let next = more.length - 1
  for (const row of more) rows.push(row)
  // From the far end, so that no row is overwritten before it has moved. All indexes are within both lists.
  for (let to = rows.length - 1; next >= 0; to -= 1) {
    if (at >= first && rowOrder(rows[at] as EventRow, more[next] as EventRow) > 0) {
      rows[to] = rows[at] as EventRow
      at -= 1
    } else {
      rows[to] = more[next] as EventRow
      next -= 1
    }
  }
}

/** Takes one row out of a sorted list; `false`: it is not there. */
export function takeOut(rows: EventRow[], row: EventRow): boolean {
  const at = placeOf(rows, row)
  if (rows[at] !== row) return false
  rows.splice(at, 1)
  return true
}
