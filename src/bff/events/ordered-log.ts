import { type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import { type Fault, toFault } from '../../contract/fault.ts'
import type { EventPage, EventPosition, EventSource } from '../hypervisors/event-port.ts'
import type { Clock } from '../hypervisors/port.ts'
import { withTimeout } from '../timing.ts'
import { disorderMs } from './event-cursor.ts'
import { largestRead } from './pushed-down.ts'

/** The first read is small, so that something is there soon. */
const firstRead = 200
const readTimeoutMs = 60_000
const againMs = 1_000

export interface OrderedLogOptions {
  system: string
  source: Pick<EventSource, 'older'>
  filter: EventFilter
  clock: Clock
  signal: AbortSignal
}

/**
 * What fits a filter in one system, newest first: pages are read one ahead, and entries wait until no later page can hold a
 * newer one.
 */
export class OrderedLog {
  readonly system: string
  /** Why it ended early; everything from `readBackTo` on was given. */
  fault: Fault | undefined
  readBackTo: number | undefined
  private readonly options: OrderedLogOptions
  private readonly fits: (event: LogEvent) => boolean
  private ready: LogEvent[] = []
  private taken = 0
  private held: LogEvent[] = []
  private ahead: Promise<EventPage | Fault> | undefined

  constructor(options: OrderedLogOptions) {
    this.options = options
    this.system = options.system
    this.fits = eventMatcher({ ...options.filter, systems: [] })
    this.ahead = this.read(undefined, firstRead)
  }

  /** The next one, where it is known without reading. */
  get head(): LogEvent | undefined {
    return this.ready[this.taken]
  }

  /** There may be more, but for that it has to `fill`. */
  get isDry(): boolean {
    return this.head === undefined && this.ahead !== undefined
  }

  take(): void {
    this.taken += 1
  }

  /** Resolves when there is a head, or nothing is left. Never throws: see `fault`. */
  async fill(): Promise<void> {
    while (this.isDry && this.ahead !== undefined) {
      const page = await this.ahead
      this.ahead = undefined
      if (!('events' in page)) {
        this.fault = page
        this.release(Number.NEGATIVE_INFINITY)
        return
      }
      const { next } = page
      if (next !== undefined) this.ahead = this.read(next, largestRead)
      for (const event of page.events) if (this.fits(event)) this.held.push(event)
      this.release(next === undefined ? Number.NEGATIVE_INFINITY : next.readBackTo + disorderMs)
      this.readBackTo = next?.readBackTo
    }
  }

  /** Gives out what happened after a time. */
  private release(after: number): void {
    this.held.sort(newestFirst)
    const end = this.held.findIndex(({ at }) => at <= after)
    this.ready = end === -1 ? this.held : this.held.slice(0, end)
    this.held = end === -1 ? [] : this.held.slice(end)
    this.taken = 0
  }

  /** A page, or why there is none; what may have been an accident is tried twice. */
  private async read(position: EventPosition | undefined, limit: number): Promise<EventPage | Fault> {
    const { source, filter, clock, signal, system } = this.options
    for (let attempt = 1; ; attempt += 1) {
      try {
        const late = { message: 'The system did not answer in time.', system }
        return await withTimeout(clock, readTimeoutMs, signal, late, (inner) =>
          source.older(filter, position, limit, inner),
        )
      } catch (error) {
        const fault = toFault(error, system)
        if (attempt > 1 || fault.kind !== 'unavailable' || signal.aborted) return fault
        await clock.sleep(againMs, signal).catch(() => {})
      }
    }
  }
}
