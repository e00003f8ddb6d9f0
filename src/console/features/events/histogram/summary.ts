import { type Bar, barsOf, barWidth, edgesOf, sumOf, totalOf } from './bars.ts'
import type { Stretch } from './ranges.ts'
import type { SystemCounts } from './use-counts.ts'

/** What the histogram shows. Times are epoch ms. */
export interface Summary {
  from: number
  until: number
  /** Of a bar, ms. */
  width: number
  /** One more than there are bars. */
  edges: readonly number[]
  all: readonly Bar[]
  /** In the order of the systems. */
  bySystem: readonly SystemBars[]
  total: number
}

export interface SystemBars {
  system: string
  bars: readonly Bar[]
  total: number
  /** Before this nothing is counted yet; absent: all is. */
  uncountedBefore: number | undefined
}

const day = 86_400_000

/** Bars over the range of a filter. Without a beginning it begins with what was counted. */
export function summaryOf(
  range: Stretch,
  counted: readonly SystemCounts[],
  now: number,
  utc: boolean,
): Summary {
  const until = range.until ?? Math.max(now, newestOf(counted, now) + 1)
  const from = Math.min(range.from ?? beginningOf(counted, until), until - 1000)
  const width = barWidth(from, until)
  const edges = edgesOf(from, until, width, utc)
  const end = edges.at(-1) ?? until
  const bySystem = counted.map(({ system, counts }): SystemBars => {
    const bars = barsOf(edges, [counts?.buckets ?? []])
    const uncountedBefore =
      counts === undefined ? end : counts.complete ? undefined : (counts.countedBackTo ?? end)
    return { system, bars, total: totalOf(sumOf(bars)), uncountedBefore }
  })
  const all = barsOf(
    edges,
    counted.map(({ counts }) => counts?.buckets ?? []),
  )
  return { from, until, width, edges, all, bySystem, total: totalOf(sumOf(all)) }
}

function beginningOf(counted: readonly SystemCounts[], until: number): number {
  const beginnings = counted.flatMap(({ counts }) => {
    const first = counts?.buckets[0]?.at
    const back = counts?.complete === true ? undefined : counts?.countedBackTo
    return [first, back].filter((at) => at !== undefined)
  })
  return beginnings.length === 0 ? until - day : Math.min(...beginnings)
}

/** The clock of a system may run ahead; what claims to be of another day does not stretch the axis. */
function newestOf(counted: readonly SystemCounts[], now: number): number {
  const newest = counted.map(({ counts }) => counts?.buckets.at(-1)?.at ?? 0)
  return Math.min(now + day, Math.max(0, ...newest))
}

/** The time before which at least one system has not been counted. */
export function uncountedOf(bySystem: readonly SystemBars[]): number | undefined {
  const times = bySystem.flatMap(({ uncountedBefore }) => uncountedBefore ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}
