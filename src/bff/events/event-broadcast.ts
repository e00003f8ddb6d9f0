import type { Clock } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import { encodeMessage } from '../live/sse.ts'
import type { EventTail } from './event-tail.ts'

/** What happens is told at most this often. */
const tickMs = 250
/** Entries of one message. */
const messageEntries = 1_000
/** Bytes of messages that are kept for viewers that are a little behind. */
const keptBytes = 512 * 1024

/** How far a viewer has been told. */
export interface ToldUpTo {
  epoch: string
  version: number
}

interface Made {
  upTo: ToldUpTo
  message: Uint8Array
}

/**
 * What all viewers of one tail share: messages that are made and encoded once, however many take them. Entries are told in ticks,
 * so that all viewers stand at the same versions, and a burst is one message.
 */
export class EventBroadcast {
  /** Told after each tick with news. */
  readonly news = new Listeners()
  private readonly options: { system: string; tail: EventTail; clock: Clock }
  private told: ToldUpTo | undefined
  private readonly made = new Map<string, Made>()
  private bytes = 0
  private ticking = false
  private changed = false

  constructor(options: { system: string; tail: EventTail; clock: Clock }) {
    this.options = options
    options.tail.changed.add(() => this.note())
  }

  /** Whether there is something to tell who knows this much. */
  isNews(known: ToldUpTo | undefined): boolean {
    if (this.told === undefined || !this.options.tail.ready) return false
    return known === undefined || known.epoch !== this.told.epoch || known.version < this.told.version
  }

  /** The next message for who knows this much, and how much is known then. */
  after(known: ToldUpTo | undefined): Made | undefined {
    const { system, tail } = this.options
    if (!tail.ready) return undefined
    const { epoch } = tail
    const since = known?.epoch === epoch ? known.version : undefined
    // New viewers stand where the last tick stopped.
    const key = since === undefined ? `${epoch}:${tail.version}:new` : `${epoch}:${since}`
    const shared = this.made.get(key)
    if (shared !== undefined) return shared
    const { version, full, events, gaps, fault, retryAt } = tail.changesSince(since, messageEntries)
    const message = encodeMessage({
      ...{ type: 'events', system, epoch, version, full, events, gaps },
      ...(fault === undefined ? {} : { fault }),
      ...(retryAt === undefined ? {} : { retryAt }),
    })
    const one: Made = { upTo: { epoch, version }, message }
    // A greeting without news is another one soon.
    if (version !== since) this.keep(key, one)
    return one
  }

  private keep(key: string, one: Made): void {
    this.made.set(key, one)
    this.bytes += one.message.length
    for (const [oldest, { message }] of this.made) {
      if (this.bytes <= keptBytes || oldest === key) break
      this.made.delete(oldest)
      this.bytes -= message.length
    }
  }

  /** Something changed: told now, or with what else changes until the next tick. */
  private note(): void {
    if (this.ticking) {
      this.changed = true
      return
    }
    const { tail } = this.options
    if (!tail.ready) return
    this.told = { epoch: tail.epoch, version: tail.version }
    this.news.emit()
    void this.tick()
  }

  private async tick(): Promise<void> {
    this.ticking = true
    await this.options.clock.sleep(tickMs)
    this.ticking = false
    if (!this.changed) return
    this.changed = false
    this.note()
  }
}

/** One viewer's position in what a tail tells. */
export class EventFeed {
  private readonly broadcast: EventBroadcast
  private known: ToldUpTo | undefined
  /** A viewer that comes back learns how the tail is, even where nothing else is new. */
  private greeted = false

  /** `known`: what the viewer was told by an earlier stream. */
  constructor(broadcast: EventBroadcast, known: ToldUpTo | undefined) {
    this.broadcast = broadcast
    this.known = known
  }

  /** When there is something to send; `Infinity` not before a change. */
  dueAt(): number {
    const due = this.broadcast.isNews(this.greeted ? this.known : undefined)
    return due ? 0 : Number.POSITIVE_INFINITY
  }

  /** The next event, or `undefined` when there is nothing to say. */
  next(): Uint8Array | undefined {
    if (this.dueAt() > 0) return undefined
    const made = this.broadcast.after(this.known)
    if (made === undefined) return undefined
    this.greeted = true
    this.known = made.upTo
    return made.message
  }
}
