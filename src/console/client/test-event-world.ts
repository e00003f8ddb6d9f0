import type { EventGap, LogEvent } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventPageReply } from '../../contract/events/page.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { EventLog, type EventLogSource } from './event-log-reader.ts'
import type { EventListener, EventTail } from './event-tail.ts'

interface System {
  log: LogEvent[]
  /** How long a page takes, ms. */
  delay: number
  fault: FaultInfo | undefined
  tail: EventTail | undefined
}

interface Read {
  system: string
  filter: EventFilter
  cursor: string | undefined
  aborted: boolean
}

/** Servers and clock of a log in tests: time passes when it is told to. */
export class EventWorld {
  now = 10_000_000
  online = true
  readonly reads: Read[] = []
  /** Cursors given before this number are forgotten. */
  forgotten = 0
  frames = 0
  private readonly systems = new Map<string, System>()
  private readonly listeners = new Set<EventListener>()
  private readonly changes = new Set<() => void>()
  private timers: { at: number; run: () => void }[] = []
  private painting: (() => void)[] = []
  private cursors: { system: string; before: number }[] = []

  readonly source: EventLogSource = {
    read: (input, signal) => this.read(input, signal),
    faultOf: (error) =>
      error instanceof Refusal ? error.fault : { kind: 'protocol', message: String(error) },
    now: () => this.now,
    later: (run, ms) => {
      const timer = { at: this.now + ms, run }
      this.timers.push(timer)
      return () => {
        this.timers = this.timers.filter((other) => other !== timer)
      }
    },
    tails: () =>
      new Map(
        Array.from(this.systems).flatMap(([id, { tail }]) =>
          tail === undefined ? [] : [[id, tail] as const],
        ),
      ),
    connected: () => this.online,
    onEvents: (listener) => {
      this.listeners.add(listener)
      return () => this.listeners.delete(listener)
    },
    onChange: (listener) => {
      this.changes.add(listener)
      return () => this.changes.delete(listener)
    },
    frame: (run) => {
      this.painting.push(run)
    },
  }

  /** A system with `count` entries, one each `step` ms up to now; its tail is known with the newest ten. */
  add(id: string, count: number, step = 1_000, delay = 100): System {
    const log = Array.from({ length: count }, (_, order) =>
      entry(id, order, this.now - (count - 1 - order) * step - 1),
    )
    const tail: EventTail = { epoch: 'one', version: count, events: log.slice(-10), gaps: [] }
    const system: System = { log, delay, fault: undefined, tail }
    this.systems.set(id, system)
    return system
  }

  /** A started log. */
  open(filter: EventFilter, systems: readonly string[], before?: EventLog): EventLog {
    const log = new EventLog(filter, systems, this.source, before)
    log.start()
    return log
  }

  /** Something happens, and is told. */
  tell(id: string, events: readonly LogEvent[], full = false, missedSince?: number): void {
    const system = this.system(id)
    system.log.push(...events)
    system.tail = { ...(system.tail ?? { epoch: 'one', version: 0, events: [], gaps: [] }) }
    system.tail.events = [...system.tail.events, ...events]
    this.changed()
    for (const listener of this.listeners) listener(id, events, full, missedSince)
  }

  /** The newest entry, one ms later than the last. */
  next(id: string, fields: Partial<LogEvent> = {}): LogEvent {
    const { log } = this.system(id)
    return { ...entry(id, log.length, this.now), ...fields }
  }

  /** `count` things happen, the last of them `late` ms ago; `told` at once, or by `goOn` or `beginAnew`. */
  happen(id: string, count: number, late: number, told: boolean): void {
    const { log } = this.system(id)
    for (let n = 0; n < count; n += 1) {
      this.now += (n % 3) * 40
      log.push(this.next(id, { at: this.now - (n === count - 1 ? late : 0) }))
    }
    if (told) this.goOn(id)
  }

  /** Tells all that was not told yet. */
  goOn(id: string): void {
    const { log, tail } = this.system(id)
    this.say(id, log.slice(tail?.version ?? 0), 'one', false)
  }

  /** The server of the page was started anew: it tells the newest alone. */
  beginAnew(id: string, newest: number): void {
    this.say(id, this.system(id).log.slice(-newest), `one-${this.reads.length}`, true)
  }

