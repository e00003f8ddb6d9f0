import type { EventObject } from '../../../../contract/events/event.ts'
import { plainName } from '../map/names.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import { compact, get, list, ref, str } from '../wire/read.ts'

const kinds: Record<string, EventObject['kind']> = {
  VirtualMachine: 'vm',
  HostSystem: 'host',
  ClusterComputeResource: 'cluster',
  ComputeResource: 'cluster',
  Datacenter: 'datacenter',
  Datastore: 'datastore',
  Network: 'network',
  OpaqueNetwork: 'network',
  DistributedVirtualPortgroup: 'network',
  DistributedVirtualSwitch: 'switch',
  VmwareDistributedVirtualSwitch: 'switch',
  ResourcePool: 'pool',
  VirtualApp: 'pool',
  Folder: 'folder',
}

/** Arguments that every event may have, nearest to what happened first. */
const arguments_ = ['vm', 'host', 'ds', 'net', 'dvs', 'computeResource', 'datacenter'] as const

const ownArguments: ReadonlySet<string> = new Set(arguments_)

/** The objects that an event names, each once: its own arguments first, then those of its class. */
export function objectsOf(event: Decoded): EventObject[] {
  if (typeof event !== 'object' || event === null) return []
  const found = new Map<string, EventObject>()
  const template = String(get(event, 'template')) === 'true'
  const add = (target: Ref | undefined, name: string | undefined) => {
    if (target === undefined && name === undefined) return
    const kind = target === undefined ? 'other' : (kinds[target.type] ?? 'other')
    const object = compact({
      kind: kind === 'vm' && template ? ('template' as const) : kind,
      id: target?.value,
      name: plainName(name ?? target?.value ?? ''),
    })
    const key = object.id ?? `/${object.name}`
    const known = found.get(key)
    // A name is better than the id in its place.
    if (known === undefined || (known.name === known.id && name !== undefined)) found.set(key, object)
  }
  const addArgument = (argument: Decoded) => {
    const target = targetOf(argument)
    if (target !== undefined) add(target, str(get(argument, 'name')))
  }
  for (const name of arguments_) addArgument(get(event, name))
  // EventEx
  const id = str(get(event, 'objectId'))
  const type = str(get(event, 'objectType'))?.replace(/^vim\./, '')
  const objectName = str(get(event, 'objectName'))
  if (id !== undefined && type !== undefined) add({ type, value: id }, objectName)
  else add(undefined, objectName)
  for (const name in event) {
    // A structure, by the check above.
    const value = (event as Record<string, Decoded>)[name]
    if (typeof value !== 'object' || value === null || ownArguments.has(name)) continue
    if (name === 'info') {
      const target = ref(get(value, 'entity'))
      if (target !== undefined) add(target, str(get(value, 'entityName')))
      continue
    }
    // ExtendedEvent names its object without a name, others as arguments.
    if (name === 'managedObject') add(ref(value), undefined)
    for (const item of list(value)) addArgument(item)
  }
  return [...found.values()]
}

/** What an argument `{ name, <slot>: reference }` points to; undefined for other structures. */
function targetOf(argument: Decoded): Ref | undefined {
  if (typeof argument !== 'object' || argument === null || get(argument, 'name') === undefined)
    return undefined
  for (const name in argument) {
    // A structure, by the check above.
    const field = (argument as Record<string, Decoded>)[name]
    const target = typeof field === 'object' ? ref(field) : undefined
    if (target !== undefined) return target
  }
  return undefined
}

/**
 * A message with the names of the event's objects as people wrote them. Only these are unescaped: other percent signs belong
 * to the text.
 */
export function withPlainNames(message: string, event: Decoded): string {
  if (!message.includes('%') || typeof event !== 'object' || event === null) return message
  let plain = message
  const clear = (name: string | undefined) => {
    if (name?.includes('%')) plain = plain.replaceAll(name, plainName(name))
  }
  for (const [field, value] of Object.entries(event)) {
    if (/^(?:old|new|dest)Name$/.test(field)) clear(str(value))
    for (const item of list(value)) clear(str(get(item, 'name')))
  }
  clear(str(get(event, 'objectName')))
  return plain
}
