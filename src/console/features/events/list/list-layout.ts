import { type EventGap, eventKey, type LogEvent } from '../../../../contract/events/event.ts'

/** What the list shows, top to bottom. */
export type ListItem =
  | { kind: 'event'; event: LogEvent }
  | { kind: 'gap'; system: string; gap: EventGap }
  /** The entries below are of the day that begins at `at`. */
  | { kind: 'day'; at: number }

/** Pixels. */
export interface ItemHeights {
  event: number
  gap: number
  day: number
}

/** Names an item for as long as it is shown. */
export function itemKey(item: ListItem): string {
  switch (item.kind) {
    case 'event':
      return eventKey(item.event)
    case 'gap':
      return `gap/${item.system}/${item.gap.from ?? ''}/${item.gap.until ?? ''}`
    case 'day':
      return `day/${item.at}`
  }
}

/** First moment of the day of `at` and of the next one, in the reader's zone or UTC (epoch ms). */
export function dayOf(at: number, utc: boolean): { start: number; end: number } {
  const date = new Date(at)
  if (utc) {
    const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    return { start, end: start + 86_400_000 }
  }
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  return { start: new Date(year, month, day).getTime(), end: new Date(year, month, day + 1).getTime() }
}

/** Rows (newest first) with a line above each day; what is missing within another missing stretch is not told again. */
export function withDays(
  rows: readonly Exclude<ListItem, { kind: 'day' }>[],
  utc: boolean,
): readonly ListItem[] {
  const items: ListItem[] = []
  const gaps = rows.filter((row) => row.kind === 'gap')
  let [start, end] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const row of rows) {
    if (row.kind === 'event') {
      const { at } = row.event
      if (at < start || at >= end) {
        const day = dayOf(at, utc)
        start = day.start
        end = day.end
        items.push({ kind: 'day', at: start })
      }
    }
    if (row.kind === 'event' || !gaps.some((other) => hides(other, row, gaps))) items.push(row)
  }
  return items
}

type Gap = Extract<ListItem, { kind: 'gap' }>

/** Whether `gap` lies within `other`; of equals the first is told. */
function hides(other: Gap, gap: Gap, all: readonly Gap[]): boolean {
  if (other === gap || other.system !== gap.system) return false
  const [from, until] = [gap.gap.from ?? Number.NEGATIVE_INFINITY, gap.gap.until ?? Number.POSITIVE_INFINITY]
  const first = other.gap.from ?? Number.NEGATIVE_INFINITY
  const last = other.gap.until ?? Number.POSITIVE_INFINITY
  if (first > from || last < until) return false
  return first < from || last > until || all.indexOf(other) < all.indexOf(gap)
}

/** Where each item of a list stands. Nearly all are equally high, so only the others are remembered. */
export class ListLayout {
  readonly items: readonly ListItem[]
  readonly #height: number
  /** Indexes of items of another height, and by how much all after them stand lower. */
  readonly #others: { index: number; shift: number }[] = []

  constructor(items: readonly ListItem[], heights: ItemHeights) {
    this.items = items
    this.#height = heights.event
    let shift = 0
    for (let index = 0; index < items.length; index += 1) {
      const kind = items[index]?.kind ?? 'event'
      if (kind === 'event') continue
      shift += heights[kind] - heights.event
      this.#others.push({ index, shift })
    }
  }

  /** Pixels above the item at `index`; of all items at their number. */
  top(index: number): number {
    let [low, high] = [0, this.#others.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#others[middle]?.index ?? 0) < index) low = middle + 1
      else high = middle
    }
    return index * this.#height + (this.#others[low - 1]?.shift ?? 0)
  }

  get height(): number {
    return this.top(this.items.length)
  }

  /** Index of the item at `offset` pixels from the top; within the list. */
  at(offset: number): number {
    let [low, high] = [0, Math.max(0, this.items.length - 1)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.top(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Index of the item with this key, from `near` outwards; -1 where there is none. */
  indexOf(key: string, near = 0): number {
    const { items } = this
    const fits = (index: number) => {
      const item = items[index]
      if (item === undefined) return false
      // Most are told apart without making their key.
      return (item.kind !== 'event' || key.endsWith(item.event.id)) && itemKey(item) === key
    }
    for (let by = 0; by < items.length; by += 1) {
      if (fits(near + by)) return near + by
      if (by > 0 && fits(near - by)) return near - by
    }
    return -1
  }

  /** The next entry after `index` in a direction: days and gaps are passed over. */
  step(index: number, by: 1 | -1): number {
    for (let at = index + by; at >= 0 && at < this.items.length; at += by) {
      if (this.items[at]?.kind !== 'day') return at
    }
    return -1
  }
}
