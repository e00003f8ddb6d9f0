import {
  type Datacenter,
  type Datastore,
  escapeName,
  type Folder,
  type Network,
  type Pool,
  ref,
  type Switch,
} from '../model/entities.ts'
import { entityFields } from './shared.ts'
import { type Fields, type PropertyTable, propertyTable } from './table.ts'
import { uncommitted } from './vm.ts'

const folderTable = propertyTable<Folder>('Folder', {
  ...entityFields<Folder>(),
  childType: (folder) => folder.childType,
  childEntity: (folder) => [...folder.children].map(ref),
})

const datacenterTable = propertyTable<Datacenter>('Datacenter', {
  ...entityFields<Datacenter>(),
  vmFolder: (datacenter) => ref(datacenter.vmFolder),
  hostFolder: (datacenter) => ref(datacenter.hostFolder),
  datastoreFolder: (datacenter) => ref(datacenter.datastoreFolder),
  networkFolder: (datacenter) => ref(datacenter.networkFolder),
  datastore: (datacenter) => datacenter.datastores.map(ref),
  network: (datacenter) => datacenter.networks.map(ref),
})

const poolTable = propertyTable<Pool>('ResourcePool', {
  ...entityFields<Pool>(),
  summary: { type: 'ResourcePoolSummary', fields: { name: (pool) => escapeName(pool.name) } },
  owner: (pool) => ref(pool.owner),
  resourcePool: (pool) => pool.pools.map(ref),
  vm: (pool) => [...pool.vms].map(ref),
})

function datastoreUrl(datastore: Datastore): string {
  return `ds:///vmfs/volumes/${datastore.uuid}/`
}

const datastoreTable = propertyTable<Datastore>('Datastore', {
  ...entityFields<Datastore>(),
  summary: {
    type: 'DatastoreSummary',
    fields: {
      datastore: ref,
      name: (datastore) => escapeName(datastore.name),
      url: datastoreUrl,
      capacity: (datastore) => (datastore.accessible ? datastore.capacity : 0),
      freeSpace: (datastore) => (datastore.accessible ? Math.round(datastore.free) : 0),
      uncommitted: (datastore) => {
        if (!datastore.accessible) return undefined
        let promised = 0
        for (const vm of datastore.vms) promised += uncommitted(vm)
        return promised
      },
      accessible: (datastore) => datastore.accessible,
      multipleHostAccess: (datastore) => datastore.hosts.length > 1,
      type: (datastore) => datastore.fsType,
      maintenanceMode: (datastore) => (datastore.maintenance ? 'inMaintenance' : 'normal'),
    },
  },
  host: (datastore) =>
    datastore.hosts.map((host) => ({
      _typeName: 'DatastoreHostMount',
      key: ref(host),
      mountInfo: {
        _typeName: 'HostMountInfo',
        path: `/vmfs/volumes/${datastore.uuid}`,
        accessMode: 'readWrite',
        mounted: datastore.accessible,
        accessible: datastore.accessible,
        ...(datastore.accessible ? {} : { inaccessibleReason: 'AllPathsDown_Timeout' }),
      },
    })),
  vm: (datastore) => [...datastore.vms].map(ref),
})

const networkFields: Fields<Network> = {
  ...entityFields<Network>(),
  summary: {
    type: 'NetworkSummary',
    fields: {
      network: ref,
      name: (network) => escapeName(network.name),
      accessible: () => true,
      ipPoolName: () => '',
    },
  },
  host: (network) => network.hosts.map(ref),
  vm: (network) => [...network.vms].map(ref),
}

const networkTable = propertyTable<Network>('Network', networkFields)

const portgroupTable = propertyTable<Network>('DistributedVirtualPortgroup', {
  ...networkFields,
  tag: (network) => (network.uplink ? [{ _typeName: 'Tag', key: 'SYSTEM/DVS.UPLINKPG' }] : []),
  key: (network) => network.id,
  config: {
    type: 'DVPortgroupConfigInfo',
    fields: {
      key: (network) => network.id,
      name: (network) => escapeName(network.name),
      numPorts: (network) => (network.uplink ? network.hosts.length * 4 : 128),
      distributedVirtualSwitch: (network) => (network.switch === undefined ? undefined : ref(network.switch)),
      defaultPortConfig: (network) => ({
        _typeName: 'VMwareDVSPortSetting',
        vlan: {
          _typeName: 'VmwareDistributedVirtualSwitchVlanIdSpec',
          inherited: false,
          vlanId: network.vlan,
        },
      }),
      description: () => '',
      type: () => 'earlyBinding',
      configVersion: () => '0',
      uplink: (network) => network.uplink,
    },
  },
})

const switchTable = propertyTable<Switch>('VmwareDistributedVirtualSwitch', {
  ...entityFields<Switch>(),
  uuid: (dvs) => dvs.uuid,
  config: {
    type: 'VMwareDVSConfigInfo',
    fields: {
      uuid: (dvs) => dvs.uuid,
      name: (dvs) => escapeName(dvs.name),
      numPorts: (dvs) => dvs.portgroups.length * 128,
      description: () => '',
      configVersion: () => '1',
      maxMtu: (dvs) => dvs.mtu,
    },
  },
  portgroup: (dvs) => dvs.portgroups.map(ref),
})

export const inventoryTables: readonly PropertyTable[] = [
  folderTable,
  datacenterTable,
  poolTable,
  datastoreTable,
  networkTable,
  portgroupTable,
  switchTable,
]
