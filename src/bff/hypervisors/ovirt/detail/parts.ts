import { toFault } from '../../../../contract/fault.ts'
import type { EventEntry } from '../../../../contract/vm.ts'
import { toEvents } from '../map/event.ts'
import { term } from '../transport/address.ts'
import type { Reader } from '../watch/collections.ts'
import { eventList } from '../watch/events.ts'
import type { WireEvent } from '../wire/event.ts'

export interface MissingPart {
  part: string
  reason: string
}

/**
 * Reads one part of a page; when that fails the page says so in its place, and `instead` is shown. A session
 * that ended or a request that was given up fails the whole page.
 */
export async function part<T>(
  missing: MissingPart[],
  name: string,
  instead: T,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    const fault = toFault(error)
    if (fault.kind === 'auth') throw fault
    missing.push({ part: name, reason: fault.message })
    return instead
  }
}

/**
 * The newest events of one object, found by its name; those of another object that had the name before are
 * left out. `field` is the search field, e.g. `event_vm`; without one the newest events of all are looked through.
 */
export async function eventsOf(
  reader: Reader,
  field: string | undefined,
  name: string,
  belongs: (event: WireEvent) => boolean,
  signal: AbortSignal,
): Promise<EventEntry[]> {
  const filtered = reader.engine.access.filter
  const options =
    field === undefined
      ? { max: 300 }
      : { search: `${term(field, name)} sortby time desc`, ...(filtered ? {} : { max: 100 }) }
  return toEvents((await reader.list(eventList, options, signal)).filter(belongs))
}
