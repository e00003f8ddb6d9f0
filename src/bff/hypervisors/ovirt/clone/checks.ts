import { z } from 'zod'
import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import type { DatastoreRow } from '../../../../contract/inventory.ts'
import type { KnownInventory } from '../../clone-port.ts'
import { storageDomainOf } from '../map/disk.ts'
import { spoken } from '../map/states.ts'
import { orAbsent } from '../transport/engine.ts'
import { collections, type Reader, vnicProfiles } from '../watch/collections.ts'
import { text } from '../wire/coerce.ts'
import { wireTemplate } from '../wire/machine.ts'
import { type Findings, placementsOf } from './conflicts.ts'
import type { Scene } from './scene.ts'
import { needsSnapshot } from './ways.ts'

/** Where disks are put and how they are written, as far as it depends on the source's own disks. */
export function checkDisks(
  order: CloneOrder,
  way: CloneWay,
  { source }: Scene,
  known: KnownInventory,
  found: Findings,
): void {
  if (way === 'vm-clone') return
  const thin = way === 'from-template' && order.linked
  for (const { path, placement } of placementsOf(order)) {
    for (const { disk } of source.disks) {
      const index = order.disks.findIndex(({ id }) => id === disk.id)
      const asked = order.disks[index]
      const domain = asked?.datastoreId ?? placement.datastoreId
      const field = asked?.datastoreId === undefined ? `${path}.datastoreId` : `disks.${index}.datastoreId`
      const name = disk.alias ?? disk.name ?? disk.id
      const homes = (disk.storage_domains ?? []).flatMap(({ id }) => id ?? [])
      if (thin && domain !== undefined && homes.length > 0 && !homes.includes(domain)) {
        const there = homes.map((id) => known.get(id)?.name ?? id).join(', ')
        found.add(
          'error',
          field,
          `The template’s disk ${name} is not there: a copy that shares it can only be in ${there}.`,
          'Copy the template’s disk there first, or make copies with disks of their own.',
        )
      }
      const target = domain ?? storageDomainOf(disk)
      if (asked?.format !== undefined || thin || target === undefined) continue
      // QUIRK(all versions): block storage has no files that could grow: a raw disk there is preallocated.
      if (disk.format?.toLowerCase() === 'raw' && disk.sparse === true && isBlock(known, target)) {
        const where = known.get(target)?.name ?? target
        found.add(
          'error',
          index < 0 ? field : `disks.${index}.format`,
          `Disk ${name} is raw and thin, which storage domain ${where} cannot hold.`,
          'Choose thin or thick for this disk.',
        )
      }
    }
  }
}

function isBlock(known: KnownInventory, id: string): boolean {
  const row = known.get(id)
  const type = row?.kind === 'datastore' ? (row satisfies DatastoreRow).type?.toLowerCase() : undefined
  return type === 'iscsi' || type === 'fcp'
}

/** Every data center has storage of its own: no disk is copied from one to another. */
export function checkDatacenter(
  order: CloneOrder,
  { source }: Scene,
  known: KnownInventory,
  found: Findings,
): void {
  if (source.disks.length === 0) return
  for (const { path, placement } of placementsOf(order)) {
    const cluster = known.get(placement.clusterId ?? '')
    if (cluster?.kind !== 'cluster' || cluster.datacenterId === undefined) continue
    if (source.datacenterId === undefined || cluster.datacenterId === source.datacenterId) continue
    const there = known.get(cluster.datacenterId)?.name ?? cluster.datacenterId
    found.add(
      'error',
      `${path}.clusterId`,
      `Cluster ${cluster.name} is in data center ${there}: disks are copied within one data center only.`,
      'Export the source to a domain that both data centers can use.',
    )
  }
}

/** What the state of the source means for the copies. */
export function checkSource(order: CloneOrder, way: CloneWay, scene: Scene, found: Findings): void {
  const { source } = scene
  if (needsSnapshot(way, scene)) {
    found.add(
      source.status === 'down' ? 'info' : 'warning',
      'source.vm',
      'For each copy a snapshot of the VM is made, and removed again when the copy is there.',
      source.status === 'down'
        ? undefined
        : 'Removing it while the VM runs writes what changed since back into its disks.',
    )
  }
  if (
    way === 'vm-clone' &&
    (source.status === 'suspended' || !['down', 'suspended'].includes(source.status))
  ) {
    found.add(
      'warning',
      'source.vm',
      source.status === 'suspended'
        ? 'The VM is suspended; whether that can be cloned depends on the engine’s release.'
        : `The VM is ${spoken(source.status)}: the disks of the copy are as after a power cut.`,
      'Shut the VM down first to be safe.',
    )
  }
  if (source.snapshot?.memory === true) {
    found.add('info', 'source.snapshotId', 'The memory of the snapshot is not copied: the copy starts anew.')
  }
  const own = order.placement.hostId ?? order.copies.find(({ placement }) => placement?.hostId !== undefined)
  if (own !== undefined && way !== 'make-template') {
    found.add('info', 'placement.hostId', 'The copy prefers this host and may be migrated from it.')
  }
}

