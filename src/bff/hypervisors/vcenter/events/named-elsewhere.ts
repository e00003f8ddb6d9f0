import { type LogEvent, newestFirst } from '../../../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { EventPage, EventPosition } from '../../event-port.ts'
import { largestPage } from './history-collector.ts'
import { disorderMs } from './history-walk.ts'

/**
 * QUIRK(vcenter): by its documentation the entity of a filter is what events are about; that it is also what they name in
 * further fields, as a migration names the host that a VM left, is said nowhere. So events of these classes are read beside
 * those of the entity, and the ones that name it are picked out. Source: fields of the classes, vSphere API reference.
 */
const vmClasses = [
  ...['VmClonedEvent', 'VmBeingDeployedEvent', 'VmDeployedEvent'],
  ...['VmUuidConflictEvent', 'VmInstanceUuidConflictEvent', 'VmMacConflictEvent', 'VmStaticMacConflictEvent'],
]
const migrations = [
  ...['VmMigratedEvent', 'DrsVmMigratedEvent', 'VmRelocatedEvent', 'VmBeingMigratedEvent'],
  ...['VmBeingHotMigratedEvent', 'VmBeingRelocatedEvent', 'VmFailedMigrateEvent', 'VmRelocateFailedEvent'],
]
const copies = ['VmBeingClonedEvent', 'VmCloneFailedEvent', 'VmDeployFailedEvent']
const switches = [
  ...['DvsHostJoinedEvent', 'DvsHostLeftEvent', 'DvsHostBackInSyncEvent', 'DvsHostWentOutOfSyncEvent'],
]
const pools = ['ResourcePoolMovedEvent', 'VmResourcePoolMovedEvent']
const classes: readonly [id: RegExp, classes: readonly string[]][] = [
  [/^vm-/, vmClasses],
  [/^host-/, [...migrations, ...copies, ...switches]],
  [/^datastore-/, [...migrations, ...copies, 'DatastoreFileMovedEvent', 'DatastoreFileCopiedEvent']],
  [/^datacenter-/, migrations],
  [/^resgroup-/, pools],
]

/** Reads a page of the log for a filter as it is. */
type Read = (
  filter: EventFilter,
  position: EventPosition | undefined,
  limit: number,
  signal: AbortSignal,
) => Promise<EventPage>

/** One of the two readings: not begun, somewhere, or at its end. */
type Reading = 'begin' | 'end' | EventPosition

interface Standing {
  own: Reading
  elsewhere: Reading
  /** Read by one, not reached by the other. */
  held: LogEvent[]
  /** Times of what was read near the place where both stand, by id: the other may meet it, too. */
  met: ReadonlyMap<string, number>
  pushedDown: EventPage['pushedDown']
}

class Place {
  readonly standing: Standing

  constructor(standing: Standing) {
    this.standing = standing
  }
}

/** The filter for events that name the object elsewhere; undefined where there are none, or where it is not about one object. */
function elsewhereOf(filter: EventFilter): EventFilter | undefined {
  const [object, ...others] = filter.objects ?? []
  if (object === undefined || others.length > 0) return undefined
  const id = object.slice(object.indexOf('/') + 1)
  const named = classes.find(([prefix]) => prefix.test(id))?.[1] ?? []
  const { types = [] } = filter
  const asked = types.length === 0 ? [...named] : named.filter((one) => types.includes(one))
  if (asked.length === 0) return undefined
  const { objects: _, ...rest } = filter
  return { ...rest, types: asked }
}

/** Events before a position, like `EventSource.older`, with those that name the object of the filter in any field. */
export async function olderOfObject(
  read: Read,
  filter: EventFilter,
  position: EventPosition | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<EventPage> {
  const elsewhere = elsewhereOf(filter)
  const place = position?.state instanceof Place ? position.state.standing : undefined
  if (elsewhere === undefined || (position !== undefined && place === undefined))
    return read(filter, position, limit, signal)
  let { own, elsewhere: other, held, pushedDown } = place ?? fresh
  let skewMs: number | undefined
  const fits = eventMatcher({ objects: filter.objects })
  const met = new Map(place?.met)
  for (let reads = 1; ; reads += 1) {
    // The one that is behind.
    const ofOwn = reached(own) >= reached(other)
    const page = ofOwn
      ? await read(filter, placeOf(own), limit, signal)
      : await read(elsewhere, placeOf(other), largestPage, signal)
    const next = page.next ?? 'end'
    if (ofOwn) {
      // All events come where the system does not filter by the object, and none where it has none.
      if (own === 'begin' && !page.pushedDown.includes('object')) other = 'end'
      own = next
      pushedDown = page.pushedDown
      skewMs = page.skewMs
    } else other = next
    const unmet = page.events.filter((event) => !met.has(event.id) && (ofOwn || fits(event)))
    for (const { id, at } of unmet) met.set(id, at)
    held = [...held, ...unmet].sort(newestFirst)
    const readBackTo = Math.max(reached(own), reached(other))
    const rest = held.findIndex(({ at }) => at < readBackTo)
    const events = rest === -1 ? held : held.slice(0, rest)
    const told = { events, pushedDown, ...(skewMs === undefined ? {} : { skewMs }) }
    if (own === 'end' && other === 'end') return told
    held = rest === -1 ? [] : held.slice(rest)
    if (readBackTo < Number.POSITIVE_INFINITY && (events.length > 0 || reads >= patience)) {
      for (const [id, at] of met) if (at > readBackTo + 2 * disorderMs) met.delete(id)
      const standing = { own, elsewhere: other, held, met, pushedDown }
      return { ...told, next: { readBackTo, state: new Place(standing) } }
    }
  }
}

const fresh: Standing = { own: 'begin', elsewhere: 'begin', held: [], met: new Map(), pushedDown: [] }

/** So many pages may hold nothing that can be given yet. */
const patience = 8

/** How far back a reading has given everything. */
function reached(reading: Reading): number {
  if (reading === 'begin') return Number.POSITIVE_INFINITY
  return reading === 'end' ? Number.NEGATIVE_INFINITY : reading.readBackTo
}

const placeOf = (reading: Reading): EventPosition | undefined =>
  typeof reading === 'object' ? reading : undefined
