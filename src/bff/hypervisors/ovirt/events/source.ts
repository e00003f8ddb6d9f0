import { engineCodes } from '../../../../contract/events/engine-codes.ts'
import type { EventType, LogEvent } from '../../../../contract/events/event.ts'
import { newestFirst } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { toFault } from '../../../../contract/fault.ts'
import type { EventPage, EventPosition, EventSink, EventSource } from '../../event-port.ts'
import type { AdapterOptions } from '../../port.ts'
import type { Engine } from '../transport/engine.ts'
import { pause } from '../transport/wait.ts'
import { Reader } from '../watch/collections.ts'
import { EventCursor } from '../watch/events.ts'
import { type LogEntry, logList, toLogEvents } from './entry.ts'
import { History, type Place, widened } from './history.ts'
import { NameBook } from './names.ts'
import { EngineObjects } from './objects.ts'

/** There is no push channel: the log is asked this often (fact sheet §8). */
const followMs = 2_500
/** So many pages may hold nothing that was asked for before the caller is told how far it went. */
const patience = 8

/** The log of an engine, seen through one session. */
export class EngineEvents implements EventSource {
  private readonly options: AdapterOptions
  private readonly engine: Engine
  private readonly reader: Reader
  private readonly history: History
  private readonly names: NameBook
  private readonly given = new Newest()

  constructor(options: AdapterOptions, engine: Engine) {
    this.options = options
    this.engine = engine
    this.reader = new Reader(engine)
    const { clock, system } = options
    this.history = new History(this.reader, clock, new EngineObjects(this.reader), system.id)
    this.names = new NameBook(this.reader, clock)
  }

  async older(
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<EventPage> {
    try {
      // Positions come from here alone.
      const known = position?.state as Place | undefined
      const place = known ?? (await this.history.begin(filter, limit, signal))
      if (place === undefined) return { events: [], pushedDown: [] }
      const page = await this.pagesFrom(widened(place, limit), filter, signal)
      const { skewMs } = this.engine
      return skewMs === undefined ? page : { ...page, skewMs }
    } catch (error) {
      signal.throwIfAborted()
      throw toFault(error, this.options.system.id)
    }
  }

  private async pagesFrom(begin: Place, filter: EventFilter, signal: AbortSignal): Promise<EventPage> {
    const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = filter
    const pushedDown = begin.pushed
    let place = begin
    for (let read = 1; ; read += 1) {
      const { entries, next } = await this.history.read(place, signal)
      const wanted = entries.filter(({ at }) => at >= from && at < until).map(({ entry }) => entry)
      const events = (await this.told(wanted, signal)).sort(newestFirst)
      const passed = entries.some(({ at }) => at < from)
      if (next?.given === undefined || passed) return { events, pushedDown }
      const position: EventPosition = { readBackTo: next.given.at, state: next }
      if (events.length > 0 || read >= patience) return { events, next: position, pushedDown }
      place = next
    }
  }

  async follow(after: string | undefined, sink: EventSink, signal: AbortSignal): Promise<void> {
    const { clock, system } = this.options
    try {
      const cursor = new EventCursor(this.reader, logList)
      const begin = Number.parseInt(after ?? '', 10)
      if (Number.isNaN(begin)) await cursor.start(signal)
      else cursor.startAfter(begin, this.given.upTo(begin))
      for (;;) {
        const batch = await cursor.next(signal)
        if ('restored' in batch) {
          const newest = await this.told(await cursor.start(signal), signal)
          sink.lost(Math.max(clock.now(), ...newest.map(({ at }) => at + 1)))
        } else {
          const events = await this.told(batch.events, signal)
          const [oldest] = events
          if ('gap' in batch) sink.lost(oldest?.at ?? clock.now())
          if (events.length > 0) sink.put(events)
        }
        await pause(clock, followMs, signal)
      }
    } catch (error) {
      if (signal.aborted) return
      throw toFault(error, system.id)
    }
  }

  async types(): Promise<EventType[]> {
    return engineCodes.map(({ code, name, severity, family, printed }) => ({
      type: String(code),
      name,
      family,
      ...(severity === undefined ? {} : { severity }),
      ...(printed.length === 0 ? {} : { otherNames: [...printed] }),
      ...(severity === 'alert' ? { explanation: alertsStay } : {}),
    }))
  }

  /** Entries in our words, in the same order. */
  private async told(entries: readonly LogEntry[], signal: AbortSignal): Promise<LogEvent[]> {
    await this.names.learn(entries, signal)
    for (const { index } of entries) this.given.add(index)
    const { clock, system } = this.options
    const context = { system: system.id, nameOf: this.names.nameOf.bind(this.names) }
    return toLogEvents(entries, context, clock.now())
  }
}

/** Fact sheet §8: alerts are entries like others, until somebody hides them. */
const alertsStay = 'An alert: the engine shows it among its alerts until somebody dismisses it there.'

/** Numbers of the newest entries that were given, so that following can begin without a gap and without doubles. */
class Newest {
  private top = 0
  private readonly numbers = new Set<number>()

  add(index: number): void {
    if (Number.isNaN(index) || index <= this.top - window) return
    this.numbers.add(index)
    this.top = Math.max(this.top, index)
    if (this.numbers.size > 2 * window)
      for (const one of this.numbers) if (one <= this.top - window) this.numbers.delete(one)
  }

  /** Ids of those up to one of them; undefined when that was not given, or too long ago. */
  upTo(index: number): string[] | undefined {
    if (!this.numbers.has(index)) return undefined
    return [...this.numbers].filter((one) => one <= index).map(String)
  }
}

const window = 100
