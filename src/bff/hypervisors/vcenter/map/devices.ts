import type { VmDisk, VmNic } from '../../../../contract/vm.ts'
import type { Decoded } from '../transport/values.ts'
import { at, bool, compact, get, list, num, refId, str, typeName } from '../wire/read.ts'

/** Names of objects by id, as far as known. */
export type NameOf = (id: string) => string | undefined

const controllers: [RegExp, string][] = [
  [/IDE/, 'IDE'],
  [/SATA|AHCI/, 'SATA'],
  [/NVME/i, 'NVMe'],
  [/SCSI|LsiLogic|BusLogic/i, 'SCSI'],
]

/** Disks among `config.hardware.device`. */
export function readDisks(devices: readonly Decoded[], nameOf: NameOf): VmDisk[] {
  const byKey = new Map(devices.map((device) => [str(get(device, 'key')), device]))
  return devices
    .filter((device) => typeName(device) === 'VirtualDisk')
    .map((device) => {
      const backing = get(device, 'backing')
      const controller = byKey.get(str(get(device, 'controllerKey')))
      const datastoreId = refId(get(backing, 'datastore'))
      const kilobytes = num(get(device, 'capacityInKB')) ?? 0
      return compact({
        id: str(get(device, 'key')) ?? '',
        name: labelOf(device),
        capacityBytes: num(get(device, 'capacityInBytes')) ?? kilobytes * 1024,
        datastoreId,
        datastoreName: datastoreId === undefined ? undefined : nameOf(datastoreId),
        path: str(get(backing, 'fileName')),
        format: formatOf(backing),
        bus: busOf(controller, str(get(device, 'unitNumber'))),
      })
    })
}

function formatOf(backing: Decoded): string | undefined {
  const type = typeName(backing) ?? ''
  if (type.includes('RawDiskMapping') || type.includes('RawDiskVer2')) return 'rdm'
  if (type.includes('SeSparse') || type.includes('SparseVer2')) return 'sparse'
  if (bool(get(backing, 'thinProvisioned')) === true) return 'thin'
  if (bool(get(backing, 'eagerlyScrub')) === true) return 'thick eager'
  return type.includes('FlatVer2') ? 'thick' : undefined
}

function busOf(controller: Decoded, unit: string | undefined): string | undefined {
  const type = typeName(controller)
  if (type === undefined) return undefined
  const name = controllers.find(([pattern]) => pattern.test(type))?.[1] ?? type
  return `${name} ${str(get(controller, 'busNumber')) ?? '?'}:${unit ?? '?'}`
}

const nicTypes: Record<string, string> = {
  VirtualVmxnet3: 'vmxnet3',
  VirtualVmxnet2: 'vmxnet2',
  VirtualVmxnet3Vrdma: 'vmxnet3 rdma',
  VirtualE1000: 'e1000',
  VirtualE1000e: 'e1000e',
  VirtualPCNet32: 'pcnet32',
  VirtualSriovEthernetCard: 'sriov',
}

/** Network cards among `config.hardware.device`, with the addresses that `guest.net` reports for them. */
export function readNics(devices: readonly Decoded[], guestNet: readonly Decoded[], nameOf: NameOf): VmNic[] {
  return devices.flatMap((device) => {
    const mac = str(get(device, 'macAddress'))
    const type = nicTypes[typeName(device) ?? '']
    if (type === undefined && mac === undefined) return []
    const key = str(get(device, 'key')) ?? ''
    const networkId = networkOf(get(device, 'backing'))
    const guest = guestNet.find((net) => str(get(net, 'deviceConfigId')) === key)
    const name = networkId === undefined ? undefined : nameOf(networkId)
    return [
      compact({
        id: key,
        name: labelOf(device),
        mac,
        type: type ?? typeName(device),
        networkId,
        networkName: name ?? str(at(device, 'backing', 'deviceName')) ?? str(get(guest, 'network')),
        connected: bool(at(device, 'connectable', 'connected')),
        ips: addressesOf(guest),
      }),
    ]
  })
}

/** A standard network is named by reference, a port of a distributed switch by its group's key (its id). */
function networkOf(backing: Decoded): string | undefined {
  return refId(get(backing, 'network')) ?? str(at(backing, 'port', 'portgroupKey'))
}

function addressesOf(guest: Decoded): string[] {
  const configured = list(at(guest, 'ipConfig', 'ipAddress')).flatMap(
    (address) => str(get(address, 'ipAddress')) ?? [],
  )
  const plain = list(get(guest, 'ipAddress')).flatMap((address) => str(address) ?? [])
  return [...new Set([...plain, ...configured])]
}

/** Every address of the guest, those of its first card first. */
export function allAddresses(guestNet: readonly Decoded[]): string[] {
  return [...new Set(guestNet.flatMap(addressesOf))]
}

function labelOf(device: Decoded): string {
  return str(at(device, 'deviceInfo', 'label')) ?? `Device ${str(get(device, 'key')) ?? '?'}`
}
