import type { EventCoverage, EventType, LogEvent } from '../../contract/events/event.ts'
import { newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventPage, EventPosition, EventSource } from '../hypervisors/event-port.ts'

type Part = EventCoverage['pushedDown'][number]

/** A log of a test's own making, which filters what it is told to, and gives pages as systems do. */
export class TestLog implements EventSource {
  events: LogEvent[]
  /** Parts of filters that it applies itself. */
  filters: readonly Part[]
  /** Thrown by the next reads, one each. */
  readonly faults: unknown[] = []
  reads = 0
  /** Done before each read. */
  meanwhile = (): void => {}
  /** Gives no more than so many at once. */
  largest = 1_000
  readonly asked: EventFilter[] = []

  constructor(events: LogEvent[], filters: readonly Part[] = ['time']) {
    this.events = events
    this.filters = filters
  }

  async older(filter: EventFilter, position: EventPosition | undefined, limit: number): Promise<EventPage> {
    this.reads += 1
    this.asked.push(filter)
    this.meanwhile()
    const fault = this.faults.shift()
    if (fault !== undefined) throw fault
    const fits = eventMatcher(this.known(filter))
    // Positions come from here alone.
    const given = (position?.state ?? new Set()) as ReadonlySet<string>
    const left = this.events
      .filter((event) => fits(event) && !given.has(event.id))
      .filter(({ at }) => position === undefined || at <= position.readBackTo)
      .sort(newestFirst)
    const events = left.slice(0, Math.min(limit, this.largest))
    const last = events.at(-1)
    const state = new Set([...given, ...events.map(({ id }) => id)])
    return {
      events,
      ...(events.length === left.length || last === undefined
        ? {}
        : { next: { readBackTo: last.at, state } }),
      pushedDown: [...this.filters],
    }
  }

  async follow(): Promise<void> {}

  async types(): Promise<EventType[]> {
    return []
  }

  private known(filter: EventFilter): EventFilter {
    const { filters } = this
    const has = (part: Part) => filters.includes(part)
    const { from, until, severities, objects, users, types, text, chains } = filter
    return {
      ...(has('time') && from !== undefined ? { from } : {}),
      ...(has('time') && until !== undefined ? { until } : {}),
      ...(has('severity') && severities !== undefined ? { severities } : {}),
      ...(has('object') && objects !== undefined ? { objects } : {}),
      ...(has('user') && users !== undefined ? { users } : {}),
      ...(has('type') && types !== undefined ? { types } : {}),
      ...(has('text') && text !== undefined ? { text } : {}),
      ...(has('chain') && chains !== undefined ? { chains } : {}),
    }
  }
}

/** An entry of a test; `n` numbers it. */
export function entry(n: number, more: Partial<LogEvent> = {}): LogEvent {
  return {
    system: 'one',
    id: String(n),
    order: n,
    at: n * 1_000,
    severity: 'info',
    type: 'T',
    message: `entry ${n}`,
    objects: [],
    ...more,
  }
}

/** The signal of a call that nobody ends. */
export const never = new AbortController().signal
