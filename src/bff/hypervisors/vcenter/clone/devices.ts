import type { CloneDisk, CloneOrder, DiskFormat } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import { wireName } from '../map/names.ts'
import type { Decoded } from '../transport/values.ts'
import { bool, get, num, str, typeName } from '../wire/read.ts'
import type { SourceFacts, Targets } from './facts.ts'
import type { Loose } from './shaped.ts'

const profile = (profileId: string): Loose => ({ _typeName: 'VirtualMachineDefinedProfileSpec', profileId })

export function profiles(policyId: string | undefined): Loose[] | undefined {
  return policyId === undefined ? undefined : [profile(policyId)]
}

function refused(field: string, message: string): Fault {
  return new Fault({ kind: 'invalid-input', message, field })
}

function keyOf(id: string, field: string): number {
  const key = Number(id)
  if (Number.isInteger(key)) return key
  throw refused(field, `“${id}” is no device of a VM in vCenter.`)
}

const formats: Record<DiskFormat, { thinProvisioned: boolean; eagerlyScrub?: boolean }> = {
  thin: { thinProvisioned: true },
  thick: { thinProvisioned: false, eagerlyScrub: false },
  'thick-eager': { thinProvisioned: false, eagerlyScrub: true },
}

/** The new file of a disk: vCenter chooses its name. */
function backingOf(format: DiskFormat): Loose {
  return {
    _typeName: 'VirtualDiskFlatVer2BackingInfo',
    fileName: '',
    diskMode: 'persistent',
    ...formats[format],
  }
}

/** `spec.location.disk`: disks that go another way than the rest. */
export function diskLocators(order: CloneOrder, source: SourceFacts): Loose[] {
  const asked = new Map<string, CloneDisk>(order.disks.map((disk) => [disk.id, disk]))
  // A policy for all disks is said disk by disk: that of the location is the home's.
  const ids = order.diskPolicyId === undefined ? asked.keys() : source.disks.map(({ id }) => id)
  return [...ids].flatMap((id, index) => {
    const disk: CloneDisk = asked.get(id) ?? { id }
    const policyId = disk.policyId ?? order.diskPolicyId
    const { remove, datastoreId, format, moveType } = disk
    if (remove === true) return []
    if ([datastoreId, format, moveType, policyId].every((value) => value === undefined)) return []
    // The schema wants a datastore even where only the format changes.
    const goes =
      datastoreId ?? order.placement.datastoreId ?? source.disks.find((one) => one.id === id)?.datastoreId
    if (goes === undefined) {
      throw refused(`disks.${index}.datastoreId`, 'Choose a datastore: that of the source is not known.')
    }
    return [
      {
        diskId: keyOf(id, `disks.${index}.id`),
        datastore: { type: 'Datastore', value: goes },
        diskMoveType: moveType,
        diskBackingInfo: format === undefined ? undefined : backingOf(format),
        profile: profiles(policyId),
      },
    ]
  })
}

/** `spec.location.deviceChange`: disks and cards that are left out, and cards that change. */
export function deviceChanges(order: CloneOrder, source: SourceFacts, targets: Targets): Loose[] {
  const device = (id: string, field: string): Decoded => {
    const found = source.devices.find((each) => str(get(each, 'key')) === id)
    if (found === undefined) throw refused(field, 'The source has no such device any more.')
    return found
  }
  const without = order.disks.flatMap(({ id, remove }, index) => {
    if (remove !== true) return []
    return [removal(device(id, `disks.${index}.id`))]
  })
  const cards = order.nics.flatMap((nic, index): Loose[] => {
    const field = `nics.${index}`
    const card = device(nic.id, `${field}.id`)
    if (nic.remove === true) return [removal(card)]
    if (nic.networkId === undefined && nic.connected === undefined) return []
    const backing =
      nic.networkId === undefined ? undefined : plug(nic.networkId, targets, `${field}.networkId`)
    return [{ operation: 'edit', device: changedCard(card, backing, nic.connected) }]
  })
  return [...without, ...cards]
}

/** Whole devices are sent, as the reference of `VirtualDeviceConfigSpec` asks: by key, and where they are plugged in. */
function identity(device: Decoded): Loose {
  return {
    _typeName: typeName(device) ?? 'VirtualDevice',
    key: num(get(device, 'key')),
    controllerKey: num(get(device, 'controllerKey')),
    unitNumber: num(get(device, 'unitNumber')),
  }
}

function removal(device: Decoded): Loose {
  const capacity = num(get(device, 'capacityInKB'))
  // No `fileOperation`: the file of the source is to stay.
  return {
    operation: 'remove',
    device: { ...identity(device), ...(capacity === undefined ? {} : { capacityInKB: capacity }) },
  }
}

function changedCard(card: Decoded, backing: Loose | undefined, connected: boolean | undefined): Loose {
  const connectable = get(card, 'connectable')
  const start = connected ?? bool(get(connectable, 'startConnected')) ?? true
  // A MAC address that vCenter gave belongs to the source; without one the copy gets its own.
  const manual = str(get(card, 'addressType'))?.toLowerCase() === 'manual'
  return {
    ...identity(card),
    backing: backing ?? ownBacking(card),
    connectable: {
      startConnected: start,
      allowGuestControl: bool(get(connectable, 'allowGuestControl')) ?? true,
      connected: start,
    },
    addressType: manual ? 'manual' : 'assigned',
    macAddress: manual ? str(get(card, 'macAddress')) : undefined,
    wakeOnLanEnabled: bool(get(card, 'wakeOnLanEnabled')),
  }
}

/** The network that the card is in, without the port that the source uses there. */
function ownBacking(card: Decoded): Loose | undefined {
  const backing = get(card, 'backing')
  const port = get(backing, 'port')
  if (port === undefined) return backing === undefined ? undefined : (backing as Loose)
  return portBacking(str(get(port, 'switchUuid')), str(get(port, 'portgroupKey')))
}

function portBacking(switchUuid: string | undefined, portgroupKey: string | undefined): Loose {
  return {
    _typeName: 'VirtualEthernetCardDistributedVirtualPortBackingInfo',
    port: { switchUuid, portgroupKey },
  }
}

function plug(networkId: string, targets: Targets, field: string): Loose {
  const network = targets.networks.get(networkId)
  if (network === undefined) throw refused(field, 'There is no such network.')
  const { type, name, key, switchUuid, opaque } = network
  if (opaque !== undefined) {
    return {
      _typeName: 'VirtualEthernetCardOpaqueNetworkBackingInfo',
      opaqueNetworkId: opaque.id,
      opaqueNetworkType: opaque.type,
    }
  }
  if (type === 'DistributedVirtualPortgroup') {
    if (switchUuid === undefined) throw refused(field, `The switch of the network “${name}” cannot be read.`)
    return portBacking(switchUuid, key ?? networkId)
  }
  return {
    _typeName: 'VirtualEthernetCardNetworkBackingInfo',
    deviceName: wireName(name),
    network: { type: 'Network', value: networkId },
  }
}

/** Cards of the copy, in the order of its devices. */
export function keptNics(order: CloneOrder, source: SourceFacts): SourceFacts['nics'] {
  return source.nics.filter(({ id }) => !order.nics.some((nic) => nic.id === id && nic.remove === true))
}
