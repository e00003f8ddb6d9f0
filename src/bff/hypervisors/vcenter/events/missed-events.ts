import { Fault } from '../../../../contract/fault.ts'
import type { Decoded } from '../transport/values.ts'
import { eventSpec } from './event-spec.ts'
import { type EventManagers, largestPage } from './history-collector.ts'
import { disorderMs, HistoryWalk } from './history-walk.ts'
import { keyOf } from './read-log-event.ts'
import type { Hole } from './tail-memory.ts'

/** Events that a hole may hold before it is left to those who read history. */
const most = 20_000

/**
 * What happened in a hole of the tail, from the log itself, bounded by time. `complete` is false when it is too much, or cannot
 * be read. Throws only when the session ended or `signal` aborts.
 */
export async function missedEvents(
  managers: EventManagers,
  hole: Hole,
  signal: AbortSignal,
): Promise<{ events: Decoded[]; complete: boolean }> {
  const { vim } = managers
  const events: Decoded[] = []
  const spec = eventSpec({}, vim.system, { spellings: (user) => [user] })
  if (spec === undefined) return { events, complete: false }
  const begin = hole.since === 0 ? undefined : hole.since - disorderMs
  const end = hole.until === undefined ? undefined : hole.until + disorderMs
  const walk = new HistoryWalk(managers, spec, { begin, end })
  try {
    while (events.length < most) {
      const page = await walk.next(largestPage, signal)
      const inside = page.filter((event) => {
        const key = keyOf(event)
        return key === undefined ? false : key > hole.after && key < hole.before
      })
      events.push(...inside)
      // Where no time bounds the walk the keys do.
      const reached = page.some((event) => (keyOf(event) ?? Number.POSITIVE_INFINITY) <= hole.after)
      if (walk.ended || (reached && inside.length === 0)) return { events, complete: true }
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    vim.line.log.warn({ system: vim.system, fault: error.info }, 'missed events not read')
  } finally {
    walk.close()
  }
  return { events, complete: false }
}
