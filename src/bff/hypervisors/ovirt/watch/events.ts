import type { WireEvent } from '../wire/event.ts'
import { wireEvent } from '../wire/event.ts'
import type { Reader } from './collections.ts'

export const eventList = { path: '/events', key: 'event', schema: wireEvent }

/** Numbers are given out before the entry is written, so a late one can surface below the newest. */
const overlap = 20
const atStart = 30
const remembered = 400
/** Releases up to 3.3 return at most this many unless told otherwise. */
const oldLimit = 100
/** Asked for once that was not enough. */
const raisedLimit = 1_000

export type Batch = { events: WireEvent[] } | { restored: true } | { gap: true; events: WireEvent[] }

/** Follows the engine's log from where it stood at `start`. */
export class EventCursor {
  private readonly reader: Reader
  private last = 0
  private seen = new Set<string>()
  private limit = oldLimit

  constructor(reader: Reader) {
    this.reader = reader
  }

  async start(signal: AbortSignal): Promise<void> {
    const newest = await this.newest(signal)
    this.last = newest.reduce((last, event) => Math.max(last, event.index), 0)
    this.seen = new Set(newest.map((event) => event.id))
  }

  /**
   * Entries not seen before, oldest first; `restored` when the log is behind what was known (the engine's
   * database was put back); `gap` when more happened than one reply may hold.
   *
   * QUIRK(ovirt): `from` with `max` gives the newest page and leaves a gap, so `max` is not sent, but to raise
   * the limit of an old engine that has shown one; for filtered users `from` counts only beside some search (fact sheet §8).
   */
  async next(signal: AbortSignal): Promise<Batch> {
    const { engine } = this.reader
    const search = engine.access.filter ? { search: 'sortby time asc' } : {}
    const from = Math.max(0, this.last - overlap)
    const max = this.limit > oldLimit ? { max: this.limit } : {}
    const events = await this.reader.list(eventList, { from, ...search, ...max }, signal)
    if (events.length === 0 && this.last > 0) {
      const newest = await this.newest(signal)
      const top = newest.reduce((last, event) => Math.max(last, event.index), 0)
      if (top > 0 && top < this.last) return { restored: true }
    }
    const fresh = events.filter((event) => event.index > from && !this.seen.has(event.id))
    fresh.sort((a, b) => a.index - b.index)
    for (const event of fresh) {
      this.seen.add(event.id)
      this.last = Math.max(this.last, event.index)
    }
    this.shorten()
    const lowest = events.reduce((low, event) => Math.min(low, event.index), Number.POSITIVE_INFINITY)
    if (engine.dialect === 'v3' && events.length === this.limit && lowest > from + overlap + 1) {
      this.limit = raisedLimit
      return { gap: true, events: fresh }
    }
    return { events: fresh }
  }

  private newest(signal: AbortSignal): Promise<WireEvent[]> {
    return this.reader.list(eventList, { max: atStart }, signal)
  }

  private shorten(): void {
    if (this.seen.size <= remembered) return
    this.seen = new Set([...this.seen].slice(-remembered / 2))
  }
}