const wireQuotaMode = z.object({ id: text, quota_mode: text })
const wireQuota = z.object({ id: text, name: text })

/** What the data centers of the copies say of quota. The engine alone knows what is left of it. */
export async function checkQuota(
  reader: Reader,
  order: CloneOrder,
  { source, dialect }: Scene,
  known: KnownInventory,
  found: Findings,
  signal: AbortSignal,
): Promise<void> {
  const datacenters = new Set<string>()
  for (const { placement } of placementsOf(order)) {
    const row = known.get(placement.clusterId ?? source.clusterId ?? '')
    const id = row?.kind === 'cluster' ? row.datacenterId : source.datacenterId
    if (id !== undefined) datacenters.add(id)
  }
  for (const id of datacenters) {
    const name = known.get(id)?.name ?? id
    const datacenter = await orAbsent(
      reader.one({ path: '/datacenters', schema: wireQuotaMode }, id, signal),
      undefined,
    )
    const mode = datacenter?.quota_mode?.toLowerCase()
    if (mode === 'disabled') continue
    const path = `/datacenters/${encodeURIComponent(id)}/quotas`
    const quotas = await orAbsent(
      reader.list({ path, key: 'quota', schema: wireQuota }, {}, signal),
      undefined,
    )
    const names = quotas?.flatMap((quota) => quota.name ?? []).join(', ')
    if (mode === undefined) {
      if (dialect === 'v3' && quotas?.length === 0) continue
      found.add('info', undefined, `The engine does not tell whether data center ${name} enforces quotas.`)
    } else if (mode === 'audit') {
      found.add(
        'info',
        undefined,
        `Data center ${name} counts quotas and only warns: ${names || 'none are known'}.`,
      )
    } else {
      found.add(
        'warning',
        undefined,
        `Data center ${name} enforces quotas (${names || 'none that you see'}): the engine refuses what exceeds them.`,
        'How much is left is told by the engine’s own administration only.',
      )
    }
  }
}

const templates = { path: collections.template.path, schema: wireTemplate }

/** The template that gets a new version. */
export async function checkVersion(
  reader: Reader,
  order: CloneOrder,
  way: CloneWay,
  found: Findings,
  signal: AbortSignal,
): Promise<void> {
  if (order.version === undefined || way !== 'make-template') return
  const { baseTemplateId } = order.version
  const field = 'version.baseTemplateId'
  const base = await orAbsent(reader.one(templates, baseTemplateId, signal), undefined)
  if (base === undefined) {
    found.add('error', field, 'There is no such template any more.')
    return
  }
  const above = base.version?.base_template?.id
  if (above !== undefined && above !== base.id) {
    found.add(
      'warning',
      field,
      `${base.name ?? base.id} is itself a version: the new one counts as a version of its base.`,
    )
  }
  if (base.name !== undefined && order.copies.some(({ name }) => name !== base.name)) {
    found.add('info', 'copies.0.name', `Versions of a template are listed under its name, ${base.name}.`)
  }
}

const named = z.object({ id: z.string().min(1), name: text })

/** A vNIC profile for each network that a card is to be plugged into (v4); undefined where a network has none. */
export async function readProfiles(
  reader: Reader,
  order: CloneOrder,
  scene: Pick<Scene, 'dialect'>,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const profiles = new Map<string, string>()
  if (scene.dialect === 'v3') return profiles
  const wanted = new Set(
    order.nics.flatMap(({ networkId, remove }) => (remove === true ? [] : (networkId ?? []))),
  )
  for (const id of wanted) {
    // What the admin chose may be a profile itself.
    const own = await orAbsent(reader.one(vnicProfiles, id, signal), undefined)
    if (own !== undefined) {
      profiles.set(id, id)
      continue
    }
    const path = `/networks/${encodeURIComponent(id)}/vnicprofiles`
    const list = await orAbsent(reader.list({ path, key: 'vnic_profile', schema: named }, {}, signal), [])
    const network = await orAbsent(reader.one({ path: '/networks', schema: named }, id, signal), undefined)
    // Most networks have one, called like the network.
    const profile = list.find(({ name }) => name === network?.name) ?? list[0]
    if (profile !== undefined) profiles.set(id, profile.id)
  }
  return profiles
}

export function checkProfiles(
  order: CloneOrder,
  { dialect }: Scene,
  profiles: ReadonlyMap<string, string>,
  found: Findings,
): void {
  if (dialect === 'v3') return
  for (const [index, { networkId, remove }] of order.nics.entries()) {
    if (networkId === undefined || remove === true || profiles.has(networkId)) continue
    found.add(
      'error',
      `nics.${index}.networkId`,
      'This network has no vNIC profile that you may use, and cards are plugged into profiles.',
    )
  }
}
