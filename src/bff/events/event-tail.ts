import type { EventGap, LogEvent } from '../../contract/events/event.ts'
import { Fault, type FaultInfo, toFault } from '../../contract/fault.ts'
import type { EventSource } from '../hypervisors/event-port.ts'
import type { Clock, Log } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import { backoffMs } from '../live/backoff.ts'
import { Bell } from '../timing.ts'
import { EventRing, type ToldSince } from './event-ring.ts'
import { mostMissed, placeBefore, type Reach, readBack } from './read-back.ts'

/** A log without entries is asked this often for the first one. */
const emptyMs = 2_500
/** Who may not read the log may be allowed to later. */
const refusedMs = 300_000
/** Following that held this long starts the backoff anew. */
const steadyMs = 30_000
/** Whoever wants it tried again at once waits so long after the last time. */
const soonestMs = 2_000
/** A log does not count anew more often than that: it is rather its times that change. */
const renewMs = 60_000

export interface EventTailOptions {
  system: string
  /** Names this tail; ends with a number where the log began anew. */
  epoch: string
  clock: Clock
  log: Log
  random: () => number
}

/** What was told since a version, and how the tail is now. */
export interface EventChanges extends ToldSince {
  /** Stretches of which entries may be missing. */
  gaps: EventGap[]
  /** Why the log cannot be followed now. */
  fault?: FaultInfo
  retryAt?: number
}

/**
 * The newest entries of one system's log as one account sees it, and those that happen from now on: each once, over lost
 * connections, late commits and logs that count anew. `run` follows a connection; the rest stays in between.
 */
export class EventTail {
  /** Told after every change. */
  readonly changed = new Listeners()
  /** Something is known: the newest entries, or why there are none. Until then there is nothing to tell. */
  ready = false
  private readonly options: EventTailOptions
  private ring = new EventRing(0)
  private lives = 0
  /** The newest entries were read; what happens since is told. */
  private begun = false
  /** Entries with lower numbers happened before the tail began. */
  private beginning = Number.NEGATIVE_INFINITY
  private renewedAt = Number.NEGATIVE_INFINITY
  private failure: { fault: FaultInfo; retryAt: number | undefined } | undefined
  /** Entries may be missing since then; they are being looked for. */
  private hole: { since: number; until: number } | undefined
  private gaps: EventGap[] = []
  private readonly bell = new Bell()
  private triedAt = Number.NEGATIVE_INFINITY

  constructor(options: EventTailOptions) {
    this.options = options
  }

  /** Names the numbering of versions and entries; another one when the log began anew, or too much was missed. */
  get epoch(): string {
    const { epoch } = this.options
    return this.lives === 0 ? epoch : `${epoch}-${this.lives}`
  }

  /** Grows with every entry that is told and every other change, over all epochs. */
  get version(): number {
    return this.ring.version
  }

  /**
   * What was told after `version` of the present epoch, in that order, at most about `limit` entries: the `version` of the
   * answer says how far it goes. `full` where that is not known any more.
   */
  changesSince(version: number | undefined, limit = 1_000): EventChanges {
    const { fault, retryAt } = this.failure ?? {}
    return {
      ...this.ring.since(version, limit),
      gaps: this.gaps,
      ...(fault === undefined ? {} : { fault }),
      ...(retryAt === undefined ? {} : { retryAt }),
    }
  }

  /** The log cannot be followed for this reason, until `run` is called again or goes on. */
  fail(fault: FaultInfo, retryAt?: number): void {
    this.failure = { fault, retryAt }
    this.note()
  }

  /** Ends a delay before the next attempt: the system was seen to answer, or even to give this account its log. */
  retryNow(seen: 'system' | 'log'): void {
    if (this.failure?.retryAt === undefined) return
    const { kind } = this.failure.fault
    const helps = seen === 'log' || kind === 'unavailable' || kind === 'timeout'
    if (helps && this.options.clock.now() - this.triedAt >= soonestMs) this.bell.ring()
  }

  /** Follows the log of a connection until `signal` aborts; `undefined`: the system has none. Never throws. */
  async run(source: EventSource | undefined, signal: AbortSignal): Promise<void> {
    const { clock, log, random, system } = this.options
    if (source === undefined) {
      this.fail({ kind: 'unsupported', system, message: 'This system has no log of events.' })
      return
    }
    for (let failures = 0; !signal.aborted; ) {
      const started = clock.now()
      this.triedAt = started
      this.bell.clear()
      try {
        await this.follow(source, signal)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        failures = clock.now() - started >= steadyMs ? 1 : failures + 1
        const fault = toFault(error, system)
        const refused = fault.kind === 'forbidden' || fault.kind === 'unsupported'
        const delay = refused ? refusedMs : backoffMs(failures, random)
        log.warn({ system, fault: fault.info, retryInMs: delay }, 'log of events cannot be followed')
        this.fail(fault.info, clock.now() + delay)
        await this.bell.wait(clock, delay, signal)
      }
    }
  }

