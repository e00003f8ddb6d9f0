import type { LogEvent } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventCounts } from '../../contract/events/page.ts'
import { type Fault, toFault } from '../../contract/fault.ts'
import type { EventPage, EventPosition, EventSource } from '../hypervisors/event-port.ts'
import type { Clock } from '../hypervisors/port.ts'
import { withTimeout } from '../timing.ts'
import { EventColumns } from './event-columns.ts'
import { disorderMs } from './event-cursor.ts'
import type { EventReader } from './event-reads.ts'
import { largestRead } from './pushed-down.ts'

/** Entries of the log that one scan looks at, and entries that it keeps. */
const mostLooked = 300_000
const readTimeoutMs = 60_000
/** Without a tail the newest stretch is read again this often while somebody asks. */
const refreshMs = 5_000
const retryMs = 5_000
/** By how much the newest entries may be late, where the clock of the system is known, and where not. */
const knownClockMs = 60_000
const unknownClockMs = 3_600_000

/** New entries of a log, as its tail tells them. */
export interface FreshEvents {
  /** Names the run of versions. */
  readonly epoch: string
  /** Grows with each entry. */
  readonly version: number
  /** Everything new is told. */
  readonly following: boolean
  /** What was told after a version; undefined where some of it may be missing. */
  since(version: number): readonly LogEvent[] | undefined
}

/** A range of the log that is to be read; times as in filters. */
interface Stretch {
  from: number | undefined
  until: number | undefined
  position: EventPosition | undefined
  /** Whose position it is. */
  source: EventSource | undefined
  /** It may hold what was counted before. */
  overlaps: boolean
}

const stretch = (from: number | undefined, until: number | undefined, overlaps = false): Stretch => ({
  from,
  until,
  position: undefined,
  source: undefined,
  overlaps,
})

/** How much of a tail was heard. */
type Heard = Pick<FreshEvents, 'epoch' | 'version'>

const openEnd = Number.NEGATIVE_INFINITY

/** Reads what fits a filter, newest first, and keeps what is counted of it. */
export class CountScan {
  /** In plain form; its range grows into the past when it is extended. */
  filter: EventFilter
  askedAt = 0
  steppedAt = 0
  /** Resolves when there is nothing more to read for the first time, or when that fails. */
  readonly rested: Promise<void>
  private rest = (): void => {}
  private readonly clock: Clock
  private readonly columns = new EventColumns()
  private reader: EventReader
  private tail: FreshEvents | undefined
  /** Ranges yet to read, newest first. */
  private readonly back: Stretch[]
  /** The newest entries, read again. */
  private fresh: Stretch | undefined
  private countedBackTo: number | undefined
  /** Everything before this time, by the system's clock, was there when it was read. */
  private readUpTo: number | undefined
  private nextReadUpTo: number | undefined
  private refreshedAt = 0
  /** Ids of new entries that came before the reading reached their time, which may meet them again. */
  private readonly early = new Set<string>()
  private told: Heard | undefined
  private nextTold: Heard | undefined
  private looked = 0
  private skewMs: number | undefined
  private trouble: { fault: Fault; source: EventSource; times: number; retryAt: number } | undefined

  constructor(clock: Clock, reader: EventReader, filter: EventFilter) {
    this.clock = clock
    this.reader = reader
    this.filter = filter
    this.back = [stretch(filter.from, filter.until)]
    this.rested = new Promise((resolve) => {
      this.rest = resolve
    })
  }

  get size(): number {
    return this.columns.size
  }

  get counted(): number | undefined {
    return this.countedBackTo
  }

  /** Whether everything from `from` on is counted. */
  reaches(from: number | undefined): boolean {
    return this.countedBackTo !== undefined && this.countedBackTo <= (from ?? openEnd)
  }

  /** Somebody wants these counts now, as far back as `from`. Throws `auth` when this very session has ended. */
  ask(reader: EventReader, from: number | undefined, tail: FreshEvents | undefined): void {
    const { trouble } = this
    this.askedAt = this.clock.now()
    this.reader = reader
    this.tail = tail
    if (trouble !== undefined && trouble.source !== reader.source) this.trouble = undefined
    else if (trouble?.fault.kind === 'auth') throw trouble.fault
    const own = this.filter.from
    if (own !== undefined && (from === undefined || from < own)) {
      this.back.push(stretch(from, own))
      const { from: _, ...rest } = this.filter
      this.filter = from === undefined ? rest : { ...rest, from }
    }
    this.hear()
    this.trim(from)
  }

  /** Whether a step has something to read at `now`. */
  due(now: number): boolean {
    if (this.trouble !== undefined && now < this.trouble.retryAt) return false
    return this.fresh !== undefined || this.wantsRefresh(now) || (this.back.length > 0 && !this.limited)
  }

  /** Reads once. Never throws; a fault is kept and told. */
  async step(signal: AbortSignal): Promise<void> {
    const now = this.clock.now()
    this.steppedAt = now
    if (this.fresh === undefined && this.wantsRefresh(now)) {
      const from = Math.max(this.readUpTo ?? openEnd, this.filter.from ?? openEnd)
      this.fresh = stretch(from, this.filter.until, true)
      this.noteTail()
    }
    const current = this.fresh ?? this.back[0]
    if (current === undefined) return
    const { source, system } = this.reader
    try {
      const late = { message: 'The system did not answer in time.', system }
      const page = await withTimeout(this.clock, readTimeoutMs, signal, late, (inner) =>
        this.read(current, source, inner),
      )
      this.trouble = undefined
      this.take(current, page)
    } catch (error) {
      if (signal.aborted) return
      const fault = toFault(error, system)
      const times = (this.trouble?.times ?? 0) + 1
      const wait = fault.kind === 'forbidden' ? 60_000 : Math.min(60_000, retryMs * 2 ** (times - 1))
      this.rest()
      this.trouble = { fault, source, times, retryAt: this.clock.now() + wait }
    }
  }

