import type { LogEvent } from '../../contract/events/event.ts'

/** Entries that are held, and about how many bytes of them. */
export const heldEntries = 5_000
const heldBytes = 8 * 1024 ** 2
/** Ids that are remembered as told. */
const rememberedIds = 20_000
/** Entries of the newest ones that a new viewer is told. */
export const fullEntries = 200

/** Part of what was told since a version. */
export interface ToldSince {
  /** The version up to which this tells. */
  version: number
  /** What was told before is no longer held: these are the newest, in the order in which they were told. */
  full: boolean
  events: LogEvent[]
}

interface Held {
  event: LogEvent
  version: number
  bytes: number
}

/** What became of an entry that was put: told now, told before, or another entry that has the id of one that was told. */
export type Taken = 'new' | 'known' | 'clash'

/**
 * The newest entries of a log in the order in which they were told, numbered by `version`, each once. Knows the entries of one
 * numbering only: a log that counts anew needs a new ring.
 */
export class EventRing {
  version: number
  /** The highest number of an entry, and its time. */
  top: { order: number; at: number } | undefined
  private held: Held[] = []
  private bytes = 0
  /** Changes after this version are held. */
  private base: number
  /** Of entries with this number or a higher one none that was told is missing. */
  private floor = Number.NEGATIVE_INFINITY
  /** What was told, by id. Of what could not be read no time, for it may be another each time. */
  private readonly told = new Map<string, { at: number | undefined; order: number }>()
  /** Up to this number ids may have been forgotten. */
  forgotten = Number.NEGATIVE_INFINITY

  /** Goes on from a version, so that versions never go back. */
  constructor(version: number) {
    this.version = version
    this.base = version
  }

  get size(): number {
    return this.held.length
  }

  /** Whether an id was told, with an entry of another time. */
  look({ id, at, raw }: LogEvent): Taken {
    const before = this.told.get(id)
    if (before === undefined) return 'new'
    return before.at === undefined || raw !== undefined || before.at === at ? 'known' : 'clash'
  }

  /** Takes an entry that `look` called new; everything told until now is held from its number on. */
  put(event: LogEvent): void {
    const { id, at, order, raw } = event
    this.told.set(id, { at: raw === undefined ? at : undefined, order })
    if (this.told.size > rememberedIds) this.forgetFirst()
    if (raw === undefined && !(order <= (this.top?.order ?? Number.NEGATIVE_INFINITY)))
      this.top = { order, at }
    this.version += 1
    const bytes = sizeOf(event)
    this.held.push({ event, version: this.version, bytes })
    this.bytes += bytes
    this.trim()
  }

  /** A change that is no entry. */
  bump(): void {
    this.version += 1
  }

  /** Entries are told from here on, whole from this number on: who knows an earlier version is told the newest ones. */
  begin(order: number): void {
    this.version += 1
    this.base = this.version
    this.floor = order
  }

  /** The changes after `version`, about `limit` entries of them; of an unknown version, the newest entries. */
  since(version: number | undefined, limit: number): ToldSince {
    if (version === undefined || version < this.base || version > this.version) return this.newest()
    const from = this.indexAfter(version)
    const part = this.held.slice(from, from + limit)
    const whole = from + part.length === this.held.length
    return {
      version: whole ? this.version : (part.at(-1)?.version ?? this.version),
      full: false,
      events: part.map(({ event }) => event),
    }
  }

  private forgetFirst(): void {
    for (const [id, { order }] of this.told) {
      this.told.delete(id)
      this.forgotten = Math.max(this.forgotten, order)
      return
    }
  }

  /** By the system's numbers, for its clock may have been set back. */
  private newest(): ToldSince {
    const known = this.held.filter(({ event }) => event.order >= this.floor)
    const newest = known
      .toSorted((a, b) => b.event.order - a.event.order)
      .slice(0, fullEntries)
      .sort((a, b) => a.version - b.version)
    return { version: this.version, full: true, events: newest.map(({ event }) => event) }
  }

  /** Index of the first entry that was told after a version. */
  private indexAfter(version: number): number {
    let low = 0
    let high = this.held.length
    while (low < high) {
      const middle = (low + high) >> 1
      // Within bounds by the search.
      if ((this.held[middle] as Held).version > version) high = middle
      else low = middle + 1
    }
    return low
  }

  private trim(): void {
    // Seldom, and then some at once: taking one from the front moves all others.
    if (this.held.length < heldEntries * 1.1 && this.bytes < heldBytes * 1.1) return
    let drop = 0
    let { bytes } = this
    while (this.held.length - drop > 1 && (this.held.length - drop > heldEntries || bytes > heldBytes)) {
      // Within bounds by the condition.
      const { event, version, bytes: own } = this.held[drop] as Held
      bytes -= own
      this.base = version
      this.floor = Math.max(this.floor, event.order + 1)
      drop += 1
    }
    this.held = this.held.slice(drop)
    this.bytes = bytes
  }
}

/** About what an entry takes in memory. */
function sizeOf({ message, raw, objects, facts }: LogEvent): number {
  let chars = message.length + (raw?.length ?? 0)
  for (const { label, value } of facts ?? []) chars += label.length + value.length + 32
  return 300 + 2 * chars + objects.length * 100
}
