import type { DatastoreRow, HostRow } from '../inventory.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { computeOf, hostsOf, takesVms } from './compute.ts'
import type { CloneOptions } from './options.ts'
import type { Place, PlacementField } from './place.ts'
import { targetOf } from './reach.ts'

/**
 * Why fields of a placement do not go together. Source: vCenter REST `VM: clone`, `placement`: "If the fields result in
 * disjoint placement the operation will fail"; an engine attaches domains and clusters to one data center.
 */
export interface Clash {
  /** One is not part of the other; in two data centers; a datastore that is not reached. */
  kind: 'apart' | 'center' | 'reach'
  fields: readonly [PlacementField, PlacementField]
  message: string
}

const at = {
  folder: 'folderId',
  cluster: 'clusterId',
  host: 'hostId',
  pool: 'poolId',
  datastore: 'datastoreId',
} as const

/** Every pair of a place that is disjoint. */
export function clashesOf(inventory: CloneInventory, options: CloneOptions, place: Place): Clash[] {
  const { folder, cluster, host, pool, datastore } = place
  const found: Clash[] = []
  const note = (kind: Clash['kind'], a: keyof Place, b: keyof Place, message: string) =>
    void found.push({ kind, fields: [at[a], at[b]], message })
  if (host !== undefined && cluster !== undefined && host.clusterId !== cluster.id)
    note('apart', 'host', 'cluster', `Host ${host.name} is not in cluster ${cluster.name}.`)
  if (pool !== undefined && cluster !== undefined && computeOf(pool) !== cluster.id)
    note('apart', 'pool', 'cluster', `Resource pool ${pool.name} is not in cluster ${cluster.name}.`)
  if (host !== undefined && pool !== undefined && computeOf(host) !== computeOf(pool))
    note(
      'apart',
      'host',
      'pool',
      `Resource pool ${pool.name} does not belong to host ${host.name} or its cluster.`,
    )
  // Host, pool and cluster were held against each other above.
  const sides = [folder, host ?? pool ?? cluster, datastore].filter((row) => row !== undefined)
  for (const [index, one] of sides.entries()) {
    for (const other of sides.slice(index + 1))
      if (apart(one.datacenterId, other.datacenterId))
        note('center', one.kind, other.kind, farApart(inventory, one, other))
  }
  const target = targetOf(inventory, options, place)
  if (target !== undefined && datastore !== undefined && !target.reaches('datastores', datastore.id))
    note(
      'reach',
      'datastore',
      host !== undefined ? 'host' : pool !== undefined ? 'pool' : 'cluster',
      `${target.lacks} datastore ${datastore.name}.`,
    )
  return found
}

function apart(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other
}

interface Located {
  kind: keyof Place
  name: string
  datacenterId?: string | undefined
}

function farApart(inventory: CloneInventory, one: Located, other: Located): string {
  const center = ({ datacenterId = '' }: Located) => inventory.get(datacenterId)?.name ?? datacenterId
  const [first, second] = [words[one.kind], words[other.kind]]
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${one.name} is in data center ${center(one)}, ${second} ${other.name} in ${center(other)}.`
}

const words: Record<keyof Place, string> = {
  folder: 'folder',
  cluster: 'cluster',
  host: 'host',
  pool: 'resource pool',
  datastore: 'datastore',
}

/** Why a host takes no copies. */
export function hostRefusal(host: HostRow): string | undefined {
  switch (host.state) {
    case 'up':
    case 'unknown':
      return undefined
    case 'maintenance':
      return 'In maintenance.'
    case 'transition':
      return `Not ready: ${host.status}.`
    case 'down':
      return `Not usable: ${host.status}.`
  }
}

/** Why a datastore or domain takes no disks. */
export function datastoreRefusal(datastore: DatastoreRow): string | undefined {
  if (datastore.role !== undefined && datastore.role !== 'data')
    return `It holds no disks of VMs: its role is ${datastore.role}.`
  switch (datastore.state) {
    case 'up':
    case 'unknown':
      return undefined
    case 'maintenance':
      return 'In maintenance.'
    case 'transition':
      return `Not ready: ${datastore.status}.`
    case 'down':
      return `Not accessible: ${datastore.status}.`
  }
}

/** Why nothing runs on a cluster or the host of a pool now. */
export function computeRefusal(inventory: CloneInventory, compute: string | undefined): string | undefined {
  const hosts = hostsOf(inventory, compute)
  if (hosts.some(takesVms)) return undefined
  return hosts.length === 0 ? 'It has no host.' : 'None of its hosts takes VMs now.'
}
