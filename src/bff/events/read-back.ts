import type { LogEvent } from '../../contract/events/event.ts'
import type { EventPage, EventSource } from '../hypervisors/event-port.ts'
import { type EventRing, fullEntries } from './event-ring.ts'

/** Entries of one read of history. */
const pageSize = fullEntries
/** History is read so far beyond what is known: entries may be committed late. */
const disorderMs = 60_000
/** Following begins so many entries before the newest, which are then met again: late ones may stand among them. */
const overlap = 20
/** More new entries than that are not caught up with: readers of history find the rest. */
export const mostMissed = 2_000
const mostLooked = 10_000

/** What a tail knows of a log. */
export interface Known {
  /** What was told; absent: nothing yet. */
  ring: EventRing | undefined
  /** Entries may be missing from this time on. */
  since: number | undefined
  /** Another entry with the id of one that was told says that the log counts anew. */
  mayClash: boolean
}

/** What was read of a log, the newest entry and all back to some other. */
export interface Reach {
  found: LogEvent[]
  /** It reaches back to what was told. Not so where the log counts anew, or holds too much that is new. */
  joins: boolean
}

/**
 * Reads history from the newest entry back to what was told, or to `since` if that is earlier; just the newest entries where
 * nothing was told yet. Throws as the source does.
 */
export async function readBack(
  source: EventSource,
  { ring, since, mayClash }: Known,
  signal: AbortSignal,
): Promise<Reach> {
  const never = Number.POSITIVE_INFINITY
  const target = Math.min(since ?? never, ring?.top?.at ?? never) - disorderMs
  const found: LogEvent[] = []
  let anew = false
  let met = false
  for (let page: EventPage | undefined; ; ) {
    page = await source.older({}, page?.next, pageSize, signal)
    signal.throwIfAborted()
    if (ring !== undefined && found.length === 0) anew = countsAnew(page.events, ring, mayClash)
    found.push(...page.events)
    met ||= page.events.some((event) => ring?.look(event) === 'known')
    const fresh = ring === undefined || anew
    const reached = fresh ? found.length >= pageSize : met && (page.next?.readBackTo ?? 0) <= target
    if (page.next === undefined || reached) return { found, joins: !anew }
    const tooMuch = found.length >= mostLooked || (!met && found.length >= mostMissed)
    if (tooMuch) return { found, joins: ring === undefined }
  }
}

/** Whether a page of the newest entries is of a log that was put back or emptied, so that its numbers come again. */
function countsAnew(page: readonly LogEvent[], ring: EventRing, mayClash: boolean): boolean {
  if (ring.top === undefined || page.length === 0) return false
  const highest = page.reduce((high, { order }) => Math.max(high, order), Number.NEGATIVE_INFINITY)
  // The newest ones alone may have been deleted.
  if (highest < ring.top.order - overlap) return true
  return mayClash && page.some((event) => ring.look(event) === 'clash')
}

/** The id of an entry that stands a little before the newest, after which to follow; undefined where there is none. */
export function placeBefore(events: readonly LogEvent[]): string | undefined {
  const read = events.filter(({ raw }) => raw === undefined).sort((a, b) => b.order - a.order)
  return read[Math.min(overlap, read.length - 1)]?.id
}
