import type { Actor } from '../model/actions.ts'
import {
  type Datastore,
  type Disk,
  datacenterOf,
  eventArgument,
  type Folder,
  type Host,
  type Network,
  type Pool,
  type PowerState,
  type Vm,
} from '../model/entities.ts'
import { writtenBytes } from '../model/hardware.ts'
import { costsOf } from '../model/task-slots.ts'
import type { Task } from '../model/tasks.ts'
import { invalidArgument, invalidPowerState } from '../vim/faults.ts'
import type { Value } from '../vim/value.ts'
import {
  choosePlace,
  hostRefusal,
  inSameDatacenter,
  need,
  networkRefusal,
  storageRefusal,
} from './placement.ts'
import { type By, startTask } from './start.ts'

const gigabyte = 1024 ** 3
/** Simulated ms per GB that is copied, and the most that copying takes. */
const perGigabyte = 60
const longest = 240_000

export function copyTime(disks: Iterable<Disk>): number {
  let bytes = 0
  for (const disk of disks) bytes += writtenBytes(disk)
  return Math.min(longest, Math.round((bytes / gigabyte) * perGigabyte))
}

const moving = (vm: Vm) => (vm.power === 'poweredOn' ? 'Resource.HotMigrate' : 'Resource.ColdMigrate')

/** Where it was, as the event at the end says. */
function source(vm: Vm): Record<string, Value> {
  const datacenter = datacenterOf(vm)
  const datastore = vm.disks[0]?.datastore
  return {
    sourceHost: eventArgument('Host', vm.host),
    ...(datacenter === undefined ? {} : { sourceDatacenter: eventArgument('Datacenter', datacenter) }),
    ...(datastore === undefined ? {} : { sourceDatastore: eventArgument('Datastore', datastore) }),
  }
}

function target(host: Host, disks: readonly Disk[]): Record<string, Value> {
  const datastore = disks[0]?.datastore
  return {
    destHost: eventArgument('Host', host),
    destDatacenter: eventArgument('Datacenter', host.compute.datacenter),
    ...(datastore === undefined ? {} : { destDatastore: eventArgument('Datastore', datastore) }),
  }
}

/** To another host or pool; the disks stay. Running VMs need about a second per GB of memory more. */
export function migrate(
  by: By,
  vm: Vm,
  wanted: { host: Host | undefined; pool: Pool | undefined; state: PowerState | undefined },
): Task {
  if (wanted.host === undefined && wanted.pool === undefined) throw invalidArgument('host')
  const names = { host: 'host', pool: 'pool' }
  const { host, pool, refuse } = choosePlace({ host: vm.host, pool: vm.pool }, wanted, names)
  if (pool !== undefined && pool !== vm.pool) need(by, pool, 'Resource.AssignVMToPool')
  const wrongState =
    wanted.state === undefined || wanted.state === vm.power
      ? undefined
      : invalidPowerState(vm.power, wanted.state)
  const check = () =>
    hostRefusal(host) ?? storageRefusal(host, vm.disks, new Set()) ?? networkRefusal(vm, host, vm.networks)
  return startTask(by, vm, 'migrate', {
    privileges: [moving(vm)],
    ms: 4_000 + (vm.power === 'poweredOn' ? Math.round(vm.memoryMB / 2) : 0),
    costs: costsOf('migrate', { hosts: [vm.host, host], datastores: vm.disks.map((disk) => disk.datastore) }),
    refuse: wrongState ?? refuse ?? check(),
    begin: (actor) => {
      const type = vm.power === 'poweredOn' ? 'VmBeingHotMigratedEvent' : 'VmBeingMigratedEvent'
      by.world.events.emit(type, { vm }, { ...actor, fields: target(host, vm.disks) })
    },
    finish: (actor) => {
      const late = check()
      if (late !== undefined) throw late
      return arrive(by, vm, { host, pool }, 'VmMigratedEvent', actor)
    },
    failure: { type: 'VmFailedMigrateEvent', fields: target(host, vm.disks) },
  })
}