  /** Catches up, then follows. Returns when the log began anew, or had no entries yet. */
  private async follow(source: EventSource, outer: AbortSignal): Promise<void> {
    const { clock, system } = this.options
    const ending = new AbortController()
    const { signal } = ending
    // Not AbortSignal.any: the outer one lives long and must not collect what this leaves behind.
    const stop = () => ending.abort()
    outer.addEventListener('abort', stop, { once: true })
    if (outer.aborted) stop()
    try {
      const { found, joins } = await this.read(source, this.hole?.since, signal)
      if (!joins) this.forget()
      this.heal(found)
      const after = placeBefore(found)
      if (after === undefined) {
        await clock.sleep(emptyMs, signal).catch(() => {})
        return
      }
      const renew = () => {
        this.forget()
        stop()
      }
      const sink = {
        put: (events: LogEvent[]) => {
          if (!signal.aborted && !this.put(events)) renew()
        },
        lost: (since: number) => {
          if (!signal.aborted) this.lost(source, since, renew, signal)
        },
      }
      await source.follow(after, sink, signal)
      if (signal.aborted) return
      throw new Fault({ kind: 'unavailable', system, message: 'The system ended the connection.' })
    } finally {
      outer.removeEventListener('abort', stop)
      ending.abort()
    }
  }

  private read(source: EventSource, since: number | undefined, signal: AbortSignal): Promise<Reach> {
    const { ring, begun } = this
    return readBack(source, { ring: begun ? ring : undefined, since, mayClash: this.mayRenew() }, signal)
  }

  private begin(found: readonly LogEvent[]): void {
    // Where a system gives no pages this is all that it has.
    const events = found.toSorted((a, b) => b.order - a.order).slice(0, mostMissed)
    const orders = events.flatMap(({ order, raw }) => (raw === undefined ? [order] : []))
    this.beginning =
      orders.length === 0
        ? Number.NEGATIVE_INFINITY
        : orders.reduce((low, order) => Math.min(low, order), Number.POSITIVE_INFINITY)
    this.begun = true
    this.ready = true
    this.ring.begin(this.beginning)
    this.put(events)
    this.note()
  }

  /** Forgets what was told: viewers are told the newest entries again, and find the rest in history. */
  private forget(): void {
    const { log, clock, system } = this.options
    log.info({ system }, 'log of events is followed anew')
    this.renewedAt = clock.now()
    this.lives += 1
    this.ring = new EventRing(this.ring.version)
    this.begun = false
    this.ready = false
    this.hole = undefined
    this.gaps = []
  }

  private mayRenew(): boolean {
    return this.options.clock.now() - this.renewedAt >= renewMs
  }

  /** Tells what history holds and was not told, but for what happened before the tail began, or was told long ago. */
  private putMissed(found: readonly LogEvent[]): void {
    this.put(found.filter(({ order }) => order >= this.beginning && order > this.ring.forgotten))
  }

  /** Tells entries that were not told; false when one shows that the log counts anew. */
  private put(events: readonly LogEvent[]): boolean {
    const before = this.ring.version
    let same = true
    for (const event of events.toSorted((a, b) => a.order - b.order)) {
      const taken = this.ring.look(event)
      if (taken === 'new') this.ring.put(event)
      else if (taken === 'clash' && this.mayRenew()) {
        same = false
        break
      }
    }
    if (this.ring.version !== before) this.changed.emit()
    return same
  }

  /** History was read: the log can be followed, and nothing is missing. */
  private heal(found: readonly LogEvent[]): void {
    const ailing = this.failure !== undefined || this.gaps.length > 0
    this.failure = undefined
    this.hole = undefined
    this.gaps = []
    if (!this.begun) {
      this.begin(found)
      return
    }
    this.putMissed(found)
    if (ailing) this.note()
  }

  private note(): void {
    this.ready = true
    this.ring.bump()
    this.changed.emit()
  }

  private lost(source: EventSource, since: number, renew: () => void, signal: AbortSignal): void {
    const busy = this.hole !== undefined
    const { top } = this.ring
    this.hole = {
      since: Math.min(since, top?.at ?? since, this.hole?.since ?? since),
      until: Math.max(since, this.options.clock.now()),
    }
    if (!busy) void this.fill(source, renew, signal)
  }

  /** Looks for what is missing in history, until it is found or the connection ends. */
  private async fill(source: EventSource, renew: () => void, signal: AbortSignal): Promise<void> {
    const { clock, log, random, system } = this.options
    for (let failures = 1; this.hole !== undefined && !signal.aborted; ) {
      const { hole } = this
      try {
        const { found, joins } = await this.read(source, hole.since, signal)
        if (!joins) return renew()
        this.putMissed(found)
        // Another one may have opened meanwhile.
        if (this.hole === hole) this.close()
        failures = 1
      } catch (error) {
        if (signal.aborted) return
        const fault = toFault(error, system)
        const delay = backoffMs(failures, random)
        failures += 1
        log.warn({ system, fault: fault.info, retryInMs: delay }, 'missed events not read')
        const { since, until } = this.hole
        this.gaps = [{ from: since, until, fault: fault.info, retryAt: clock.now() + delay }]
        this.note()
        await clock.sleep(delay, signal).catch(() => {})
      }
    }
  }

  private close(): void {
    this.hole = undefined
    if (this.gaps.length === 0) return
    this.gaps = []
    this.note()
  }
}
