import type { CloneOrder } from '../../../../../contract/clone/order.ts'
import type { SourceFacts, Targets } from '../facts.ts'

/** One order and what is sent for it, written from the references of `CloneVM_Task` and `vm?action=clone`. */
export interface Sample {
  title: string
  order: Partial<CloneOrder>
  source?: Partial<SourceFacts>
  /** Release of vim where it is not 8.0.3.0. */
  release?: string
  /** The specification that vCenter keeps, as it was read. */
  stored?: unknown
  /** Body of `POST /sdk/vim25/{release}/VirtualMachine/vm-42/CloneVM_Task`. */
  json?: string
  /** What stands in the SOAP element `CloneVM_Task` after `_this`; space between elements does not count. */
  soap?: string
  /** Body of `POST /api/vcenter/vm?action=clone&vmw-task=true`. */
  api?: string
  /** Body of `POST /rest/vcenter/vm?action=clone&vmw-task=true`. */
  rest?: string
}

const datastoreName = 'vmfs-1'

const card = (key: number, more: object) => ({
  _typeName: 'VirtualVmxnet3',
  key,
  controllerKey: 100,
  unitNumber: key - 3993,
  addressType: 'assigned',
  macAddress: '00:50:56:80:00:01',
  wakeOnLanEnabled: true,
  connectable: { startConnected: true, allowGuestControl: true, connected: false },
  ...more,
})

const devices = [
  { _typeName: 'VirtualDisk', key: 2000, controllerKey: 1000, unitNumber: 0, capacityInKB: 41943040 },
  { _typeName: 'VirtualDisk', key: 2001, controllerKey: 1000, unitNumber: 1, capacityInKB: 104857600 },
  { _typeName: 'VirtualDisk', key: 2002, controllerKey: 1000, unitNumber: 2, capacityInKB: 10485760 },
  { _typeName: 'VirtualDisk', key: 2003, controllerKey: 1000, unitNumber: 3, capacityInKB: 10485760 },
  card(4000, {
    backing: {
      _typeName: 'VirtualEthernetCardNetworkBackingInfo',
      deviceName: 'VM Network',
      network: { type: 'Network', value: 'network-7' },
    },
  }),
  card(4001, {
    addressType: 'manual',
    macAddress: '00:50:56:00:00:42',
    backing: {
      _typeName: 'VirtualEthernetCardDistributedVirtualPortBackingInfo',
      port: { switchUuid: '50 2a 11', portgroupKey: 'dvportgroup-51', portKey: '17', connectionCookie: 99 },
    },
  }),
  card(4002, { _typeName: 'VirtualE1000e' }),
]

const disk = (id: string) => ({
  id,
  name: `disk ${id}`,
  capacityBytes: 1,
  datastoreId: 'datastore-11',
  datastoreName,
})
const nic = (id: string) => ({ id, name: `card ${id}`, ips: [] })

/** A VM with four disks and three cards in a cluster with DRS. */
export const source: SourceFacts = {
  id: 'vm-42',
  name: 'web',
  template: false,
  power: 'poweredOff',
  connected: true,
  folderId: 'group-v3',
  poolId: 'resgroup-8',
  hostId: 'host-10',
  compute: { id: 'domain-c7', name: 'east', poolId: 'resgroup-8', drs: true, cluster: true },
  homeDatastoreId: 'datastore-11',
  cpus: 2,
  memoryBytes: 4 * 1024 ** 3,
  guest: { family: 'linux', tools: 'installed' },
  encrypted: false,
  tpm: false,
  question: false,
  devices,
  disks: ['2000', '2001', '2002', '2003'].map(disk),
  nics: ['4000', '4001', '4002'].map(nic),
  snapshots: [],
}

export const targets: Targets = {
  computes: new Map([
    ['domain-c9', { id: 'domain-c9', name: 'west', poolId: 'resgroup-9', drs: true, cluster: true }],
    ['host-10', { id: 'domain-c7', name: 'east', poolId: 'resgroup-8', drs: true, cluster: true }],
    ['host-20', { id: 'domain-c9', name: 'west', poolId: 'resgroup-9', drs: true, cluster: true }],
  ]),
  owners: new Map(),
  networks: new Map([
    ['network-7', { type: 'Network', name: 'VM Network' }],
    ['network-8', { type: 'Network', name: 'lab/2' }],
    [
      'dvportgroup-52',
      { type: 'DistributedVirtualPortgroup', name: 'dmz', key: 'dvportgroup-52', switchUuid: '50 2a 22' },
    ],
    [
      'network-o3',
      { type: 'OpaqueNetwork', name: 'nsx', opaque: { id: 'seg-1', type: 'nsx.LogicalSwitch' } },
    ],
  ]),
  names: new Map(),
}

/** The whole order of a sample. */
export function whole(order: Partial<CloneOrder>): CloneOrder {
  return {
    source: { vm: 'vm-42' },
    template: false,
    copies: [{ name: 'web-01' }],
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...order,
  }
}