function arrive(
  by: By,
  vm: Vm,
  to: { host: Host; pool?: Pool | undefined; folder?: Folder | undefined; disks?: readonly Disk[] },
  event: string,
  actor: Actor,
): undefined {
  const from = source(vm)
  const { host, pool, folder, disks } = to
  by.world.places.place(vm, {
    host,
    ...(pool === undefined ? {} : { pool }),
    ...(folder === undefined ? {} : { folder }),
    ...(disks === undefined ? {} : { disks }),
  })
  by.world.events.emit(event, { vm }, { ...actor, fields: from })
  return undefined
}

export interface DiskGoal {
  datastore: Datastore
  policy: string | undefined
  /** As `diskBackingInfo` says; as it is when absent. */
  format?: { thin: boolean; eager: boolean }
}

export interface Relocation {
  host: Host | undefined
  pool: Pool | undefined
  folder: Folder | undefined
  datastore: Datastore | undefined
  /** Per disk key. */
  disks: ReadonlyMap<number, DiskGoal>
  policy: string | undefined
  transform: string | undefined
  networks: readonly Network[]
}

/** The disks as a relocation leaves them, and which of them it copies. */
export function relocatedDisks(
  disks: readonly Disk[],
  wanted: Pick<Relocation, 'datastore' | 'disks' | 'policy' | 'transform'>,
): { disks: Disk[]; moved: Set<Disk> } {
  const moved = new Set<Disk>()
  const result = disks.map((disk) => {
    const own = wanted.disks.get(disk.key)
    const datastore = own?.datastore ?? wanted.datastore ?? disk.datastore
    const policy = own?.policy ?? wanted.policy ?? disk.policy
    const transformed = wanted.transform === undefined ? disk.thin : wanted.transform === 'sparse'
    const thin = own?.format?.thin ?? transformed
    const eager = own?.format === undefined ? {} : { eager: own.format.eager }
    const next: Disk = { ...disk, datastore, thin, ...eager, ...(policy === undefined ? {} : { policy }) }
    if (datastore !== disk.datastore || thin !== disk.thin || own?.format !== undefined) moved.add(next)
    return next
  })
  return { disks: result, moved }
}

/** To other datastores, disk by disk if need be, and to another host, pool or folder. */
export function relocate(by: By, vm: Vm, wanted: Relocation): Task {
  const { folder, networks } = wanted
  const names = { host: 'spec.host', pool: 'spec.pool' }
  const { host, pool, refuse } = choosePlace({ host: vm.host, pool: vm.pool }, wanted, names)
  const { disks, moved } = relocatedDisks(vm.disks, wanted)
  if (!inSameDatacenter(folder ?? vm, host)) throw invalidArgument('spec.folder')
  if (pool !== undefined && pool !== vm.pool) need(by, pool, 'Resource.AssignVMToPool')
  for (const { datastore } of moved) need(by, datastore, 'Datastore.AllocateSpace')
  const check = () =>
    hostRefusal(host) ?? storageRefusal(host, disks, moved) ?? networkRefusal(vm, host, networks)
  return startTask(by, vm, 'relocate', {
    privileges: [moving(vm)],
    ms:
      6_000 +
      copyTime(moved) +
      (host !== vm.host && vm.power === 'poweredOn' ? Math.round(vm.memoryMB / 2) : 0),
    costs: costsOf(moved.size === 0 ? 'migrate' : 'relocate', {
      hosts: [vm.host, host],
      datastores: [...vm.disks, ...disks].map((disk) => disk.datastore),
    }),
    refuse: refuse ?? check(),
    begin: (actor) => {
      by.world.events.emit('VmBeingRelocatedEvent', { vm }, { ...actor, fields: target(host, disks) })
    },
    finish: (actor) => {
      const late = check()
      if (late !== undefined) throw late
      if (networks !== vm.networks) by.world.places.setNetworks(vm, networks)
      return arrive(by, vm, { host, pool, folder, disks }, 'VmRelocatedEvent', actor)
    },
    failure: { type: 'VmRelocateFailedEvent', fields: target(host, disks) },
  })
}
