import { fraction, macOf, uuidOf } from '../model/detail.ts'
import { type Disk, escapeName, type Network, ref, type Vm } from '../model/entities.ts'
import type { Data } from '../vim/value.ts'

const gigabyte = 1024 ** 3

function described(label: string, summary: string): Data {
  return { _typeName: 'Description', label, summary }
}

/** The virtual hardware: controllers, disks, network cards, CD drive, as vCenter numbers them. */
export function devices(vm: Vm): Data[] {
  const windows = vm.os.family === 'windowsGuest'
  const scsi = windows ? 'VirtualLsiLogicSASController' : 'ParaVirtualSCSIController'
  return [
    {
      _typeName: 'VirtualIDEController',
      key: 200,
      deviceInfo: described('IDE 0', 'IDE 0'),
      busNumber: 0,
      device: [3000],
    },
    {
      _typeName: 'VirtualPCIController',
      key: 100,
      deviceInfo: described('PCI controller 0', 'PCI controller 0'),
      busNumber: 0,
      device: [500, 1000, ...vm.networks.map((_, index) => 4000 + index)],
    },
    {
      _typeName: 'VirtualMachineVideoCard',
      key: 500,
      deviceInfo: described('Video card ', 'Video card'),
      controllerKey: 100,
      unitNumber: 0,
      videoRamSizeInKB: 8192,
    },
    {
      _typeName: scsi,
      key: 1000,
      deviceInfo: described('SCSI controller 0', windows ? 'LSI Logic SAS' : 'VMware paravirtual SCSI'),
      controllerKey: 100,
      unitNumber: 3,
      busNumber: 0,
      device: vm.disks.map((disk) => disk.key),
      hotAddRemove: true,
      sharedBus: 'noSharing',
      scsiCtlrUnitNumber: 7,
    },
    cdrom(vm),
    ...vm.disks.map((disk, index) => diskDevice(vm, disk, index)),
    ...vm.networks.map((network, index) => cardDevice(vm, network, index)),
    ...(vm.tpm === undefined ? [] : [tpmDevice()]),
  ]
}

function tpmDevice(): Data {
  return {
    _typeName: 'VirtualTPM',
    key: 11000,
    deviceInfo: described('Virtual TPM', 'Virtual TPM'),
    controllerKey: 100,
  }
}

function cdrom(vm: Vm): Data {
  const datastore = vm.disks[0]?.datastore
  const iso = fraction(vm.seed, 40) < 0.15 && datastore !== undefined
  return {
    _typeName: 'VirtualCdrom',
    key: 3000,
    deviceInfo: described('CD/DVD drive 1', iso ? `ISO [${datastore.name}] iso/tools.iso` : 'Remote device'),
    backing: iso
      ? {
          _typeName: 'VirtualCdromIsoBackingInfo',
          fileName: `[${datastore.name}] iso/tools.iso`,
          datastore: ref(datastore),
        }
      : {
          _typeName: 'VirtualCdromRemotePassthroughBackingInfo',
          deviceName: '',
          useAutoDetect: false,
          exclusive: false,
        },
    connectable: {
      _typeName: 'VirtualDeviceConnectInfo',
      startConnected: iso,
      allowGuestControl: true,
      connected: iso && vm.power === 'poweredOn',
      status: 'untried',
    },
    controllerKey: 200,
    unitNumber: 0,
  }
}

/** The disk file that the VM writes to: with snapshots it is the newest delta. */
export function diskFile(vm: Vm, index: number): string {
  const folder = escapeName(vm.name)
  const delta =
    vm.currentSnapshot === undefined ? '' : `-${String(vm.currentSnapshot.number).padStart(6, '0')}`
  return `${folder}/${folder}${index === 0 ? '' : `_${index}`}${delta}.vmdk`
}

function diskDevice(vm: Vm, disk: Disk, index: number): Data {
  const bytes = disk.gigabytes * gigabyte
  return {
    _typeName: 'VirtualDisk',
    key: disk.key,
    deviceInfo: described(`Hard disk ${index + 1}`, `${(bytes / 1024).toLocaleString('en-US')} KB`),
    backing: {
      _typeName: 'VirtualDiskFlatVer2BackingInfo',
      fileName: `[${disk.datastore.name}] ${diskFile(vm, index)}`,
      datastore: ref(disk.datastore),
      backingObjectId: '',
      diskMode: 'persistent',
      split: false,
      writeThrough: false,
      thinProvisioned: disk.thin,
      ...(disk.thin
        ? {}
        : { eagerlyScrub: disk.eager ?? (disk.datastore.fsType === 'VMFS' && disk.written > 0.6) }),
      uuid: uuidOf(vm.seed, 10 + index),
      contentId: uuidOf(vm.seed, 20 + index).replaceAll('-', ''),
    },
    controllerKey: 1000,
    // Unit 7 is the controller itself.
    unitNumber: index < 7 ? index : index + 1,
    capacityInKB: bytes / 1024,
    capacityInBytes: bytes,
    diskObjectId: `1-${disk.key}`,
  }
}

function cardDevice(vm: Vm, network: Network, index: number): Data {
  const old = vm.os.guestId === 'centos7_64Guest' && fraction(vm.seed, 41) < 0.4
  const name = escapeName(network.name)
  return {
    _typeName: old ? 'VirtualE1000' : 'VirtualVmxnet3',
    key: 4000 + index,
    deviceInfo: described(
      `Network adapter ${index + 1}`,
      network.switch === undefined ? name : `DVSwitch: ${network.switch.uuid}`,
    ),
    backing:
      network.switch === undefined
        ? {
            _typeName: 'VirtualEthernetCardNetworkBackingInfo',
            deviceName: name,
            useAutoDetect: false,
            network: ref(network),
            inPassthroughMode: false,
          }
        : {
            _typeName: 'VirtualEthernetCardDistributedVirtualPortBackingInfo',
            port: {
              _typeName: 'DistributedVirtualSwitchPortConnection',
              switchUuid: network.switch.uuid,
              portgroupKey: network.id,
              portKey: String(vm.seed & 0xffff),
              connectionCookie: vm.seed >>> 1,
            },
          },
    connectable: {
      _typeName: 'VirtualDeviceConnectInfo',
      startConnected: true,
      allowGuestControl: true,
      connected: vm.power === 'poweredOn',
      status: vm.power === 'poweredOn' ? 'ok' : 'untried',
    },
    controllerKey: 100,
    unitNumber: 7 + index,
    addressType: 'assigned',
    macAddress: macOf(vm.seed, index),
    wakeOnLanEnabled: true,
  }
}
