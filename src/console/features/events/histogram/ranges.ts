import type { EventRange } from '../../../client/links.ts'
import type { TimeRange } from '../filter/url-state.ts'

/** A range of time, epoch ms; without `from` since ever, without `until` on to now. */
export interface Stretch {
  from?: number
  until?: number
}

type WantedRange = Stretch | { preset: EventRange }

const day = 86_400_000
const presets: readonly { preset: EventRange; length: number }[] = [
  { preset: '1h', length: 3_600_000 },
  { preset: '24h', length: day },
  { preset: '7d', length: 7 * day },
  { preset: '30d', length: 30 * day },
]

/** The bars `[from, until)` as a range: within what is shown, and on to now where that goes on. */
export function narrowed(shown: Stretch, bars: { from: number; until: number }, now: number): Stretch {
  const from = Math.max(bars.from, shown.from ?? Number.NEGATIVE_INFINITY)
  if (shown.until === undefined && bars.until > now) return { from }
  return { from, until: Math.min(bars.until, shown.until ?? Number.POSITIVE_INFINITY) }
}

/** The next wider range to look at; `undefined` where all is shown. */
export function wider({ from, until }: Stretch, now: number): WantedRange | undefined {
  if (until === undefined || from === undefined) {
    if (from === undefined && until === undefined) return undefined
    if (from === undefined) return { preset: 'all' }
    // A page that is open for long shows a little more than it began with.
    const next = presets.find(({ length }) => length > (now - from) * 1.5)
    return { preset: next?.preset ?? 'all' }
  }
  const more = Math.max(until - from, 1000) * 1.5
  return until + more >= now ? { from: from - more } : { from: from - more, until: until + more }
}

/** A range that was shown before, as a preset where it was one. */
export function asBefore(stretch: Stretch, now: number): WantedRange {
  const { from, until } = stretch
  if (until !== undefined) return stretch
  if (from === undefined) return { preset: 'all' }
  const same = presets.find(({ length }) => Math.abs(now - from - length) < length * 0.25)
  return same === undefined ? stretch : { preset: same.preset }
}

/** As the page's address has it. */
export function timeRangeOf(wanted: WantedRange): TimeRange {
  if ('preset' in wanted) return wanted
  const text = (at: number | undefined) => (at === undefined ? '' : new Date(at).toISOString())
  return { from: text(wanted.from), to: text(wanted.until) }
}

/** Whether `outer` shows all of `inner` and more. */
export function holds(outer: Stretch, inner: Stretch): boolean {
  const [outerFrom, innerFrom] = [
    outer.from ?? Number.NEGATIVE_INFINITY,
    inner.from ?? Number.NEGATIVE_INFINITY,
  ]
  const [outerUntil, innerUntil] = [
    outer.until ?? Number.POSITIVE_INFINITY,
    inner.until ?? Number.POSITIVE_INFINITY,
  ]
  return (
    outerFrom <= innerFrom && outerUntil >= innerUntil && (outerFrom < innerFrom || outerUntil > innerUntil)
  )
}
