import type { EventSeverity } from '../../../../contract/events/event.ts'
import type { EventBucket } from '../../../../contract/events/page.ts'

/** Bars of the histogram: where they begin and what stands in them. Times are epoch ms. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Widths that people can read off an axis. */
const widths = [
  1000,
  5000,
  15_000,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  7 * day,
  28 * day,
  91 * day,
]
/** A range that goes on to now may grow by a few bars before they become wider. */
const mostBars = 126

/** The worst first: so they stand on the axis, where small counts can be compared. */
export const severities: readonly EventSeverity[] = ['alert', 'error', 'warning', 'info']

export type Counts = Record<EventSeverity, number>

/** `[at, until)` and what began within it. */
export interface Bar extends Counts {
  at: number
  until: number
}

/** The narrowest bars of which not too many stand in `[from, until)`; ms. */
export function barWidth(from: number, until: number): number {
  return widths.find((width) => (until - from) / width <= mostBars) ?? 364 * day
}

/**
 * Where bars of `width` begin and end so that they cover `[from, until)`: one more than there are bars. They begin at whole
 * hours and days of the reader's zone; a day on which clocks are changed has a shorter or longer one.
 */
export function edgesOf(from: number, until: number, width: number, utc: boolean): number[] {
  // Weeks and more: hours do not show, and whole days of UTC are cheaper to count.
  const byUtc = utc || width > day
  let at = dayOf(from, byUtc)
  if (width < day) at += Math.floor((from - at) / width) * width
  const edges = [at]
  while (at < until) {
    at =
      width < day
        ? Math.min(at + width, dayAfter(at, 1, byUtc))
        : dayAfter(at, Math.round(width / day), byUtc)
    edges.push(at)
  }
  return edges
}

function dayOf(at: number, utc: boolean): number {
  if (utc) return Math.floor(at / day) * day
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

function dayAfter(at: number, days: number, utc: boolean): number {
  if (utc) return dayOf(at, true) + days * day
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

/** The widest buckets, ms, out of which bars with these edges can be put together: buckets begin at multiples of their width. */
export function bucketWidth(edges: readonly number[]): number {
  return Math.max(1000, edges.reduce(divisor, 0))
}

function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

/** Buckets (oldest first) summed into bars. What lies outside of the edges is left out. */
export function barsOf(edges: readonly number[], lists: readonly (readonly EventBucket[])[]): Bar[] {
  const bars: Bar[] = []
  for (const [place, until] of edges.entries()) {
    const at = edges[place - 1]
    if (at !== undefined) bars.push({ at, until, info: 0, warning: 0, error: 0, alert: 0 })
  }
  for (const buckets of lists) {
    let place = 0
    for (const bucket of buckets) {
      let bar = bars[place]
      while (bar !== undefined && bucket.at >= bar.until) {
        place += 1
        bar = bars[place]
      }
      if (bar === undefined) break
      if (bucket.at < bar.at) continue
      for (const severity of severities) bar[severity] += bucket[severity]
    }
  }
  return bars
}

export function totalOf(counts: Counts): number {
  return counts.info + counts.warning + counts.error + counts.alert
}

/** Several bars as one. */
export function sumOf(bars: readonly Counts[]): Counts {
  const sum: Counts = { info: 0, warning: 0, error: 0, alert: 0 }
  for (const bar of bars) for (const severity of severities) sum[severity] += bar[severity]
  return sum
}

/** A round number that is at least `highest`, for the top of the axis. */
export function topOf(highest: number): number {
  if (highest <= 5) return Math.max(1, highest)
  const step = 10 ** Math.floor(Math.log10(highest))
  const round = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * step >= highest) ?? 10
  return Math.ceil(round * step)
}

/**
 * Heights in pixels of the parts of a bar, the worst first. What is there at all stays visible: a single alert among
 * thousands has two pixels.
 */
export function heightsOf(counts: Counts, top: number, height: number): Map<EventSeverity, number> {
  const heights = new Map<EventSeverity, number>()
  let left = height
  for (const severity of severities) {
    if (counts[severity] === 0) continue
    const part = Math.min(left, Math.max(2, (counts[severity] / top) * height))
    heights.set(severity, part)
    left -= part
  }
  return heights
}
