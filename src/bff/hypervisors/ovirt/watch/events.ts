import type { Shape } from '../wire/coerce.ts'
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

/** What the cursor needs to know of an entry; `index` is not a number where it could not be read. */
interface Numbered {
  id: string
  index: number
}

export type Batch<E extends Numbered = WireEvent> =
  | { events: E[] }
  | { restored: true }
  | { gap: true; events: E[] }

/** Follows the engine's log from where it stood at `start`, or after an entry that is known. */
export class EventCursor<E extends Numbered = WireEvent> {
  private readonly reader: Reader
  private readonly list: { path: string; key: string; schema: Shape<E> }
  private last = 0
  private seen = new Set<string>()
  private limit = oldLimit

  constructor(reader: Reader, list: { path: string; key: string; schema: Shape<E> }) {
    this.reader = reader
    this.list = list
  }

  /** Returns the newest entries, which are not told again. */
  async start(signal: AbortSignal): Promise<E[]> {
    const newest = await this.newest(signal)
    this.last = topOf(newest)
    this.seen = new Set(newest.map((event) => event.id))
    return newest
  }

  /**
   * Begins after the entry of this number. Of what stands closely below it, all but the `known` entries is told; without
   * `known`, nothing is.
   */
  startAfter(index: number, known: readonly string[] | undefined): void {
    this.last = index
    const below = Array.from({ length: overlap + 1 }, (_, n) => String(index - n))
    this.seen = new Set(known ?? below)
  }

  /**
   * Entries not seen before, oldest first; `restored` when the log is behind what was known (the engine's
   * database was put back); `gap` when more happened than one reply may hold.
   *
   * QUIRK(ovirt): `from` with `max` gives the newest page and leaves a gap, so `max` is not sent, but to raise
   * the limit of an old engine that has shown one; for filtered users `from` counts only beside some search (fact sheet §8).
   */
  async next(signal: AbortSignal): Promise<Batch<E>> {
    const { engine } = this.reader
    const search = engine.access.filter ? { search: 'sortby time asc' } : {}
    const from = Math.max(0, this.last - overlap)
    const max = this.limit > oldLimit ? { max: this.limit } : {}
    const events = await this.reader.list(this.list, { from, ...search, ...max }, signal)
    if (events.length === 0 && this.last > 0) {
      const top = topOf(await this.newest(signal))
      if (top > 0 && top < this.last) return { restored: true }
    }
    // What has no number stands wherever the engine put it, and is told once.
    const fresh = events.filter((event) => !(event.index <= from) && !this.seen.has(event.id))
    fresh.sort((a, b) => rankOf(a) - rankOf(b) || 0)
    for (const event of fresh) this.seen.add(event.id)
    this.last = Math.max(this.last, topOf(fresh))
    this.shorten()
    const lowest = events.reduce((low, { index }) => (index < low ? index : low), Number.POSITIVE_INFINITY)
    if (engine.dialect === 'v3' && events.length === this.limit && lowest > from + overlap + 1) {
      this.limit = raisedLimit
      return { gap: true, events: fresh }
    }
    return { events: fresh }
  }

  private newest(signal: AbortSignal): Promise<E[]> {
    return this.reader.list(this.list, { max: atStart }, signal)
  }

  private shorten(): void {
    if (this.seen.size <= remembered) return
    this.seen = new Set([...this.seen].slice(-remembered / 2))
  }
}

const topOf = (events: readonly Numbered[]): number =>
  events.reduce((top, { index }) => (index > top ? index : top), 0)

/** What has no number comes last. */
const rankOf = ({ index }: Numbered): number => (Number.isNaN(index) ? Number.POSITIVE_INFINITY : index)
