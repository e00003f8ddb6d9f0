import type { FaultInfo } from '../fault.ts'
import type { EventCoverage, EventGap, LogEvent } from './event.ts'
import type { EventPageReply } from './page.ts'
import { type EventRow, mergeInto, olderThan, takeOut } from './sorted-rows.ts'
import { type GapRow, SystemLog } from './system-log.ts'

/** One row of a shown log: an entry, or a stretch that a system did not give. */
export type TimelineRow = EventRow | GapRow

export interface TimelineView {
  /** Newest first over all systems. */
  readonly rows: readonly TimelineRow[]
  /** One per system, in the order in which they were named. */
  readonly coverage: readonly EventCoverage[]
  /** Entries that were held back; not among `rows`. */
  readonly waiting: number
  /** There is nothing older in the range. */
  readonly complete: boolean
}

export interface TimelineOptions {
  /** The range that is looked at, epoch ms; nothing outside is expected. */
  range?: { from?: number; until?: number }
  /** Rows that are kept while new ones come in; those at the far end are dropped. */
  bound?: number
  /**
   * Orders by times less the known skew of each system's clock, where that is more than 5 s. Without it rows are ordered
   * by the times that the systems wrote, which is what the rows show.
   */
  correctSkew?: boolean
}

/** An entry that is so much older than others that were known is late, ms; less is the usual disorder of a log. */
const lateBy = 2_000
/** Clocks that differ less than this, ms, are taken for right: what was measured has the network's time in it. */
const smallSkew = 5_000

/**
 * Merges the logs of several systems: pages that are read backwards, entries that are told as they happen, stretches that
 * are missing.
 *
 * Rows are shown down to the frontier, the time down to which every answering system was read, so that reading on puts
 * nothing between rows that are shown. A system that fails, is slow or was added later is *behind*: a gap row says so
 * where its known entries end, and what it gives then falls into place, until it has come down to the frontier. Entries
 * that are told late, too, fall into place, and are marked.
 */
export class Timeline {
  private readonly range: { from?: number; until?: number }
  private readonly bound: number
  private readonly correctSkew: boolean
  private readonly logs = new Map<string, SystemLog>()
  /** All known entries but held ones, those older than the frontier too. */
  private rows: EventRow[] = []
  /** Rows older than this are not shown; `Infinity`: none is. */
  private frontier = Infinity
  /** Entries held back, in order; `undefined`: they are not. */
  private held: EventRow[] | undefined
  /** Held entries older than this were dropped, so many. */
  private heldCut = -Infinity
  private heldDropped = 0
  private shown: TimelineView | undefined

  constructor({ range = {}, bound = 20_000, correctSkew = false }: TimelineOptions = {}) {
    this.range = range
    this.bound = bound
    this.correctSkew = correctSkew
  }

  /** Says whose logs are looked at. Entries of others are dropped; new ones fall into place. */
  setSystems(ids: readonly string[]): void {
    const gone = new Set([...this.logs.keys()].filter((id) => !ids.includes(id)))
    if (gone.size > 0) {
      const stays = ({ event }: EventRow) => !gone.has(event.system)
      this.rows = this.rows.filter(stays)
      this.held = this.held?.filter(stays)
    }
    const before = new Map(this.logs)
    this.logs.clear()
    for (const id of ids) {
      const log = before.get(id) ?? new SystemLog(id)
      if (!before.has(id)) log.setBehind(this.frontier < Infinity)
      this.logs.set(id, log)
    }
    this.changed()
  }

  /** What is known of a system's log. */
  log(system: string): Readonly<SystemLog> | undefined {
    return this.logs.get(system)
  }

  /** Takes the stretch before what was read. */
  page(system: string, page: EventPageReply): void {
    const log = this.logs.get(system)
    if (log === undefined) return
    const { coveredFrom } = log
    this.correct(log, page.skewMs)
    // What was held back and lies further down than was read is no news at the top.
    for (const { id, at } of page.events) {
      const row = at < coveredFrom ? log.rows.get(id) : undefined
      if (row !== undefined && this.held !== undefined && takeOut(this.held, row)) mergeInto(this.rows, [row])
    }
    this.insert(log, page.events, (event) => event.at >= coveredFrom && event.at < log.newest - lateBy)
    log.read(page)
    this.changed()
  }

