import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventPageReply } from '../../contract/events/page.ts'
import { Timeline, type TimelineRow, type TimelineView } from '../../contract/events/timeline.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { narrows, rangeOf, systemsOf } from './event-filters.ts'
import { EventHoles } from './event-holes.ts'
import { type EventLogOutside, PageReader } from './event-page-reader.ts'
import type { EventListener, EventTail } from './event-tail.ts'

/** What a log shows. */
export interface EventLogView extends TimelineView {
  /** Newest first; identity of a row and of its `event` does not change while it is shown. */
  rows: readonly TimelineRow[]
  /** A page is on its way. */
  reading: boolean
  paused: boolean
  /** How the newest entries of each system come; empty where the range has ended. */
  tail: ReadonlyMap<string, 'following' | 'connecting' | FaultInfo>
}

export interface EventLogSource extends EventLogOutside {
  tails(): ReadonlyMap<string, EventTail>
  /** Whether the stream that tells the tails is open. */
  connected(): boolean
  onEvents(listener: EventListener): () => void
  /** Calls `listener` when a tail or the connection changed. */
  onChange(listener: () => void): () => void
  /** Calls `run` before the page is painted next. */
  frame(run: () => void): void
}

interface SystemReads {
  pages: PageReader
  holes: EventHoles
  /** When the first page was asked for, and whether the tail was known by then. */
  began: { at: number; followed: boolean } | undefined
  /** A page beyond what is wanted was read. */
  ahead: boolean
  /** Pages that it may still read to come down to the others. */
  catchUp: number
}

/** Rows that fill a screen, and rows by which the list grows when its end is near. */
const [firstRows, moreRows] = [60, 200]
const [firstLimit, nextLimit] = [100, 300]
const catchUpPages = 30
/** Clocks of systems whose skew is not known may differ by this, ms. */
const doubt = 10 * 60_000

const slow: FaultInfo = { kind: 'timeout', message: 'No answer yet; the others are shown meanwhile.' }
const farBehind: FaultInfo = {
  kind: 'timeout',
  message: 'This stretch has not been read: there is much in it.',
  advice: 'Try again to read on.',
}

/** One log: reads pages, follows the tails, and makes what is shown, at most once for each painting of the page. */
export class EventLog {
  private readonly filter: EventFilter
  private readonly source: EventLogSource
  private readonly fits: ReturnType<typeof eventMatcher>
  private readonly timeline: Timeline
  private readonly reads = new Map<string, SystemReads>()
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []
  private running = false
  private due = false
  private connected = true
  private wantedRows = firstRows
  private wantedDownTo = Infinity
  private shown: EventLogView | undefined

  /** `before`: the log that was shown until now; what it knows is shown at once where that is true. */
  constructor(filter: EventFilter, systems: readonly string[], source: EventLogSource, before?: EventLog) {
    this.filter = filter
    this.source = source
    this.fits = eventMatcher(filter)
    const range = rangeOf(filter)
    this.timeline =
      before !== undefined && narrows(before.filter, filter)
        ? before.timeline.narrowed(range, this.fits)
        : new Timeline({ range })
    if (before?.timeline.holding === true) this.timeline.hold()
    this.setSystems(systems)
    for (const [system, { holes }] of before?.reads ?? [])
      for (const asked of holes.unread) this.reads.get(system)?.holes.open(...asked)
    // Other stretches that were missing are told anew at the start, if they still are.
    for (const [system, { holes }] of this.reads) this.timeline.setHoles(system, holes.gaps)
    this.shown = this.make()
  }

  /** Begins to read and to follow. */
  start(): void {
    const { source } = this
    this.connected = source.connected()
    this.stops.push(source.onChange(() => this.tailChanged()))
    if (!this.past) this.stops.push(source.onEvents((...told) => this.told(...told)))
    for (const system of this.reads.keys()) this.takeTail(system)
    this.running = true
    for (const system of this.reads.keys()) this.open(system)
    this.changed()
  }

