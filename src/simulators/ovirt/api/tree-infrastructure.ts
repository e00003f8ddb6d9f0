import { hostStatistics } from '../engine/statistics.ts'
import type { Cluster, DataCenter, Host, Network } from '../estate/model.ts'
import { searchTables } from '../search/tables.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import { permissionsOn } from './tree-permissions.ts'
import { statisticCollection } from './tree-statistics.ts'
import { domainsOf } from './tree-storage.ts'
import type { View } from './view.ts'

export function dataCenterCollection(view: View, shape: Shape): Resource {
  return collection<DataCenter>(view, {
    root: 'data_centers',
    item: 'data_center',
    items: () => view.engine.estate.dataCenters,
    id: (it) => it.id,
    render: (it) => shape.dataCenter(view, it),
    search: searchTables(view.engine).dataCenters,
    children: (it) => ({
      storagedomains: () => domainsOf(view, shape, it),
      clusters: () => clusterCollection(view, shape, it.clusters),
      networks: () => networkCollection(view, shape, it.networks),
      permissions: () => permissionsOn(view, { kind: 'data_center', id: it.id }),
      quotas: () => quotas(view, it),
    }),
  })
}

/** One for all; its limits are told nowhere. */
const quotas = (view: View, of: DataCenter): Resource =>
  collection<DataCenter['quota']>(view, {
    root: 'quotas',
    item: 'quota',
    items: () => (of.quota.mode === 'disabled' ? [] : [of.quota]),
    id: ({ name }) => name,
    render: ({ name }) => ({ id: name, name, data_center: view.ref('datacenters', of) }),
  })

export function clusterCollection(view: View, shape: Shape, items = view.engine.estate.clusters): Resource {
  return collection<Cluster>(view, {
    root: 'clusters',
    item: 'cluster',
    items: () => items,
    id: (it) => it.id,
    render: (it) => shape.cluster(view, it),
    search: searchTables(view.engine).clusters,
    children: (it) => ({
      permissions: () => permissionsOn(view, { kind: 'cluster', id: it.id }),
      networks: () =>
        collection<Network>(view, {
          root: 'networks',
          item: 'network',
          items: () => it.dataCenter.networks,
          id: (network) => network.id,
          render: (network) => shape.clusterNetwork(view, it, network),
        }),
    }),
  })
}

export function hostCollection(view: View, shape: Shape): Resource {
  return collection<Host>(view, {
    root: 'hosts',
    item: 'host',
    items: () => view.hosts(),
    id: (it) => it.id,
    render: (it) => shape.host(view, it),
    search: searchTables(view.engine).hosts,
    children: (it) => {
      const owner = { path: `hosts/${it.id}`, kind: 'host', id: it.id }
      return {
        statistics: () => statisticCollection(view, shape, owner, () => hostStatistics(it, view.engine.now)),
        nics: () =>
          collection(view, {
            root: 'host_nics',
            item: 'host_nic',
            items: () => it.nics,
            id: (nic) => nic.id,
            render: (nic) => shape.hostNic(view, it, nic),
          }),
        tags: () =>
          collection(view, { root: 'tags', item: 'tag', items: () => [], id: () => '', render: () => ({}) }),
      }
    },
  })
}

export function networkCollection(view: View, shape: Shape, items = view.engine.estate.networks): Resource {
  return collection<Network>(view, {
    root: 'networks',
    item: 'network',
    items: () => items,
    id: (it) => it.id,
    render: (it) => shape.network(view, it),
    search: searchTables(view.engine).networks,
    children: (it) => ({ vnicprofiles: () => profileCollection(view, shape, [it]) }),
  })
}

/** Every network for VMs has one profile; the engine cannot search them. */
export function profileCollection(
  view: View,
  shape: Shape,
  networks = view.engine.estate.networks,
): Resource {
  return collection<Network>(view, {
    root: 'vnic_profiles',
    item: 'vnic_profile',
    items: () => networks.filter((network) => network.forVms),
    id: (it) => it.profile.id,
    render: (it) => shape.vnicProfile(view, it),
  })
}
