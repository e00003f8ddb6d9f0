import type { ClusterRow, DatastoreRow, HostRow, NetworkRow } from '../inventory.ts'
import { commonFields, datacenter, folder } from './common-fields.ts'
import { choice, flag, number, reference, text, version } from './field-builders.ts'
import type { Choice, FieldSet } from './fields.ts'

const stateChoices: Choice[] = [
  { value: 'up', noun: 'up', aliases: ['connected', 'active', 'ok'] },
  { value: 'maintenance', noun: 'in maintenance' },
  { value: 'down', noun: 'down', aliases: ['disconnected', 'inactive'] },
  { value: 'transition', noun: 'in transition', aliases: ['changing'] },
  { value: 'unknown', noun: 'unknown' },
]

export const hostFields: FieldSet<HostRow> = {
  kind: 'host',
  noun: 'hosts',
  freeText: ['name', 'address', 'id', 'cluster', 'model', 'version', 'cpumodel'],
  fields: [
    ...commonFields,
    choice<HostRow>('state', 'state', 'Up, in maintenance or down', (row) => row.state, stateChoices),
    text<HostRow>('status', 'status', 'State in the vendor’s own word', (row) => row.status),
    reference<HostRow>('cluster', 'cluster', 'Cluster', (row) => row.clusterId),
    datacenter,
    folder,
    text<HostRow>('address', 'address', 'Address', (row) => row.address, ['ip']),
    version<HostRow>('version', 'version', 'Version of the hypervisor', (row) => row.version),
    text<HostRow>('vendor', 'vendor', 'Maker of the machine', (row) => row.vendor),
    text<HostRow>('model', 'model', 'Model of the machine', (row) => row.model),
    text<HostRow>('cpumodel', 'CPU model', 'Model of its CPUs', (row) => row.cpuModel),
    number<HostRow>('cpu', 'percent', 'CPU load', 'CPU in use, in %', (row) => row.cpuUsedPercent, ['load']),
    number<HostRow>('cores', 'count', 'cores', 'Number of cores', (row) => row.cpuCores),
    number<HostRow>('threads', 'count', 'threads', 'Number of hardware threads', (row) => row.cpuThreads),
    number<HostRow>('memory', 'bytes', 'memory', 'Memory size', (row) => row.memoryBytes, ['mem', 'ram']),
    {
      ...number<HostRow>(
        'used',
        'bytes',
        'used memory',
        'Memory in use, also in %',
        (row) => row.memoryUsedBytes,
        ['memoryused'],
      ),
      whole: (row: HostRow) => row.memoryBytes,
    },
    number<HostRow>('vms', 'count', 'VMs', 'Number of VMs on it', (row, lookup) =>
      lookup.countVms(row.system, row.id),
    ),
    number<HostRow>('uptime', 'duration', 'uptime', 'Time since it was booted', (row, { now }) =>
      row.bootedAt === undefined ? undefined : Math.max(0, now - row.bootedAt),
    ),
  ],
}

export const clusterFields: FieldSet<ClusterRow> = {
  kind: 'cluster',
  noun: 'clusters',
  freeText: ['name', 'id', 'description', 'datacenter', 'cpumodel'],
  fields: [
    ...commonFields,
    datacenter,
    folder,
    flag<ClusterRow>('ha', 'HA', 'High availability', (row) => row.ha),
    flag<ClusterRow>('drs', 'DRS', 'DRS or a scheduling policy', (row) => row.drs),
    text<ClusterRow>('cpumodel', 'CPU model', 'CPU type or baseline', (row) => row.cpuModel, ['cpu']),
    version<ClusterRow>('version', 'version', 'Compatibility version', (row) => row.version),
    text<ClusterRow>('description', 'description', 'Description', (row) => row.description, ['notes']),
    number<ClusterRow>('hosts', 'count', 'hosts', 'Number of hosts', (row, lookup) =>
      lookup.countHosts(row.system, row.id),
    ),
    number<ClusterRow>('vms', 'count', 'VMs', 'Number of VMs', (row, lookup) =>
      lookup.countVms(row.system, row.id),
    ),
  ],
}

