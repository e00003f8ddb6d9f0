import type { EventCoverage } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import type { Args, Ref } from '../transport/values.ts'
import { categoriesOf } from './event-table.ts'

export interface EventSpec {
  /** An `EventFilterSpec` but for the time and the page size; fields in the order of its schema. */
  spec(time: { begin?: number | undefined; end?: number | undefined }, pageSize: number): Args
  pushedDown: EventCoverage['pushedDown']
  /** Whether the spec is about one object: then the object's removal makes the system refuse it. */
  entity: Ref | undefined
}

/**
 * What a vCenter can filter of this; `undefined` when no event of the system can fit. What several objects have in common,
 * and text, cannot be asked for.
 */
export function eventSpec(
  filter: EventFilter,
  system: string,
  options: { spellings(user: string): string[]; withoutEntity?: boolean },
): EventSpec | undefined {
  const { severities, users, types, chains } = filter
  const pushedDown: EventCoverage['pushedDown'] = []
  if (filter.from !== undefined || filter.until !== undefined) pushedDown.push('time')

  const category = wanted(severities) ? categoriesOf(severities) : []
  if (wanted(severities)) {
    if (category.length === 0) return undefined
    pushedDown.push('severity')
  }

  let entity: Ref | undefined
  if (wanted(filter.objects)) {
    const own = withPrefix(filter.objects, system)
    if (own.length === 0) return undefined
    const only = own.length === 1 && options.withoutEntity !== true ? entityOf(own[0] ?? '') : undefined
    if (only !== undefined) {
      entity = only
      pushedDown.push('object')
    }
  }

  const userNames = wanted(users) ? [...new Set(users.flatMap((user) => options.spellings(user)))] : undefined
  if (userNames !== undefined) pushedDown.push('user')

  // Numbers are codes of other products.
  const eventTypeId = wanted(types) ? types.filter((type) => !/^\d+$/.test(type)) : []
  if (eventTypeId.length > 0) pushedDown.push('type')
  else if (wanted(types)) return undefined

  let eventChainId: number | undefined
  if (wanted(chains)) {
    const numbers = withPrefix(chains, system).filter((chain) => /^\d+$/.test(chain))
    if (numbers.length === 0) return undefined
    // A spec takes one.
    if (numbers.length === 1) {
      eventChainId = Number(numbers[0])
      pushedDown.push('chain')
    }
  }

  return {
    pushedDown,
    entity,
    spec: ({ begin, end }, pageSize) => ({
      entity:
        entity === undefined
          ? undefined
          : // The log of a container is also that of what is in it; what does not name the container is left out later.
            { entity, recursion: entity.type === 'VirtualMachine' ? 'self' : 'all' },
      time:
        begin === undefined && end === undefined
          ? undefined
          : {
              beginTime: begin === undefined ? undefined : isoTime(begin),
              endTime: end === undefined ? undefined : isoTime(end),
            },
      userName:
        userNames === undefined
          ? undefined
          : {
              // Events that nobody caused have no user.
              systemUser: userNames.includes(''),
              userList: userNames.filter((name) => name !== ''),
            },
      eventChainId,
      // Unset is documented as: no text.
      disableFullMessage: false,
      category: category.length === 0 ? undefined : category,
      eventTypeId: eventTypeId.length === 0 ? undefined : eventTypeId,
      maxCount: pageSize,
    }),
  }
}

function wanted<T>(list: readonly T[] | undefined): list is readonly T[] {
  return list !== undefined && list.length > 0
}

function withPrefix(keys: readonly string[], system: string): string[] {
  const prefix = `${system}/`
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
}

/** `DateTime` of a schema; out of its range the end of that range. */
function isoTime(ms: number): string {
  return new Date(Math.min(8.64e15, Math.max(0, Math.round(ms)))).toISOString()
}

/** Ids tell the type, but for rare objects, which cannot be asked for. */
const types: readonly [prefix: RegExp, type: string][] = [
  [/^vm-/, 'VirtualMachine'],
  [/^host-/, 'HostSystem'],
  [/^domain-c/, 'ClusterComputeResource'],
  [/^domain-s/, 'ComputeResource'],
  [/^datastore-/, 'Datastore'],
  [/^dvportgroup-/, 'DistributedVirtualPortgroup'],
  [/^network-/, 'Network'],
  [/^datacenter-/, 'Datacenter'],
  [/^resgroup-(?!v)/, 'ResourcePool'],
  [/^resgroup-v/, 'VirtualApp'],
]

function entityOf(id: string): Ref | undefined {
  const type = types.find(([prefix]) => prefix.test(id))?.[1]
  return type === undefined ? undefined : { type, value: id }
}
