import type { FaultInfo } from '../fault.ts'
import type { EventCoverage, EventGap, LogEvent } from './event.ts'
import type { EventPageReply } from './page.ts'
import type { EventRow } from './sorted-rows.ts'

/** Why a stretch is empty that nobody refused. */
const notYet: FaultInfo = { kind: 'timeout', message: 'This stretch is still being read.' }

/** A stretch of the timeline that a system did not give, in its place. */
export interface GapRow {
  readonly kind: 'gap'
  readonly system: string
  readonly gap: EventGap
}

/** What a timeline knows of one system's log. Times are by the clock of the system, epoch ms. */
export class SystemLog {
  readonly id: string
  /** Every entry that is known, shown or not, by its id. */
  readonly rows = new Map<string, EventRow>()
  /** Taken from times of this system to compare them with others'. */
  offset = 0
  /** Everything that fits from here on is known, but for `holes`. */
  readBackTo: number | undefined
  complete = false
  /** Does not hold up the others: what it gives is put among what is shown already. */
  behind = false
  /** Time of the newest entry that was ever known. */
  newest = -Infinity
  private fault: FaultInfo | undefined
  private retryAt: number | undefined
  private pushedDown: EventCoverage['pushedDown'] = []
  private skewMs: number | undefined
  private holes: readonly EventGap[] = []
  private gapRows: readonly GapRow[] | undefined
  private shownCoverage: EventCoverage | undefined

  constructor(id: string) {
    this.id = id
  }

  /** Down to where it is known, by the system's clock. */
  get coveredFrom(): number {
    return this.complete ? -Infinity : (this.readBackTo ?? Infinity)
  }

  /** The same as rows are ordered. */
  get down(): number {
    return this.coveredFrom - this.offset
  }

  /** Whether what it was last asked for came. */
  get answered(): boolean {
    return this.fault === undefined
  }

  get skew(): number | undefined {
    return this.skewMs
  }

  rowOf(event: LogEvent, late: boolean): EventRow {
    // Entries that could not be read may lack a time; they stay where they came.
    const at = Number.isFinite(event.at) ? event.at : this.newest
    const time = (Number.isFinite(at) ? at : 0) - this.offset
    return late ? { kind: 'event', event, time, late } : { kind: 'event', event, time }
  }

  /** Takes what a page says beside its entries. */
  read({ readBackTo, cursor, pushedDown, skewMs }: Omit<EventPageReply, 'events' | 'scanned'>): void {
    if (readBackTo !== undefined) this.readBackTo = Math.min(readBackTo, this.readBackTo ?? Infinity)
    if (cursor === undefined) this.complete = true
    this.pushedDown = pushedDown
    if (skewMs !== undefined) this.skewMs = skewMs
    this.fault = undefined
    this.retryAt = undefined
    this.touch()
  }

  fail(fault: FaultInfo, retryAt: number | undefined): void {
    this.fault = fault
    this.retryAt = retryAt
    this.behind = true
    this.touch()
  }

  setBehind(behind: boolean): void {
    if (this.behind === behind) return
    this.behind = behind
    if (!behind) this.fault = undefined
    this.touch()
  }

  setHoles(holes: readonly EventGap[]): void {
    this.holes = holes
    this.touch()
  }

  /** Forgets that it knows entries from before `time`. */
  cut(time: number): void {
    this.readBackTo = time
    this.complete = false
    this.holes = this.holes.filter(({ until }) => until === undefined || until > time)
    this.touch()
  }

  /** The same log of a narrower range, without its rows. */
  narrowed(from: number | undefined): SystemLog {
    const log = new SystemLog(this.id)
    log.offset = this.offset
    log.readBackTo = this.readBackTo
    log.complete = this.complete || (from !== undefined && (this.readBackTo ?? Infinity) <= from)
    log.behind = this.behind && !log.complete
    log.newest = this.newest
    if (log.behind) {
      log.fault = this.fault
      log.retryAt = this.retryAt
    }
    log.skewMs = this.skewMs
    log.holes = this.holes
    return log
  }

  /** `range` is that of the whole timeline. */
  gaps(range: { from?: number; until?: number }): readonly GapRow[] {
    if (this.gapRows !== undefined) return this.gapRows
    const all = [...this.holes]
    if (this.behind) {
      const gap: EventGap = { fault: this.fault ?? notYet }
      const until = Math.min(this.readBackTo ?? Infinity, range.until ?? Infinity)
      if (range.from !== undefined) gap.from = range.from
      if (until < Infinity) gap.until = until
      if (this.retryAt !== undefined) gap.retryAt = this.retryAt
      all.unshift(gap)
    }
    this.gapRows = all.map((gap) => ({ kind: 'gap', system: this.id, gap }))
    return this.gapRows
  }

  coverage(range: { from?: number; until?: number }): EventCoverage {
    if (this.shownCoverage !== undefined) return this.shownCoverage
    const { id: system, complete, pushedDown, readBackTo, skewMs } = this
    const gaps = this.gaps(range).map(({ gap }) => gap)
    const coverage: EventCoverage = { system, complete, pushedDown, gaps }
    if (readBackTo !== undefined) coverage.readBackTo = readBackTo
    if (skewMs !== undefined) coverage.skewMs = skewMs
    this.shownCoverage = coverage
    return coverage
  }

  private touch(): void {
    this.gapRows = undefined
    this.shownCoverage = undefined
  }
}
