import { type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import { Fault } from '../../contract/fault.ts'
import type { EventPage, EventPosition, EventSink, EventSource } from '../hypervisors/event-port.ts'

interface Follower {
  sink: EventSink
  fail(error: unknown): void
  /** Orders that it was told, or that were there before it began. */
  known: Set<number>
}

/** A log of a test's own making. Entries are one second apart, numbered from 1 on. */
export class FakeEventLog implements EventSource {
  entries: LogEvent[] = []
  /** Thrown by everything. */
  down: Fault | undefined
  /** Thrown by reads of history. */
  historyDown: Fault | undefined
  /** Where following began, call by call. */
  readonly follows: (string | undefined)[] = []
  reads = 0
  /** Gives everything at once, as engines do to accounts that see a part only. */
  pageless = false
  readonly followers = new Set<Follower>()
  private readonly system: string
  private last = 0
  private begin = Date.UTC(2026, 0, 5)

  constructor(system = 'one') {
    this.system = system
  }

  /** So many new entries, told to those who follow unless they are `unheard`. */
  add(count = 1, { unheard = false, ...more }: Partial<LogEvent> & { unheard?: boolean } = {}): LogEvent[] {
    const events = Array.from({ length: count }, () => this.make(more))
    this.entries.push(...events)
    if (!unheard) this.tell(events)
    return events
  }

  /** Takes a number now, and stands in the log when the returned function is called. */
  addLate(): () => LogEvent {
    const event = this.make({})
    return () => {
      this.entries.push(event)
      this.tell([event])
      return event
    }
  }

  lost(since: number): void {
    for (const { sink } of this.followers) sink.lost(since)
  }

  /** Connections of those who follow break. */
  drop(error: unknown = new Fault({ kind: 'unavailable', message: 'Nobody listens.' })): void {
    for (const { fail } of [...this.followers]) fail(error)
  }

  /** Puts the log back: entries after this number are gone, and their numbers come again, an hour later. */
  putBack(last: number): void {
    this.entries = this.entries.filter(({ order }) => order <= last)
    this.last = last
    this.begin += 3_600_000
  }

  async older(
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<EventPage> {
    this.reads += 1
    await Promise.resolve()
    signal.throwIfAborted()
    this.answer()
    if (this.historyDown !== undefined) throw this.historyDown
    const all = this.entries.filter(eventMatcher(filter)).sort(newestFirst)
    // Positions come from here alone.
    const from = position === undefined ? 0 : (position.state as number)
    if (this.pageless) return { events: all, pushedDown: [] }
    const events = all.slice(from, from + limit)
    const last = events.at(-1)
    if (last === undefined || from + limit >= all.length) return { events, pushedDown: [] }
    return { events, pushedDown: [], next: { readBackTo: last.at, state: from + limit } }
  }

  async follow(after: string | undefined, sink: EventSink, signal: AbortSignal): Promise<void> {
    this.follows.push(after)
    this.answer()
    const begin = this.entries.find(({ id }) => id === after)?.order ?? this.last
    const known = new Set(this.entries.filter(({ order }) => order <= begin).map(({ order }) => order))
    await new Promise<void>((resolve, reject) => {
      const follower: Follower = {
        sink,
        known,
        fail: (error) => {
          this.followers.delete(follower)
          reject(error)
        },
      }
      this.followers.add(follower)
      signal.addEventListener('abort', () => {
        this.followers.delete(follower)
        resolve()
      })
      this.tell(this.entries, [follower])
    })
  }

  async types(): Promise<[]> {
    return []
  }

  private make(more: Partial<LogEvent>): LogEvent {
    this.last += 1
    const order = this.last
    return {
      system: this.system,
      id: String(order),
      order,
      at: this.begin + order * 1_000,
      severity: 'info',
      type: 'Fake',
      message: `Entry ${order}.`,
      objects: [],
      ...more,
    }
  }

  private tell(events: readonly LogEvent[], followers: Iterable<Follower> = this.followers): void {
    for (const { sink, known } of followers) {
      const fresh = events.filter(({ order }) => !known.has(order))
      for (const { order } of fresh) known.add(order)
      if (fresh.length > 0) sink.put(fresh)
    }
  }

  private answer(): void {
    if (this.down !== undefined) throw this.down
  }
}