export const datastoreFields: FieldSet<DatastoreRow> = {
  kind: 'datastore',
  noun: 'datastores and storage domains',
  freeText: ['name', 'id', 'type', 'role', 'url', 'datacenter'],
  fields: [
    ...commonFields,
    choice<DatastoreRow>('state', 'state', 'Up, in maintenance or down', (row) => row.state, stateChoices),
    text<DatastoreRow>('status', 'status', 'State in the vendor’s own word', (row) => row.status),
    datacenter,
    folder,
    text<DatastoreRow>('type', 'type', 'VMFS, NFS, iSCSI …', (row) => row.type),
    text<DatastoreRow>('role', 'role', 'data, iso, export …', (row) => row.role),
    flag<DatastoreRow>('shared', 'shared', 'Used by several hosts', (row) => row.shared),
    text<DatastoreRow>('url', 'URL', 'Where it is', (row) => row.url, ['path']),
    number<DatastoreRow>('capacity', 'bytes', 'capacity', 'Size', (row) => row.capacityBytes, ['size']),
    {
      ...number<DatastoreRow>('free', 'bytes', 'free space', 'Free space, also in %', (row) => row.freeBytes),
      whole: (row: DatastoreRow) => row.capacityBytes,
    },
    {
      ...number<DatastoreRow>('used', 'bytes', 'used space', 'Used space, also in %', usedBytesOf),
      whole: (row: DatastoreRow) => row.capacityBytes,
    },
    number<DatastoreRow>('usedpercent', 'percent', 'used share', 'Used space in %', (row) => {
      const used = usedBytesOf(row)
      return used === undefined || !row.capacityBytes ? undefined : (100 * used) / row.capacityBytes
    }),
    number<DatastoreRow>(
      'uncommitted',
      'bytes',
      'uncommitted space',
      'Promised to thin disks beyond their use',
      (row) => row.uncommittedBytes,
    ),
    number<DatastoreRow>('vms', 'count', 'VMs', 'Number of VMs on it', (row, lookup) =>
      lookup.countVms(row.system, row.id),
    ),
  ],
}

export const networkFields: FieldSet<NetworkRow> = {
  kind: 'network',
  noun: 'networks',
  freeText: ['name', 'id', 'description', 'datacenter'],
  fields: [
    ...commonFields,
    datacenter,
    folder,
    choice<NetworkRow>('type', 'type', 'Standard, distributed, logical', (row) => row.type, [
      { value: 'standard', noun: 'standard' },
      { value: 'distributed', noun: 'distributed', aliases: ['dvs', 'dvportgroup'] },
      { value: 'opaque', noun: 'opaque', aliases: ['nsx'] },
      { value: 'logical', noun: 'logical', aliases: ['ovirt'] },
    ]),
    number<NetworkRow>('vlan', 'count', 'VLAN', 'VLAN id', (row) => row.vlan),
    number<NetworkRow>('mtu', 'count', 'MTU', 'Largest frame', (row) => row.mtu),
    flag<NetworkRow>('accessible', 'accessible', 'Reachable from its hosts', (row) => row.accessible),
    text<NetworkRow>('description', 'description', 'Description', (row) => row.description, ['notes']),
    number<NetworkRow>('vms', 'count', 'VMs', 'Number of VMs on it', (row, lookup) =>
      lookup.countVms(row.system, row.id),
    ),
  ],
}

/** Used bytes of a datastore; undefined when either side is unknown. */
export function usedBytesOf(row: DatastoreRow): number | undefined {
  if (row.capacityBytes === undefined || row.freeBytes === undefined) return undefined
  return Math.max(0, row.capacityBytes - row.freeBytes)
}