  set(id: string, change: { fault?: FaultInfo | undefined; delay?: number }): void {
    Object.assign(this.system(id), change)
  }

  logOf(id: string): readonly LogEvent[] {
    return this.system(id).log
  }

  /** The server was started anew: cursors that it gave are not known any more. */
  forgetCursors(): void {
    this.forgotten = this.cursors.length
  }

  /** As the page's store of tails does it. */
  private say(id: string, events: readonly LogEvent[], epoch: string, full: boolean): void {
    const system = this.system(id)
    const before = system.tail?.events ?? []
    const fresh = events.filter((event) => !before.includes(event))
    const missed = full && fresh.length > 0 && fresh.length === events.length && before.length > 0
    const since = missed ? Math.max(...before.map(({ at }) => at)) : undefined
    system.tail = { epoch, version: system.log.length, events: [...before, ...fresh], gaps: [] }
    this.changed()
    if (fresh.length > 0) for (const listener of this.listeners) listener(id, fresh, full, since)
  }

  setTail(id: string, change: { gaps?: EventGap[]; fault?: FaultInfo }): void {
    const system = this.system(id)
    const { fault: _, ...tail } = system.tail ?? { epoch: 'one', version: 0, events: [], gaps: [] }
    system.tail = { ...tail, ...change }
    this.changed()
  }

  changed(): void {
    for (const listener of this.changes) listener()
  }

  connect(online: boolean): void {
    this.online = online
    this.changed()
  }

  /** Lets time pass, with all that is due; then the page is painted once. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    for (;;) {
      await settle()
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined || next.at > end) break
      this.now = Math.max(this.now, next.at)
      this.timers = this.timers.filter((timer) => timer !== next)
      next.run()
    }
    this.now = end
    await settle()
    this.paint()
  }

  paint(): void {
    const due = this.painting
    this.painting = []
    if (due.length > 0) this.frames += 1
    for (const run of due) run()
  }

  private read(
    { system: id, filter, cursor, limit }: Parameters<EventLogSource['read']>[0],
    signal: AbortSignal,
  ): Promise<EventPageReply> {
    const read: Read = { system: id, filter, cursor, aborted: false }
    this.reads.push(read)
    const { delay } = this.system(id)
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        read.aborted = true
        reject(new Error('aborted'))
      })
      this.source.later(() => {
        const { fault } = this.system(id)
        if (fault !== undefined) reject(new Refusal(fault))
        else if (cursor !== undefined && Number(cursor) < this.forgotten)
          reject(new Refusal({ kind: 'invalid-input', message: 'No such cursor.' }))
        else resolve(this.page(id, filter, cursor, limit))
      }, delay)
    })
  }

  private page(id: string, filter: EventFilter, cursor: string | undefined, limit: number): EventPageReply {
    const before = cursor === undefined ? Infinity : (this.cursors[Number(cursor)]?.before ?? Infinity)
    const older = this.system(id)
      .log.filter(({ at }) => at < before && at >= (filter.from ?? -Infinity))
      .filter(eventMatcher({ ...filter, from: undefined } as EventFilter))
      .toSorted((a, b) => b.at - a.at || b.order - a.order)
    const last = older[limit - 1]
    const events = last === undefined ? older : older.filter(({ at }) => at >= last.at)
    const readBackTo = events.at(-1)?.at
    const reply: EventPageReply = { events, pushedDown: ['time'], skewMs: 0, scanned: events.length }
    if (readBackTo !== undefined) reply.readBackTo = readBackTo
    if (events.length < older.length && readBackTo !== undefined) {
      reply.cursor = String(this.cursors.length)
      this.cursors.push({ system: id, before: readBackTo })
    }
    return reply
  }

  private system(id: string): System {
    const system = this.systems.get(id)
    if (system === undefined) throw new Error(`No system ${id}.`)
    return system
  }
}

class Refusal extends Error {
  readonly fault: FaultInfo

  constructor(fault: FaultInfo) {
    super(fault.message)
    this.fault = fault
  }
}

function entry(system: string, order: number, at: number): LogEvent {
  return {
    system,
    id: String(order),
    order,
    at,
    severity: order % 10 === 0 ? 'error' : 'info',
    type: 'x',
    message: `entry ${order}`,
    objects: [],
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
