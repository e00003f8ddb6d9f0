import { z } from 'zod'
import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import type { ClonePrivilege } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { KnownInventory } from '../../clone-port.ts'
import { storageDomainOf } from '../map/disk.ts'
import type { Reader } from '../watch/collections.ts'
import { ref, text } from '../wire/coerce.ts'
import { placementsOf } from './conflicts.ts'
import type { Scene } from './scene.ts'
import { needsSnapshot } from './ways.ts'

const wirePermission = z.object({
  id: text,
  role: ref,
  cluster: ref,
  data_center: ref,
  disk: ref,
  host: ref,
  storage_domain: ref,
  template: ref,
  vm: ref,
  vm_pool: ref,
})
type WirePermission = z.output<typeof wirePermission>

const wirePermit = z.object({ id: text, name: text })

/** A permit that is needed, on one of these objects: what is granted above counts below. */
interface Need {
  privilege: string
  object: { id?: string; name: string }
  /** Ids of the object and of what it belongs to. */
  chain: ReadonlySet<string>
}

export interface Permits {
  privileges: ClonePrivilege[]
  /** Permits that no role of the account itself gives; roles of its groups are not told. */
  unfound: ClonePrivilege[]
  /** Why nothing could be checked. */
  unchecked?: string
}

/**
 * Which permits the order needs, and which of them the account's own roles hold.
 *
 * QUIRK(ovirt 4.x): the vendor's guides name `create_vm` and `delete_vm` only; the others are the engine's own names
 * for groups of actions. A name that no role of the account has may be one that this release does not know.
 */
export async function permitsOf(
  reader: Reader,
  order: CloneOrder,
  way: CloneWay,
  scene: Scene,
  known: KnownInventory,
  signal: AbortSignal,
): Promise<Permits> {
  const needs = needsOf(order, way, scene, known)
  const bare = needs.map(({ privilege, object }) => ({ privilege, object }))
  const { userId } = scene
  if (userId === undefined) {
    const unchecked =
      'This engine does not tell whose session it is, so that its permits cannot be looked up.'
    return { privileges: bare, unfound: [], unchecked }
  }
  let granted: Granted[]
  try {
    granted = await grantsOf(reader, userId, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    return {
      privileges: bare,
      unfound: [],
      unchecked: `The roles of the account could not be read: ${error.message}`,
    }
  }
  const privileges = needs.map(({ privilege, object, chain }): ClonePrivilege => {
    const held = granted.some(
      ({ permits, on }) => permits.has(privilege) && (on === undefined || chain.has(on)),
    )
    return { privilege, object, ...(held ? { held } : {}) }
  })
  return { privileges, unfound: privileges.filter(({ held }) => held === undefined) }
}

interface Granted {
  permits: ReadonlySet<string>
  /** Undefined: on everything. */
  on: string | undefined
}

const objects = [
  'cluster',
  'data_center',
  'disk',
  'host',
  'storage_domain',
  'template',
  'vm',
  'vm_pool',
] as const

async function grantsOf(reader: Reader, userId: string, signal: AbortSignal): Promise<Granted[]> {
  const path = `/users/${encodeURIComponent(userId)}/permissions`
  const permissions = await reader.list({ path, key: 'permission', schema: wirePermission }, {}, signal)
  const roles = [...new Set(permissions.flatMap(({ role }) => role?.id ?? []))]
  const permits = new Map(
    await Promise.all(
      roles.map(async (id) => {
        const list = { path: `/roles/${encodeURIComponent(id)}/permits`, key: 'permit', schema: wirePermit }
        const found = await reader.list(list, {}, signal)
        return [id, new Set(found.flatMap(({ name }) => name?.toLowerCase() ?? []))] as const
      }),
    ),
  )
  return permissions.flatMap((permission): Granted[] => {
    const held = permits.get(permission.role?.id ?? '')
    return held === undefined ? [] : [{ permits: held, on: objectOf(permission) }]
  })
}

const objectOf = (permission: WirePermission): string | undefined =>
  objects.flatMap((kind) => permission[kind]?.id ?? [])[0]

function needsOf(order: CloneOrder, way: CloneWay, scene: Scene, known: KnownInventory): Need[] {
  const { source } = scene
  const needs = new Map<string, Need>()
  const need = (privilege: string, id: string | undefined, ...above: (string | undefined)[]) => {
    if (id === undefined) return
    const chain = new Set([id, ...above].filter((one) => one !== undefined))
    const name = known.get(id)?.name ?? (id === source.id ? source.name : id)
    needs.set(`${privilege} ${id}`, { privilege, object: { id, name }, chain })
  }
  const datacenterOf = (id: string | undefined): string | undefined => {
    const row = id === undefined ? undefined : known.get(id)
    return row !== undefined && 'datacenterId' in row ? row.datacenterId : undefined
  }
  for (const { placement } of placementsOf(order)) {
    const clusterId = placement.clusterId ?? source.clusterId
    const datacenter = datacenterOf(clusterId) ?? source.datacenterId
    if (way === 'make-template') need('create_template', datacenter)
    else need('create_vm', clusterId, datacenter)
    for (const { disk } of source.disks) {
      const own = order.disks.find(({ id }) => id === disk.id)?.datastoreId
      const domain = own ?? placement.datastoreId ?? storageDomainOf(disk)
      need('create_disk', domain, datacenterOf(domain) ?? datacenter)
    }
  }
  if (way === 'from-template') need('create_vm', source.id, source.clusterId, source.datacenterId)
  if (needsSnapshot(way, scene)) {
    need('manipulate_vm_snapshots', source.id, source.clusterId, source.datacenterId)
  }
  return [...needs.values()]
}