  /** Takes entries of a stretch that was missing. */
  fill(system: string, events: readonly LogEvent[]): void {
    const log = this.logs.get(system)
    if (log === undefined) return
    const top = this.rows[0]?.time ?? -Infinity
    const newer = ({ at }: LogEvent) => this.held !== undefined && at - log.offset > top
    this.insert(
      log,
      events.filter((event) => !newer(event)),
      () => false,
    )
    this.insert(log, events.filter(newer), () => false, this.held)
    this.changed()
  }

  /**
   * Takes entries that were told as they happened. `full`: the newest ones of all, so that being old is not being late.
   * Returns the systems whose older entries were dropped to keep the bound; they are to be read again from there.
   */
  fresh(system: string, events: readonly LogEvent[], full = false): string[] {
    const log = this.logs.get(system)
    if (log === undefined) return []
    const { coveredFrom } = log
    const late = ({ at }: LogEvent) => !full && at >= coveredFrom && at < log.newest - lateBy
    this.insert(log, events, late, this.held)
    const cut = this.held === undefined ? this.trim() : this.trimHeld(this.held)
    this.changed()
    return cut
  }

  /** A system did not give what it was asked for. */
  fail(system: string, fault: FaultInfo, retryAt?: number): void {
    this.logs.get(system)?.fail(fault, retryAt)
    this.changed()
  }

  /** Replaces the stretches within what is known of a system of which entries are missing. */
  setHoles(system: string, holes: readonly EventGap[]): void {
    this.logs.get(system)?.setHoles(holes)
    this.changed()
  }

  /** Holds back what is told from now on. */
  hold(): void {
    this.held ??= []
    this.changed()
  }

  /** Shows what was held back. Returns as `fresh`. */
  release(): string[] {
    const { held } = this
    if (held === undefined) return []
    const cut = this.heldDropped > 0 ? this.cut(this.heldCut) : []
    this.held = undefined
    mergeInto(this.rows, held)
    this.heldDropped = 0
    this.heldCut = -Infinity
    const trimmed = this.trim()
    this.changed()
    return [...new Set([...cut, ...trimmed])]
  }

  get holding(): boolean {
    return this.held !== undefined
  }

  /**
   * A timeline of what fits a narrower filter, as far as this one knows it: it stands at once, and is read on from
   * there. `fits` must refuse all that the filter of this one refused.
   */
  narrowed(range: { from?: number; until?: number }, fits: (event: LogEvent) => boolean): Timeline {
    const narrow = new Timeline({ range, bound: this.bound, correctSkew: this.correctSkew })
    for (const [id, log] of this.logs) narrow.logs.set(id, log.narrowed(range.from))
    const keep = (rows: readonly EventRow[]) =>
      rows.filter((row) => {
        if (!fits(row.event)) return false
        narrow.logs.get(row.event.system)?.rows.set(row.event.id, row)
        return true
      })
    narrow.frontier = this.frontier
    narrow.rows = keep(this.rows)
    if (this.held !== undefined && this.heldDropped === 0) narrow.held = keep(this.held)
    else if (this.held !== undefined) {
      narrow.cut(this.heldCut)
      mergeInto(narrow.rows, keep(this.held))
    }
    narrow.changed()
    return narrow
  }

  /** How many entries are shown. */
  get length(): number {
    return this.frontier === -Infinity ? this.rows.length : olderThan(this.rows, this.frontier)
  }

  /** Down to where entries are shown, epoch ms; `Infinity`: none is. */
  get shownFrom(): number {
    return this.frontier
  }

  /** Whether reading this system is what lets older entries be shown. */
  limits(system: string): boolean {
    const log = this.logs.get(system)
    if (log === undefined || log.behind || log.complete) return false
    return [...this.logs.values()].every((other) => other.behind || other.down <= log.down)
  }

  view(): TimelineView {
    if (this.shown !== undefined) return this.shown
    const logs = [...this.logs.values()]
    this.shown = {
      rows: this.withGaps(this.rows.slice(0, this.length), logs),
      coverage: logs.map((log) => log.coverage(this.range)),
      waiting: (this.held?.length ?? 0) + this.heldDropped,
      complete: logs.length > 0 && logs.every(({ complete }) => complete),
    }
    return this.shown
  }

