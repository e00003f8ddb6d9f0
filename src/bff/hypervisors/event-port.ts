import type { EventCoverage, EventType, LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'

/** Where a reader of history stopped; the adapter's own, for the same filter and connection only. */
export interface EventPosition {
  /** Everything from here on was given. */
  readBackTo: number
  /** What the adapter needs to go on. */
  state: unknown
}

export interface EventPage {
  /** Newest first; those that fit what the system could filter, which may be more than was asked for. */
  events: LogEvent[]
  /** Absent: the log has nothing older, or nothing older than `filter.from`. */
  next?: EventPosition
  pushedDown: EventCoverage['pushedDown']
  /** How far the system's clock runs ahead (positive) or behind, in ms, where it was asked. */
  skewMs?: number
}

/** The log of a system, read backwards and followed. Every method throws `Fault`; `forbidden` where the account may not read it. */
export interface EventSource {
  /** Events before a position, newest first, about `limit` of them. Filters of one system only: `systems` is not looked at. */
  older(
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<EventPage>
  /**
   * Tells of new events, in the order of the system's numbers, until `signal` aborts (resolves) or the connection is lost
   * (throws). Begins after `after` (an id that `older` gave), or with what happens from now on. An event is told once,
   * late commits included; `lost` says that some may be missing before this time, so that history is to be read again.
   */
  follow(after: string | undefined, sink: EventSink, signal: AbortSignal): Promise<void>
  /** The kinds of entries that this system knows. */
  types(signal: AbortSignal): Promise<EventType[]>
}

export interface EventSink {
  put(events: LogEvent[]): void
  lost(since: number): void
}