  /** Gives up what is on its way; `start` goes on. */
  stop(): void {
    this.running = false
    for (const stop of this.stops.splice(0)) stop()
    for (const { pages, holes } of this.reads.values()) {
      pages.stop()
      holes.stop()
    }
  }

  /** Says which systems are asked. Those that came are read; those that went are gone from the rows. */
  setSystems(systems: readonly string[]): void {
    const asked = systemsOf(this.filter, systems)
    for (const [system, { pages, holes }] of this.reads) {
      if (asked.includes(system)) continue
      pages.stop()
      holes.stop()
      this.reads.delete(system)
    }
    this.timeline.setSystems(asked)
    for (const system of asked) {
      if (this.reads.has(system)) continue
      this.reads.set(system, this.begin(system))
      if (!this.running) continue
      this.takeTail(system)
      this.open(system)
    }
    this.changed()
  }

  /** Shows more of the past; `downTo` (epoch ms): everything from then on. */
  readOlder(downTo = Infinity): void {
    this.wantedDownTo = Math.min(this.wantedDownTo, downTo)
    if (this.timeline.length >= this.wantedRows) this.wantedRows = this.timeline.length + moreRows
    for (const reads of this.reads.values()) {
      reads.ahead = false
      if (reads.catchUp <= 0) reads.pages.retry(nextLimit)
      reads.catchUp = catchUpPages
    }
    this.changed()
  }

  /** Asks a system again at once for what it did not give. */
  retry(system: string): void {
    const reads = this.reads.get(system)
    if (reads === undefined) return
    reads.catchUp = catchUpPages
    reads.holes.retry()
    if (this.timeline.log(system)?.behind === true) reads.pages.retry(nextLimit)
    this.changed()
  }

  /** Lets what is told from now on wait. */
  pause(): void {
    this.timeline.hold()
    this.changed()
  }

  resume(): void {
    this.goOn(this.timeline.release())
    this.changed()
  }

