import type { Disk, Network, Vm } from '../model/entities.ts'
import { invalidArgument, VimFault } from '../vim/faults.ts'
import { numberOf, refOf, textOf } from '../vim/method.ts'
import { isA } from '../vim/schema.ts'
import { dataList } from '../vim/selection.ts'
import { type Data, isData } from '../vim/value.ts'
import type { World } from '../world.ts'
import { entityAt } from './placement.ts'

const gigabyte = 1024 ** 3
const most = { disks: 60, networks: 10 } as const

export interface Hardware {
  disks: readonly Disk[]
  networks: readonly Network[]
  /** Privileges that the changes need on the VM. */
  privileges: string[]
  /** Networks that cards are put into: the caller needs Network.Assign on each. */
  assigned: Network[]
  /** Labels of what changed, for the event. */
  changed: string[]
}

function badDevice(index: number): VimFault {
  return new VimFault('InvalidDeviceSpec', `The configuration of device '${index}' is not valid.`, {
    property: `virtualDeviceSpec.device`,
    deviceIndex: index,
  })
}

/**
 * Applies `deviceChange` to disks and network cards; CD drives and the rest are taken as they are. Throws
 * InvalidDeviceSpec. `fixed`: snapshots forbid that disks grow or go.
 */
export function changedHardware(
  world: World,
  from: Pick<Vm, 'disks' | 'networks'> & { fixed: boolean },
  spec: Data,
  argument: string,
): Hardware {
  const { disks, networks } = from
  const result: Hardware = { disks, networks, privileges: [], assigned: [], changed: [] }
  for (const [index, change] of dataList(spec, 'deviceChange').entries()) {
    const { device } = change
    if (!isData(device)) throw invalidArgument(`${argument}.deviceChange`)
    const operation = textOf(change, 'operation') ?? 'edit'
    const at = { world, fixed: from.fixed, device, operation, index }
    if (isA(device._typeName, 'VirtualDisk')) changeDisk(at, result)
    else if (isA(device._typeName, 'VirtualEthernetCard')) changeCard(at, result)
    else result.privileges.push('VirtualMachine.Config.EditDevice')
  }
  if (result.disks.length > most.disks || result.networks.length > most.networks) throw badDevice(0)
  return result
}

interface Change {
  world: World
  fixed: boolean
  device: Data
  operation: string
  index: number
}

function sizeOf(device: Data): number | undefined {
  const bytes = numberOf(device, 'capacityInBytes')
  const kilobytes = numberOf(device, 'capacityInKB')
  if (bytes !== undefined && bytes > 0) return bytes / gigabyte
  return kilobytes === undefined ? undefined : (kilobytes * 1024) / gigabyte
}

function changeDisk({ world, fixed, device, operation, index }: Change, result: Hardware): void {
  const backing = isData(device.backing) ? device.backing : undefined
  const key = numberOf(device, 'key') ?? 0
  const disk = result.disks.find((candidate) => candidate.key === key)
  const size = sizeOf(device)
  if (operation === 'add') {
    const where = backing === undefined ? undefined : refOf(backing, 'datastore')
    const datastore =
      where === undefined ? result.disks[0]?.datastore : entityAt(world, where, 'Datastore', 'device.backing')
    if (size === undefined || size <= 0 || datastore === undefined) throw badDevice(index)
    const free = Math.max(1_999, ...result.disks.map((other) => other.key)) + 1
    const thin = backing?.thinProvisioned === true
    result.disks = [...result.disks, { key: free, gigabytes: size, thin, datastore, written: 0 }]
    result.privileges.push('VirtualMachine.Config.AddNewDisk')
    result.changed.push(`config.hardware.device(${free}): (added)`)
    return
  }
  if (disk === undefined) throw badDevice(index)
  if (operation === 'remove') {
    if (fixed) throw badDevice(index)
    result.disks = result.disks.filter((other) => other !== disk)
    result.privileges.push('VirtualMachine.Config.RemoveDisk')
    result.changed.push(`config.hardware.device(${key}): (deleted)`)
    return
  }
  if (size === undefined || size === disk.gigabytes) return
  // Disks grow, they never shrink, and not below snapshots.
  if (size < disk.gigabytes || fixed) throw badDevice(index)
  const written = (disk.written * disk.gigabytes) / size
  result.disks = result.disks.map((other) => (other === disk ? { ...disk, gigabytes: size, written } : other))
  result.privileges.push('VirtualMachine.Config.DiskExtend')
  result.changed.push(
    `config.hardware.device(${key}).capacityInKB: ${disk.gigabytes * 1024 ** 2} -> ${size * 1024 ** 2}`,
  )
}

function networkOf(world: World, device: Data, index: number): Network {
  const backing = isData(device.backing) ? device.backing : undefined
  if (backing === undefined) throw badDevice(index)
  const port = isData(backing.port) ? backing.port : undefined
  const portgroup = port === undefined ? undefined : textOf(port, 'portgroupKey')
  const id = portgroup ?? refOf(backing, 'network')?.value
  const name = textOf(backing, 'deviceName')
  const found = world.estate.networks.find(
    (network) => network.id === id || (id === undefined && network.name === name),
  )
  if (found === undefined || found.uplink) throw badDevice(index)
  return found
}

function changeCard({ world, device, operation, index }: Change, result: Hardware): void {
  const place = (numberOf(device, 'key') ?? 0) - 4_000
  if (operation === 'add') {
    const network = networkOf(world, device, index)
    result.networks = [...result.networks, network]
    result.assigned.push(network)
    result.privileges.push('VirtualMachine.Config.AddRemoveDevice')
  } else {
    if (result.networks[place] === undefined) throw badDevice(index)
    if (operation === 'remove') {
      result.networks = result.networks.filter((_, at) => at !== place)
      result.privileges.push('VirtualMachine.Config.AddRemoveDevice')
    } else {
      if (device.backing === undefined) return
      const network = networkOf(world, device, index)
      if (network !== result.networks[place]) result.assigned.push(network)
      result.networks = result.networks.with(place, network)
      result.privileges.push('VirtualMachine.Config.EditDevice')
    }
  }
  result.changed.push(`config.hardware.device(${4_000 + place}): (${operation})`)
}
