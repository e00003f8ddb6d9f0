import type { Datastore, Folder, Host, Pool, Snapshot, Vm } from '../model/entities.ts'
import type { CloneOrder } from '../operations/clone.ts'
import { changedHardware } from '../operations/device-changes.ts'
import type { DiskGoal, Relocation } from '../operations/move.ts'
import { entityAt, need } from '../operations/placement.ts'
import type { By } from '../operations/start.ts'
import { invalidArgument, notFound, notSupported } from '../vim/faults.ts'
import { flagOf, numberOf, refOf, textOf } from '../vim/method.ts'
import { dataList } from '../vim/selection.ts'
import { type Data, isData, type Value } from '../vim/value.ts'
import type { World } from '../world.ts'

type Args = Readonly<Record<string, Value>>

export function hostAt(world: World, owner: Args, name: string): Host | undefined {
  const target = refOf(owner, name)
  return target === undefined ? undefined : entityAt(world, target, 'HostSystem', name)
}

export function poolAt(world: World, owner: Args, name: string): Pool | undefined {
  const target = refOf(owner, name)
  return target === undefined ? undefined : (entityAt(world, target, 'ResourcePool', name) as Pool)
}

function datastoreAt(world: World, owner: Args, name: string): Datastore | undefined {
  const target = refOf(owner, name)
  return target === undefined ? undefined : entityAt(world, target, 'Datastore', name)
}

/** A folder that holds virtual machines. */
export function vmFolderAt(world: World, owner: Args, name: string): Folder | undefined {
  const target = refOf(owner, name)
  const folder = target === undefined ? undefined : entityAt(world, target, 'Folder', name)
  if (folder !== undefined && !folder.childType.includes('VirtualMachine')) throw notSupported()
  return folder
}

/** The id of the first storage policy among profiles. Throws InvalidArgument when nobody knows it. */
function policyOf(world: World, owner: Args, argument: string): string | undefined {
  for (const profile of dataList(owner, 'profile')) {
    const id = textOf(profile, 'profileId')
    if (id === undefined) continue
    if (!world.directory.policies.some((policy) => policy.policy === id)) throw invalidArgument(argument)
    return id
  }
  return undefined
}

/** The format that a disk is written in anew. */
function formatOf(locator: Data): Pick<DiskGoal, 'format'> {
  const backing = locator.diskBackingInfo
  if (!isData(backing)) return {}
  if (backing._typeName !== 'VirtualDiskFlatVer2BackingInfo')
    throw invalidArgument('spec.disk.diskBackingInfo')
  const thin = flagOf(backing, 'thinProvisioned')
  if (thin === undefined) return {}
  return { format: { thin, eager: flagOf(backing, 'eagerlyScrub') === true } }
}

function placement(world: World, spec: Data): Omit<Relocation, 'folder' | 'networks'> {
  // Another vCenter is out of reach.
  if (spec.service !== undefined) throw notSupported()
  const disks = new Map<number, DiskGoal>()
  for (const locator of dataList(spec, 'disk')) {
    const datastore = datastoreAt(world, locator, 'datastore')
    if (datastore === undefined) throw invalidArgument('spec.disk.datastore')
    const policy = policyOf(world, locator, 'spec.disk.profile')
    disks.set(numberOf(locator, 'diskId') ?? 0, { datastore, policy, ...formatOf(locator) })
  }
  return {
    host: hostAt(world, spec, 'host'),
    pool: poolAt(world, spec, 'pool'),
    datastore: datastoreAt(world, spec, 'datastore'),
    disks,
    policy: policyOf(world, spec, 'spec.profile'),
    transform: textOf(spec, 'transform'),
  }
}

/** `VirtualMachineRelocateSpec` of a VM that moves. */
export function readRelocation(by: By, vm: Vm, spec: Value): Relocation {
  if (!isData(spec)) throw invalidArgument('spec')
  const { world } = by
  const place = placement(world, spec)
  for (const key of place.disks.keys()) {
    if (!vm.disks.some((disk) => disk.key === key)) throw invalidArgument('spec.disk.diskId')
  }
  const { disks, networks } = vm
  const hardware = changedHardware(world, { disks, networks, fixed: true }, spec, 'spec')
  for (const network of hardware.assigned) need(by, network, 'Network.Assign')
  return { ...place, folder: vmFolderAt(world, spec, 'folder'), networks: hardware.networks }
}

function snapshotAt(world: World, spec: Data): Snapshot | undefined {
  const target = refOf(spec, 'snapshot')
  if (target === undefined) return undefined
  const found = world.estate.objects.get(target.value)
  if (found?.type !== 'VirtualMachineSnapshot') throw notFound(target)
  // The estate holds snapshots only under their type.
  return found as Snapshot
}

/** The parameters of CloneVM_Task. */
export function readCloneOrder(world: World, args: Args, name: string): CloneOrder {
  const { spec } = args
  if (!isData(spec)) throw invalidArgument('spec')
  const { location, config, customization } = spec
  if (!isData(location)) throw invalidArgument('spec.location')
  const folder = vmFolderAt(world, args, 'folder')
  if (folder === undefined) throw invalidArgument('folder')
  return {
    folder,
    name,
    location: {
      ...placement(world, location),
      diskMoveType: textOf(location, 'diskMoveType'),
      spec: location,
    },
    template: flagOf(spec, 'template') ?? false,
    powerOn: flagOf(spec, 'powerOn') ?? false,
    config: isData(config) ? config : undefined,
    customization: isData(customization) ? customization : undefined,
    snapshot: snapshotAt(world, spec),
    memory: flagOf(spec, 'memory') ?? false,
    tpmProvisionPolicy: textOf(spec, 'tpmProvisionPolicy'),
  }
}