  /** Counts of what fits `filter`, which this scan covers. */
  answer(filter: EventFilter, bucketMs: number): EventCounts {
    this.hear()
    const { countedBackTo } = this
    const complete = this.reaches(filter.from)
    const backTo =
      countedBackTo === undefined ? undefined : Math.max(countedBackTo, filter.from ?? openEnd, 0)
    return {
      ...this.columns.count(filter, bucketMs),
      ...(backTo === undefined ? {} : { countedBackTo: backTo }),
      complete,
      ...(this.limited && !complete ? { limit: mostLooked } : {}),
      ...(this.trouble === undefined ? {} : { fault: this.trouble.fault.info }),
    }
  }

  private get limited(): boolean {
    return this.looked >= mostLooked
  }

  /** The range has no end, or one that is yet to come. */
  private isOpen(now: number): boolean {
    const { until } = this.filter
    return until === undefined || this.readUpTo === undefined || until > Math.min(this.readUpTo, now)
  }

  private wantsRefresh(now: number): boolean {
    if (this.readUpTo === undefined || !this.isOpen(now) || now - this.refreshedAt < refreshMs) return false
    return this.heardTail() === undefined
  }

  private async read(current: Stretch, source: EventSource, signal: AbortSignal): Promise<EventPage> {
    if (current.source !== undefined && current.source !== source) {
      // Another session: its reading begins anew where this one stopped.
      const reached = current.position?.readBackTo
      if (reached !== undefined) current.until = Math.min(current.until ?? reached, reached) + disorderMs
      current.position = undefined
      current.overlaps = true
    }
    current.source = source
    const { from, until, position } = current
    if (this.readUpTo === undefined && position === undefined) this.noteTail()
    const { from: _from, until: _until, ...rest } = this.filter
    const filter = {
      ...rest,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    }
    return source.older(filter, position, largestRead, signal)
  }

  private take(current: Stretch, page: EventPage): void {
    const isFresh = current === this.fresh
    // It was given up meanwhile.
    if (!isFresh && current !== this.back[0]) return
    const { from, until } = current
    const fits = eventMatcher({
      ...this.filter,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    })
    const events = page.events.filter((event) => fits(event) && (isFresh || !this.early.has(event.id)))
    if (isFresh) this.addFresh(events)
    else if (current.overlaps) this.columns.addNew(events)
    else for (const event of events) this.columns.add(event)
    this.skewMs = page.skewMs ?? this.skewMs
    if (current.position === undefined && (isFresh || this.readUpTo === undefined)) this.noteTop(page.events)
    current.position = page.next
    const ended = page.next === undefined
    if (isFresh) {
      if (!ended) return
      this.fresh = undefined
      this.caughtUp()
      return
    }
    if (this.readUpTo === undefined) this.caughtUp()
    this.looked += page.events.length
    this.countedBackTo = ended
      ? (from ?? openEnd)
      : Math.max(
          Math.min(page.next?.readBackTo ?? openEnd, this.countedBackTo ?? Number.POSITIVE_INFINITY),
          from ?? openEnd,
        )
    if (ended) this.back.shift()
    if (this.back.length === 0) this.early.clear()
    if (this.back.length === 0 || this.limited) this.rest()
  }

  /** Up to when a reading that begins now will have read, by the clock of the system. */
  private noteTop(events: readonly LogEvent[]): void {
    const now = this.systemNow()
    const margin = this.clockMargin()
    const newest = events.reduce((top, { at }) => (at <= now + margin ? Math.max(top, at) : top), openEnd)
    this.nextReadUpTo = Math.max(newest, now - margin) - disorderMs
  }

  private noteTail(): void {
    const { tail } = this
    this.nextTold = tail?.following === true ? { epoch: tail.epoch, version: tail.version } : undefined
  }

  private caughtUp(): void {
    this.readUpTo = this.nextReadUpTo
    this.told = this.nextTold
    this.refreshedAt = this.clock.now()
  }

  /** The tail, where it tells everything since it was heard last. */
  private heardTail(): FreshEvents | undefined {
    const { tail, told } = this
    return tail?.following === true && tail.epoch === told?.epoch ? tail : undefined
  }

  /** Takes what the tail has told since. */
  private hear(): void {
    const tail = this.heardTail()
    if (tail === undefined || this.told === undefined) return
    const { version, epoch } = tail
    const events = version === this.told.version ? [] : tail.since(this.told.version)
    if (events === undefined) {
      this.told = undefined
      return
    }
    this.addFresh(events.filter(eventMatcher(this.filter)))
    this.told = { epoch, version }
    // From where to read on should it be lost.
    this.readUpTo = this.systemNow() - this.clockMargin() - disorderMs
  }

  private addFresh(events: readonly LogEvent[]): void {
    const added = this.columns.addNew(events)
    if (this.back.length > 0) for (const { id } of added) this.early.add(id)
  }

  private systemNow(): number {
    return this.clock.now() + (this.skewMs ?? 0)
  }

  private clockMargin(): number {
    return this.skewMs === undefined ? unknownClockMs : knownClockMs
  }

  /** A range that moves on leaves entries behind that nobody asks for. */
  private trim(from: number | undefined): void {
    if (this.columns.size <= mostLooked) return
    const oldest = Math.max(from ?? openEnd, this.columns.newest(Math.round(mostLooked * 0.9)))
    this.columns.dropBefore(oldest)
    this.countedBackTo = Math.max(this.countedBackTo ?? openEnd, oldest)
    this.back.length = 0
    this.looked = Math.max(this.looked, mostLooked)
  }
}