  view(): EventLogView {
    this.shown ??= this.make()
    return this.shown
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Whether the range has ended, so that nothing new comes. */
  private get past(): boolean {
    return this.filter.until !== undefined && this.filter.until <= this.source.now()
  }

  private begin(system: string): SystemReads {
    const { source, filter, timeline } = this
    const pages = new PageReader(source, system, filter, {
      onPage: (page) => this.page(system, page),
      onFault: (fault, retryAt) => {
        timeline.fail(system, fault, retryAt)
        this.changed()
      },
      onSlow: () => this.dropSlow(),
    })
    const known = timeline.log(system)
    if (known?.readBackTo !== undefined && !known.complete) pages.goOnBefore(known.readBackTo)
    const holes = new EventHoles({
      outside: source,
      system,
      filter,
      onEvents: (events) => {
        timeline.fill(system, events.filter(this.fits))
        this.changed()
      },
      onChange: () => {
        timeline.setHoles(system, holes.gaps)
        this.changed()
      },
    })
    return { pages, holes, began: undefined, ahead: false, catchUp: catchUpPages }
  }

  /** Goes on with what was given up, or failed before. */
  private open(system: string): void {
    const reads = this.reads.get(system)
    reads?.holes.start()
    if (this.timeline.log(system)?.answered === false) reads?.pages.read(nextLimit)
  }

  private page(system: string, page: EventPageReply): void {
    const { timeline } = this
    timeline.page(system, { ...page, events: page.events.filter(this.fits) })
    const reads = this.reads.get(system)
    if (reads !== undefined && timeline.log(system)?.behind === true) {
      reads.catchUp -= 1
      if (reads.catchUp <= 0) timeline.fail(system, farBehind)
    }
    this.dropSlow()
    this.changed()
  }

  /** A system that keeps others waiting leaves a gap. */
  private dropSlow(): void {
    const { timeline, reads } = this
    const answers = [...reads.keys()].some((system) => {
      const log = timeline.log(system)
      return log !== undefined && !log.behind && log.coveredFrom < Infinity
    })
    if (!answers) return
    for (const [system, { pages }] of reads)
      if (pages.slow && timeline.log(system)?.behind === false) timeline.fail(system, slow)
    this.changed()
  }

  private takeTail(system: string): void {
    const tail = this.source.tails().get(system)
    const reads = this.reads.get(system)
    if (tail === undefined || reads === undefined || this.past) return
    this.goOn(this.timeline.fresh(system, tail.events.filter(this.fits), true))
    reads.holes.tell(tail)
  }

  private told(...[system, events, full, missedSince]: Parameters<EventListener>): void {
    const reads = this.reads.get(system)
    if (reads === undefined) return
    this.goOn(this.timeline.fresh(system, events.filter(this.fits), full))
    if (missedSince !== undefined) reads.holes.open(missedSince, ...endsOf(events, missedSince))
    else if (full && reads.began?.followed === false) {
      // The first that this page hears of the tail; what happened since the first page was asked for may be missing.
      const skew = this.timeline.log(system)?.skew
      const since = reads.began.at + (skew ?? -doubt)
      const [first] = endsOf(events.slice(0, 5), -Infinity)
      if (first === undefined || first > since) reads.holes.open(since, ...endsOf(events, since))
    }
    if (full && reads.began !== undefined) reads.began.followed = true
    this.changed()
  }

  private tailChanged(): void {
    const connected = this.source.connected()
    const again = connected && !this.connected
    this.connected = connected
    for (const [system, { holes, pages }] of this.reads) {
      holes.tell(this.source.tails().get(system))
      // The server is there again: no need to wait.
      if (again && pages.failed) pages.retry(nextLimit)
    }
    this.changed()
  }

  /** Reads what is wanted: who limits what is shown, and who is behind. */
  private pump(): void {
    const { timeline } = this
    if (!this.running) return
    const wanted = timeline.length < this.wantedRows || timeline.shownFrom > this.wantedDownTo
    for (const [system, reads] of this.reads) {
      const log = timeline.log(system)
      if (log === undefined || log.complete || reads.pages.reading) continue
      if (log.behind ? log.answered : timeline.limits(system) && (wanted || !reads.ahead)) {
        if (!wanted && !log.behind) reads.ahead = true
        this.read(system, reads, log.coveredFrom === Infinity ? firstLimit : nextLimit)
      }
    }
  }

  private read(system: string, reads: SystemReads, limit: number): void {
    if (reads.began === undefined) {
      const tail = this.source.tails().get(system)
      reads.holes.passedBy(tail)
      reads.began = { at: this.source.now(), followed: tail !== undefined && tail.events.length > 0 }
    }
    reads.pages.read(limit)
  }

  /** What was dropped at the far end is read again from there. */
  private goOn(systems: readonly string[]): void {
    for (const system of systems) {
      const log = this.timeline.log(system)
      const pages = this.reads.get(system)?.pages
      if (log?.readBackTo !== undefined) pages?.goOnBefore(log.readBackTo)
      if (log?.answered === false) pages?.read(nextLimit)
    }
    if (systems.length > 0) this.wantedRows = Math.min(this.wantedRows, this.timeline.length)
  }

  private changed(): void {
    this.pump()
    if (this.due) return
    this.due = true
    this.source.frame(() => {
      this.due = false
      this.shown = this.make()
      for (const listener of this.listeners) listener()
    })
  }

  private make(): EventLogView {
    const { timeline, source } = this
    const connected = source.connected()
    const tails = source.tails()
    const stateOf = (system: string) => {
      const tail = tails.get(system)
      return tail === undefined || !connected ? 'connecting' : (tail.fault ?? 'following')
    }
    return {
      ...timeline.view(),
      reading: [...this.reads.values()].some(({ pages }) => pages.reading),
      paused: timeline.holding,
      tail: new Map(this.past ? [] : [...this.reads.keys()].map((system) => [system, stateOf(system)])),
    }
  }
}

/** Time from which on entries were told, and the time before which the row of what is missing stands. */
function endsOf(
  events: readonly { at: number }[],
  since: number,
): [until: number | undefined, shownUntil: number | undefined] {
  const times = events.map(({ at }) => at).filter((at) => at > since)
  if (times.length === 0) return [undefined, undefined]
  return [Math.max(...times) + 1, Math.min(...times)]
}
