import {
  type Compute,
  datacenterOf,
  type Entity,
  escapeName,
  type Folder,
  type Host,
  type Network,
} from '../model/entities.ts'
import { policyRoutes } from './policy-routes.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { noSuchObject, RestError } from './rest-errors.ts'

/** Values of a list filter: `names=a&names=b`, `filter.names=a`, `filter.names.1=a`. Undefined = no such filter. */
export function filterOf({ url }: RestCall, name: string): ReadonlySet<string> | undefined {
  const found = [...url.searchParams]
    .filter(([key]) => key.replace(/^filter\./, '').replace(/\.\d+$/, '') === name)
    .map(([, value]) => value)
  return found.length === 0 ? undefined : new Set(found)
}

/** Fails as vCenter does when there are more than one reply may hold: there is no paging. */
export function capped<T>(items: T[], cap: number, what: string): T[] {
  if (items.length <= cap) return items
  throw new RestError(
    'UNABLE_TO_ALLOCATE_RESOURCE',
    `com.vmware.api.vcenter.${what.replaceAll(' ', '')}.list.too_many`,
    `Too many ${what}. Add more filter criteria to reduce the number.`,
    [String(cap)],
  )
}

function list<T extends Entity>(
  pattern: string,
  options: {
    items: (call: RestCall) => readonly T[]
    key: string
    filter: string
    cap: number
    what: string
    more: (item: T) => object
    extra?: (item: T, call: RestCall) => boolean
  },
): RestRoute {
  return {
    pattern,
    run(call): RestReply {
      const names = filterOf(call, 'names')
      const ids = filterOf(call, options.filter)
      const datacenters = filterOf(call, 'datacenters')
      const found = options
        .items(call)
        .filter((item) => names === undefined || names.has(item.name) || names.has(escapeName(item.name)))
        .filter((item) => ids === undefined || ids.has(item.id))
        .filter((item) => datacenters === undefined || datacenters.has(datacenterOf(item)?.id ?? ''))
        .filter((item) => options.extra?.(item, call) ?? true)
      const value = capped(found, options.cap, options.what).map((item) => ({
        [options.key]: item.id,
        name: escapeName(item.name),
        ...options.more(item),
      }))
      return { value }
    },
  }
}

const folderTypes: Record<string, string> = {
  VirtualMachine: 'VIRTUAL_MACHINE',
  ComputeResource: 'HOST',
  Datastore: 'DATASTORE',
  Network: 'NETWORK',
  Datacenter: 'DATACENTER',
}

function folderType(folder: Folder): string {
  return folderTypes[folder.childType[1] ?? ''] ?? 'DATACENTER'
}

const isCluster = (compute: Compute) => compute.type === 'ClusterComputeResource'
const networkType = (network: Network) =>
  network.type === 'Network' ? 'STANDARD_PORTGROUP' : 'DISTRIBUTED_PORTGROUP'

function hostState(host: Host): object {
  const states = { connected: 'CONNECTED', disconnected: 'DISCONNECTED', notResponding: 'NOT_RESPONDING' }
  const power = host.connection === 'connected' ? { power_state: 'POWERED_ON' } : {}
  return { connection_state: states[host.connection], ...power }
}

export const inventoryRoutes: readonly RestRoute[] = [
  list('GET vcenter/host', {
    items: ({ world }) => world.estate.hosts,
    key: 'host',
    filter: 'hosts',
    cap: 2_500,
    what: 'hosts',
    more: hostState,
    extra: (host, call) => filterOf(call, 'clusters')?.has(host.compute.id) ?? true,
  }),
  list('GET vcenter/cluster', {
    items: ({ world }) => world.estate.computes.filter(isCluster),
    key: 'cluster',
    filter: 'clusters',
    cap: 1_000,
    what: 'clusters',
    more: (cluster) => ({ ha_enabled: cluster.ha, drs_enabled: cluster.drs }),
  }),
  {
    pattern: 'GET vcenter/cluster/{}',
    run({ world, ids: [id = ''] }) {
      const cluster = world.estate.computes.find((compute) => compute.id === id && isCluster(compute))
      if (cluster === undefined) throw noSuchObject('cluster', id)
      return { value: { name: escapeName(cluster.name), resource_pool: cluster.pool.id } }
    },
  },
  list('GET vcenter/datacenter', {
    items: ({ world }) => world.estate.datacenters,
    key: 'datacenter',
    filter: 'datacenters',
    cap: 1_000,
    what: 'datacenters',
    more: () => ({}),
  }),
  {
    pattern: 'GET vcenter/datacenter/{}',
    run({ world, ids: [id = ''] }) {
      const datacenter = world.estate.datacenters.find((candidate) => candidate.id === id)
      if (datacenter === undefined) throw noSuchObject('datacenter', id)
      return {
        value: {
          name: escapeName(datacenter.name),
          datastore_folder: datacenter.datastoreFolder.id,
          host_folder: datacenter.hostFolder.id,
          network_folder: datacenter.networkFolder.id,
          vm_folder: datacenter.vmFolder.id,
        },
      }
    },
  },
  list('GET vcenter/folder', {
    items: ({ world }) => world.estate.folders,
    key: 'folder',
    filter: 'folders',
    cap: 1_000,
    what: 'folders',
    more: (folder) => ({ type: folderType(folder) }),
    extra: (folder, call) =>
      (filterOf(call, 'parent_folders')?.has(folder.parent?.id ?? '') ?? true) &&
      (filterOf(call, 'type')?.has(folderType(folder)) ?? true),
  }),
  list('GET vcenter/datastore', {
    items: ({ world }) => world.estate.datastores,
    key: 'datastore',
    filter: 'datastores',
    cap: 2_500,
    what: 'datastores',
    more: (datastore) => ({
      type: datastore.fsType.toUpperCase(),
      ...(datastore.accessible
        ? { free_space: Math.round(datastore.free), capacity: datastore.capacity }
        : {}),
    }),
  }),
  list('GET vcenter/network', {
    items: ({ world }) => world.estate.networks,
    key: 'network',
    filter: 'networks',
    cap: 1_000,
    what: 'networks',
    more: (network) => ({ type: networkType(network) }),
  }),
  list('GET vcenter/resource-pool', {
    items: ({ world }) => world.estate.pools,
    key: 'resource_pool',
    filter: 'resource_pools',
    cap: 1_000,
    what: 'resource pools',
    more: () => ({}),
  }),
  {
    pattern: 'GET vcenter/guest/customization-specs',
    run: ({ world }) => ({
      value: world.directory.customizationSpecs.map((spec) => ({
        name: spec.name,
        description: spec.description,
        OS_type: spec.os,
        last_modified: new Date(spec.modifiedAt).toISOString(),
      })),
    }),
  },
  ...policyRoutes,
]
