import { expect, test } from 'vitest'
import { allAddresses, readDisks, readNics } from './devices.ts'
import { readSnapshots } from './snapshots.ts'

const names: Record<string, string> = { 'datastore-1': 'fast', 'dvportgroup-2': 'prod' }
const nameOf = (id: string) => names[id]

const devices = [
  { _typeName: 'ParaVirtualSCSIController', key: '1000', busNumber: '0' },
  { _typeName: 'VirtualAHCIController', key: 15000, busNumber: 1 },
  {
    _typeName: 'VirtualDisk',
    key: '2000',
    deviceInfo: { label: 'Hard disk 1' },
    backing: {
      _typeName: 'VirtualDiskFlatVer2BackingInfo',
      fileName: '[fast] web/web.vmdk',
      datastore: { type: 'Datastore', value: 'datastore-1' },
      thinProvisioned: 'true',
    },
    controllerKey: '1000',
    unitNumber: '1',
    capacityInKB: '1048576',
  },
  {
    _typeName: 'VirtualDisk',
    key: 2001,
    backing: { _typeName: 'VirtualDiskRawDiskMappingVer1BackingInfo', fileName: '[fast] web/r.vmdk' },
    controllerKey: 15000,
    unitNumber: 0,
    capacityInBytes: 2048,
  },
  {
    _typeName: 'VirtualVmxnet3',
    key: '4000',
    deviceInfo: { label: 'Network adapter 1' },
    backing: {
      _typeName: 'VirtualEthernetCardDistributedVirtualPortBackingInfo',
      port: { switchUuid: 'u', portgroupKey: 'dvportgroup-2' },
    },
    connectable: { connected: 'true' },
    macAddress: '00:50:56:00:00:01',
  },
  {
    _typeName: 'VirtualE1000',
    key: 4001,
    backing: { _typeName: 'VirtualEthernetCardNetworkBackingInfo', deviceName: 'VM Network' },
    connectable: { connected: false },
    macAddress: '00:50:56:00:00:02',
  },
  { _typeName: 'VirtualCdrom', key: '3000' },
]

const guestNet = [
  {
    deviceConfigId: '4000',
    ipAddress: ['192.0.2.7', 'fe80::1'],
    ipConfig: { ipAddress: [{ ipAddress: '192.0.2.7' }, { ipAddress: '2001:db8::7' }] },
  },
]

test('disks', () => {
  expect(readDisks(devices, nameOf)).toEqual([
    {
      id: '2000',
      name: 'Hard disk 1',
      capacityBytes: 1024 ** 3,
      datastoreId: 'datastore-1',
      datastoreName: 'fast',
      path: '[fast] web/web.vmdk',
      format: 'thin',
      bus: 'SCSI 0:1',
    },
    {
      id: '2001',
      name: 'Device 2001',
      capacityBytes: 2048,
      path: '[fast] web/r.vmdk',
      format: 'rdm',
      bus: 'SATA 1:0',
    },
  ])
})

test('network cards and their addresses', () => {
  expect(readNics(devices, guestNet, nameOf)).toEqual([
    {
      id: '4000',
      name: 'Network adapter 1',
      mac: '00:50:56:00:00:01',
      type: 'vmxnet3',
      networkId: 'dvportgroup-2',
      networkName: 'prod',
      connected: true,
      ips: ['192.0.2.7', 'fe80::1', '2001:db8::7'],
    },
    {
      id: '4001',
      name: 'Device 4001',
      mac: '00:50:56:00:00:02',
      type: 'e1000',
      networkName: 'VM Network',
      connected: false,
      ips: [],
    },
  ])
  expect(allAddresses(guestNet)).toEqual(['192.0.2.7', 'fe80::1', '2001:db8::7'])
})

test('snapshots: a forest becomes a list with parents first', () => {
  const snapshot = (value: string) => ({ type: 'VirtualMachineSnapshot', value })
  const tree = {
    snapshot: snapshot('snapshot-1'),
    name: 'before%2fafter',
    createTime: '2024-05-01T10:00:00Z',
    state: 'poweredOn',
    quiesced: 'false',
    childSnapshotList: [
      { snapshot: snapshot('snapshot-2'), name: 'b', state: 'poweredOff', quiesced: true },
      { snapshot: snapshot('snapshot-3'), name: 'c', state: 'poweredOff' },
    ],
  }
  expect(readSnapshots(tree, 'snapshot-3')).toMatchObject([
    {
      id: 'snapshot-1',
      name: 'before/after',
      memory: true,
      current: false,
      createdAt: Date.UTC(2024, 4, 1, 10),
    },
    { id: 'snapshot-2', parentId: 'snapshot-1', quiesced: true, memory: false, current: false },
    { id: 'snapshot-3', parentId: 'snapshot-1', current: true },
  ])
  expect(readSnapshots(undefined, undefined)).toEqual([])
})