  private withGaps(rows: TimelineRow[], logs: readonly SystemLog[]): readonly TimelineRow[] {
    const gaps = logs
      .flatMap((log) =>
        log.gaps(this.range).map((row) => ({ row, time: (row.gap.until ?? Infinity) - log.offset })),
      )
      .filter(({ time }) => time >= this.frontier || this.frontier === Infinity)
      .toSorted((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    if (gaps.length === 0) return rows
    // Oldest first, so that the places of those that are put in later stay right.
    const places = gaps.map(({ time }) => olderThan(this.rows, time))
    gaps.forEach(({ row }, index) => {
      rows.splice(Math.min(places[index] ?? 0, rows.length), 0, row)
    })
    return rows
  }

  private insert(
    log: SystemLog,
    events: readonly LogEvent[],
    late: (event: LogEvent) => boolean,
    into: EventRow[] = this.rows,
  ): void {
    const more: EventRow[] = []
    for (const event of events) {
      const known = log.rows.get(event.id)
      if (known !== undefined) {
        if (Object.is(known.event.at, event.at)) continue
        // The system began to number anew: the entry of old is no longer what this id names.
        takeOut(this.rows, known)
        if (this.held !== undefined) takeOut(this.held, known)
      }
      const row = log.rowOf(event, late(event))
      log.rows.set(event.id, row)
      more.push(row)
    }
    mergeInto(
      into,
      more.filter((row) => log.rows.get(row.event.id) === row),
    )
    for (const { at } of events) if (Number.isFinite(at) && at > log.newest) log.newest = at
  }

  private correct(log: SystemLog, skewMs: number | undefined): void {
    if (!this.correctSkew || skewMs === undefined) return
    const offset = Math.abs(skewMs) < smallSkew ? 0 : skewMs
    if (Math.abs(offset - log.offset) < smallSkew) return
    log.offset = offset
    const moved = (rows: readonly EventRow[]) => {
      const [others, own]: [EventRow[], EventRow[]] = [[], []]
      for (const row of rows) {
        if (row.event.system !== log.id) others.push(row)
        else {
          const again = log.rowOf(row.event, row.late === true)
          log.rows.set(row.event.id, again)
          own.push(again)
        }
      }
      mergeInto(others, own)
      return others
    }
    this.rows = moved(this.rows)
    if (this.held !== undefined) this.held = moved(this.held)
  }

  /** Drops the far end where there are many more rows than the bound. */
  private trim(): string[] {
    if (this.rows.length <= this.bound * 1.1) return []
    const last = this.rows[this.bound - 1]
    return last === undefined ? [] : this.cut(last.time)
  }

  /** What is held is bounded as well; what is dropped of it is read again after `release`. */
  private trimHeld(held: EventRow[]): string[] {
    const last = held[this.bound - 1]
    if (last === undefined || held.length <= this.bound * 1.1) return []
    this.heldCut = Math.max(this.heldCut, last.time)
    const end = olderThan(held, this.heldCut)
    for (const { event } of held.splice(end)) {
      this.logs.get(event.system)?.rows.delete(event.id)
      this.heldDropped += 1
    }
    return []
  }

  /** Forgets all entries before a time, and that they were known. Returns the systems that it concerns. */
  private cut(time: number): string[] {
    const end = olderThan(this.rows, time)
    if (this.rows.length > 2 * end) {
      // Few stay: cheaper to note those.
      for (const log of this.logs.values()) log.rows.clear()
      for (const row of [...this.rows.slice(0, end), ...(this.held ?? [])])
        this.logs.get(row.event.system)?.rows.set(row.event.id, row)
    } else for (const { event } of this.rows.slice(end)) this.logs.get(event.system)?.rows.delete(event.id)
    this.rows.length = end
    const cut: string[] = []
    for (const log of this.logs.values()) {
      const from = time + log.offset
      if (!log.complete && (log.readBackTo ?? Infinity) >= from) continue
      log.cut(from)
      cut.push(log.id)
    }
    this.frontier = Math.max(this.frontier, time)
    return cut
  }

  private changed(): void {
    this.shown = undefined
    const logs = [...this.logs.values()]
    for (const log of logs) if (log.behind && log.down <= this.frontier && log.answered) log.setBehind(false)
    const answering = logs.filter(({ behind }) => !behind)
    if (answering.length > 0)
      this.frontier = Math.min(this.frontier, Math.max(...answering.map(({ down }) => down)))
    if (answering.length === logs.length) return
    // Who is behind has to come down to the last shown row, not to the end of what others gave without any.
    const last = this.rows[olderThan(this.rows, this.frontier) - 1]
    this.frontier = Math.max(this.frontier, last?.time ?? Infinity)
  }
}
