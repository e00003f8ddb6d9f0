import { LogAccess } from '../../world/log-access.ts'
import type { Value } from '../vim/value.ts'
import { buildEvent, type EventPlace, type StoredEvent } from './build-event.ts'
import type { Estate } from './estate.ts'
import { EventHistory } from './event-history.ts'
import { type EventQuery, fits } from './event-query.ts'

/** Events are kept up to this number; older ones are forgotten, but for the seeded history. */
const kept = 20_000

/** Who acts when nobody signed in does. */
export const systemUser = ''

export class EventStore {
  readonly access = new LogAccess()
  private readonly estate: Estate
  private readonly history: EventHistory
  private readonly recent: StoredEvent[] = []
  private readonly listeners = new Set<(event: StoredEvent) => void>()
  private lastKey: number
  private lastChain: number

  /** `atLeast` as in `EventHistory`. */
  constructor(estate: Estate, seed: string, atLeast: number) {
    this.estate = estate
    this.history = new EventHistory(estate, seed, atLeast)
    this.lastKey = this.history.lastKey
    this.lastChain = this.history.lastKey
  }

  listen(listener: (event: StoredEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** A number that ties the events of one operation together. */
  chain(): number {
    this.lastChain += 1
    return this.lastChain
  }

  emit(
    type: string,
    place: EventPlace,
    options: { user?: string; chain?: number; fields?: Record<string, Value> } = {},
  ): StoredEvent {
    this.lastKey += 1
    const event = buildEvent(type, place, {
      key: this.lastKey,
      at: this.estate.now,
      user: options.user ?? systemUser,
      chain: options.chain ?? this.chain(),
      fields: options.fields ?? {},
    })
    this.add(event)
    return event
  }

  /** An event that has neither a time nor a user, which all should have. */
  emitMalformed(text: string): void {
    this.lastKey += 1
    const data = { _typeName: 'Event', key: this.lastKey, chainId: this.lastKey, fullFormattedMessage: text }
    this.add({ key: this.lastKey, at: this.estate.now, about: new Set(), data })
  }

  private add(event: StoredEvent): void {
    this.recent.push(event)
    if (this.recent.length > kept) this.recent.splice(0, this.recent.length - kept)
    for (const listener of this.listeners) listener(event)
  }

  get latest(): StoredEvent | undefined {
    return this.recent.at(-1) ?? this.history.at(this.history.lastKey)
  }

  /** Events that fit, newest first, at most `limit`. */
  newest(query: EventQuery, limit: number): StoredEvent[] {
    return this.walk(query, Number.POSITIVE_INFINITY, limit)
  }

  /** The same among those with a key below `before`. */
  before(query: EventQuery, before: number, limit: number): StoredEvent[] {
    return this.walk(query, before, limit)
  }

  /** Events that fit with a key above `after`, oldest first, at most `limit`. */
  after(query: EventQuery, after: number, limit: number): StoredEvent[] {
    const found: StoredEvent[] = []
    for (const event of this.history.oldest(query, after)) {
      if (found.length >= limit) return found
      if (fits(event, query)) found.push(event)
    }
    for (const event of this.recent) {
      if (found.length >= limit) break
      if (event.key > after && fits(event, query)) found.push(event)
    }
    return found
  }

  private walk(query: EventQuery, before: number, limit: number): StoredEvent[] {
    const found: StoredEvent[] = []
    for (let at = this.recent.length - 1; at >= 0 && found.length < limit; at -= 1) {
      const event = this.recent[at]
      if (event === undefined || event.key >= before) continue
      if (query.begin !== undefined && event.at < query.begin) return found
      if (fits(event, query)) found.push(event)
    }
    if (found.length >= limit) return found
    for (const event of this.history.newest(query, before)) {
      if (query.begin !== undefined && event.at < query.begin) break
      if (fits(event, query)) found.push(event)
      if (found.length >= limit) break
    }
    return found
  }
}
