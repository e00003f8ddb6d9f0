import type { Data, Value } from '../vim/value.ts'
import { isData } from '../vim/value.ts'
import {
  type Compute,
  type Datastore,
  datacenterOf,
  type Entity,
  escapeName,
  type Host,
  ref,
  type Vm,
} from './entities.ts'
import { eventFormat } from './event-catalogue.ts'

export interface EventPlace {
  vm?: Vm
  host?: Host
  ds?: Datastore
  /** Any other entity: only its data center is named. */
  other?: Entity
}

export interface StoredEvent {
  readonly key: number
  readonly at: number
  readonly data: Data
  /** Ids of what the event is about. */
  readonly about: ReadonlySet<string>
}

/** An event with the names that its objects have now. */
export function buildEvent(
  type: string,
  place: EventPlace,
  facts: { key: number; at: number; user: string; chain: number; fields: Record<string, Value> },
): StoredEvent {
  const host = place.host ?? place.vm?.host
  const compute: Compute | undefined = host?.compute
  const subject = place.vm ?? host ?? place.ds ?? place.other
  const datacenter = subject === undefined ? undefined : datacenterOf(subject)
  const named = (kind: string, slot: string, entity: Entity | undefined): Data | undefined =>
    entity === undefined
      ? undefined
      : { _typeName: `${kind}EventArgument`, name: escapeName(entity.name), [slot]: ref(entity) }
  const about = new Set<string>()
  for (const entity of [place.vm, host, compute, place.ds, place.other, datacenter]) {
    if (entity !== undefined) about.add(entity.id)
  }
  const fields: Record<string, Value> = {
    key: facts.key,
    chainId: facts.chain,
    createdTime: facts.at,
    userName: facts.user,
    datacenter: named('Datacenter', 'datacenter', datacenter),
    computeResource: named('ComputeResource', 'computeResource', compute),
    host: named('Host', 'host', host),
    vm: named('Vm', 'vm', place.vm),
    ds: named('Datastore', 'datastore', place.ds),
    ...(place.vm === undefined ? {} : { template: place.vm.template }),
    ...facts.fields,
  }
  const eventTypeId = fields.eventTypeId
  const format = eventFormat(type, typeof eventTypeId === 'string' ? eventTypeId : undefined)
  const fullFormattedMessage = fillFormat(format ?? type, fields)
  const message = type === 'EventEx' ? { message: fullFormattedMessage } : {}
  return {
    key: facts.key,
    at: facts.at,
    about,
    data: { _typeName: type, ...fields, ...message, fullFormattedMessage },
  }
}

/** Fills `{vm.name}` and the like. */
function fillFormat(format: string, fields: Record<string, Value>): string {
  return format.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, name: string, inner: string | undefined) => {
    const value = fields[name]
    const found = inner === undefined ? value : isData(value) ? value[inner] : undefined
    if (found === undefined) return ''
    return name.endsWith('Time') ? new Date(Number(found)).toISOString() : String(found)
  })
}
