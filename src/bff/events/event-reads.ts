import { type EventCoverage, type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventPageReply } from '../../contract/events/page.ts'
import type { EventPosition, EventSource } from '../hypervisors/event-port.ts'
import type { Clock } from '../hypervisors/port.ts'
import { disorderMs, type EventCursor, type Given, nearby, readCursor, writeCursor } from './event-cursor.ts'
import { upstreamLimit } from './pushed-down.ts'

/** After so many entries, or so long, a page is given with fewer than were asked for. */
const mostScanned = 10_000
const longestMs = 3_000

const mostKept = 50
/** Entries that were read and wait to be given, for one reader. */
const mostLeft = 10_000
const keptMs = 15 * 60_000
/** A time that no clock shows: nothing has told one so far. */
const never = 8.64e15

/** Who reads: positions of one are never another's. */
export interface EventReader {
  system: string
  userName: string
  source: EventSource
}

export interface PageRequest {
  filter: EventFilter
  cursor?: string | undefined
  limit: number
}

/** Where a reader stopped. Never changed, so that a page may be asked for again. */
interface Kept {
  filter: string
  /** What the system was asked for, which `position` belongs to. */
  asked: EventFilter
  /** Absent: the system has nothing older. */
  position: EventPosition | undefined
  /** Read, fits, not given yet; newest first. */
  left: readonly LogEvent[]
  given: readonly Given[]
  pushedDown: EventCoverage['pushedDown']
}

/**
 * Pages of logs. What a browser keeps is a cursor; positions upstream are remembered here, for a while. A position that is
 * forgotten costs some doubles near it, and loses nothing.
 */
export class EventReads {
  private readonly clock: Clock
  private readonly epoch: string
  private readonly kept = new Map<string, Map<string, { kept: Kept; at: number }>>()
  private count = 0

  constructor(clock: Clock, random: () => number) {
    this.clock = clock
    this.epoch = Math.floor(random() * 2 ** 48).toString(36)
  }

  /** Throws `Fault`: the system's own, and `invalid-input` for a cursor that is none. */
  async page(reader: EventReader, request: PageRequest, signal: AbortSignal): Promise<EventPageReply> {
    const { filter, limit } = request
    const start = this.start(reader, request)
    const given = new Set(start.given.map(({ id }) => id))
    const fits = eventMatcher({ ...filter, systems: [] })
    const until = this.clock.now() + longestMs
    let { position, pushedDown } = start.kept
    let more = start.first || position !== undefined
    const found: LogEvent[] = [...start.kept.left]
    let scanned = 0
    let skewMs: number | undefined
    while (more && found.length < limit && scanned < mostScanned && this.clock.now() < until) {
      const size = upstreamLimit(filter, limit - found.length, start.first ? undefined : pushedDown)
      const page = await reader.source.older(start.kept.asked, position, size, signal)
      start.first = false
      ;({ pushedDown } = page)
      position = page.next
      more = position !== undefined
      skewMs = page.skewMs ?? skewMs
      scanned += page.events.length
      for (const event of page.events) if (fits(event) && !given.has(event.id)) found.push(event)
    }
    found.sort(newestFirst)
    const events = found.slice(0, limit)
    const left = found.slice(limit)
    const readBackTo = backTo(filter, left, position)
    const all = [...start.given, ...events.map(({ id, at }) => ({ id, at }))]
    const kept = { ...start.kept, position, left, pushedDown, given: nearby(all, readBackTo) }
    return {
      events,
      ...(more || left.length > 0 ? { cursor: this.keep(reader, kept, readBackTo) } : {}),
      ...(readBackTo === never ? {} : { readBackTo }),
      pushedDown,
      ...(skewMs === undefined ? {} : { skewMs }),
      scanned,
    }
  }

  /** Where a page begins: at the newest, where a reader stopped, or, when that is forgotten, by its time. */
  private start(reader: EventReader, { filter, cursor: text }: PageRequest) {
    const key = JSON.stringify(filter)
    const fresh = { filter: key, asked: filter, position: undefined, left: [], given: [], pushedDown: [] }
    if (text === undefined) return { kept: fresh as Kept, given: [] as readonly Given[], first: true }
    const cursor = readCursor(text)
    const found = this.kept.get(nameOf(reader))?.get(cursor.kept)
    if (found !== undefined && found.kept.filter === key)
      return { kept: found.kept, given: found.kept.given, first: false }
    return { kept: { ...fresh, asked: below(filter, cursor) } as Kept, given: givenOf(cursor), first: true }
  }

  private keep(reader: EventReader, kept: Kept, readBackTo: number): string {
    const now = this.clock.now()
    this.count += 1
    const id = `${this.epoch}-${this.count}`
    const own = this.kept.get(nameOf(reader)) ?? new Map<string, { kept: Kept; at: number }>()
    this.kept.set(nameOf(reader), own.set(id, { kept, at: now }))
    let left = 0
    for (const [old, place] of [...own].reverse()) {
      left += place.kept.left.length
      if (left > mostLeft && old !== id) own.delete(old)
    }
    for (const [name, places] of this.kept) {
      for (const [old, { at }] of places) if (places.size > mostKept || now - at > keptMs) places.delete(old)
      if (places.size === 0) this.kept.delete(name)
    }
    return writeCursor(id, readBackTo, kept.given)
  }
}

const nameOf = ({ system, userName }: EventReader): string => JSON.stringify([system, userName])

function below(filter: EventFilter, { at }: EventCursor): EventFilter {
  return at >= never ? filter : { ...filter, until: Math.min(filter.until ?? never, at + disorderMs) }
}

const givenOf = ({ given, at }: EventCursor): Given[] => given.map((id) => ({ id, at }))

/** Everything that fits from here on was given. */
function backTo(
  filter: EventFilter,
  [next]: readonly LogEvent[],
  position: EventPosition | undefined,
): number {
  // Of several entries at one time some may be left.
  if (next !== undefined) return next.at + 1
  if (position === undefined) return filter.from ?? 0
  return Math.max(position.readBackTo, filter.from ?? Number.NEGATIVE_INFINITY)
}
