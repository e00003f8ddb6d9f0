import { copyVm } from '../model/cloning.ts'
import {
  type Disk,
  eventArgument,
  type Folder,
  type Host,
  type Pool,
  ref,
  type Snapshot,
  type Vm,
} from '../model/entities.ts'
import { costsOf } from '../model/task-slots.ts'
import type { Task } from '../model/tasks.ts'
import { invalidArgument, VimFault } from '../vim/faults.ts'
import type { Data, Value } from '../vim/value.ts'
import type { World } from '../world.ts'
import { readCustomization } from './customize.ts'
import { changedHardware, type Hardware } from './device-changes.ts'
import { copyTime, type Relocation, relocatedDisks } from './move.ts'
import { nameRefusal } from './names.ts'
import { choosePlace, hostRefusal, inSameDatacenter, need, storageRefusal } from './placement.ts'
import { applyReconfiguration, readReconfiguration, sizeRefusal } from './reconfigure.ts'
import { type By, startTask } from './start.ts'

export interface CloneOrder {
  folder: Folder
  name: string
  location: Omit<Relocation, 'folder' | 'networks'> & {
    diskMoveType: string | undefined
    /** The specification with its `deviceChange`, if it has one. */
    spec: Data | undefined
  }
  /** Keys of disks that the copy is not to have. */
  withoutDisks?: ReadonlySet<number>
  template: boolean
  powerOn: boolean
  config: Data | undefined
  customization: Data | undefined
  snapshot: Snapshot | undefined
  /** Disks whose policy does not fit take the datastore's default one. */
  fallback?: boolean
  memory: boolean
  tpmProvisionPolicy: string | undefined
}

const linked = 'createNewChildDiskBacking'
const moveTypes = [
  linked,
  'moveAllDiskBackingsAndAllowSharing',
  'moveAllDiskBackingsAndDisallowSharing',
  'moveChildMostDiskBacking',
  'moveAllDiskBackingsAndConsolidate',
]

/** Values that no clone could have, whatever the state. */
function checkOrder(vm: Vm, order: CloneOrder): void {
  const { location, snapshot, tpmProvisionPolicy } = order
  if (vm.template && !order.template && location.pool === undefined) {
    throw invalidArgument('spec.location.pool')
  }
  if (location.diskMoveType !== undefined && !moveTypes.includes(location.diskMoveType)) {
    throw invalidArgument('spec.location.diskMoveType')
  }
  if (location.diskMoveType === linked && snapshot === undefined) throw invalidArgument('spec.snapshot')
  if (snapshot !== undefined && snapshot.vm !== vm) throw invalidArgument('spec.snapshot')
  if (order.memory && snapshot?.power !== 'poweredOn') throw invalidArgument('spec.memory')
  if (tpmProvisionPolicy !== undefined && !['copy', 'replace'].includes(tpmProvisionPolicy)) {
    throw invalidArgument('spec.tpmProvisionPolicy')
  }
  for (const key of [...location.disks.keys(), ...(order.withoutDisks ?? [])]) {
    if (!vm.disks.some((disk) => disk.key === key)) throw invalidArgument('spec.location.disk')
  }
}

function sourcePrivileges(vm: Vm, order: CloneOrder): string[] {
  const to = order.template
    ? vm.template
      ? 'CloneTemplate'
      : 'CreateTemplateFromVM'
    : vm.template
      ? 'DeployTemplate'
      : 'Clone'
  // A template is not customized.
  const more = order.customization !== undefined && !order.template ? ['Customize'] : []
  const own = [to, ...more].map((name) => `VirtualMachine.Provisioning.${name}`)
  return vm.encryption === undefined ? own : [...own, 'Cryptographer.Clone']
}

interface Plan {
  host: Host
  pool: Pool | undefined
  refuse: VimFault | undefined
  /** All of them are written anew. */
  disks: readonly Disk[]
  copied: ReadonlySet<Disk>
  hardware: Hardware
}

function plan(by: By, vm: Vm, order: CloneOrder): Plan {
  const { location, snapshot } = order
  const names = { host: 'spec.location.host', pool: 'spec.location.pool' }
  const place = choosePlace({ host: vm.host, pool: vm.pool }, location, names)
  if (!inSameDatacenter(order.folder, place.host)) throw invalidArgument('folder')
  const state = snapshot?.captured ?? vm
  const wanted = state.disks.filter((disk) => order.withoutDisks?.has(disk.key) !== true)
  const isLinked = location.diskMoveType === linked
  const disks = relocatedDisks(wanted, location)
    .disks.map((disk): Disk => (isLinked ? { ...disk, thin: true, linked: true } : disk))
    .map((disk) => (order.fallback === true ? withFittingPolicy(by.world, disk) : disk))
  const from = { disks, networks: state.networks, fixed: false }
  const { spec } = location
  const hardware =
    spec === undefined
      ? { ...from, privileges: [], assigned: [], changed: [] }
      : changedHardware(by.world, from, spec, 'spec.location')
  for (const network of hardware.assigned) need(by, network, 'Network.Assign')
  return { ...place, disks: hardware.disks, copied: new Set(isLinked ? [] : hardware.disks), hardware }
}

function withFittingPolicy(world: World, disk: Disk): Disk {
  if (disk.policy === undefined || world.directory.fits(disk.policy, disk.datastore)) return disk
  const { policy: _, ...plain } = disk
  return plain
}

/** Why a policy keeps disks from where they are to go. Which fault a real vCenter has for it is not known. */
function policyRefusal(world: World, disks: readonly Disk[]): VimFault | undefined {
  const wrong = disks.find(
    ({ policy, datastore }) => policy !== undefined && !world.directory.fits(policy, datastore),
  )
  if (wrong === undefined) return undefined
  return new VimFault(
    'InvalidDatastore',
    `The storage policy is not compatible with datastore '${wrong.datastore.name}'.`,
    { datastore: ref(wrong.datastore), name: wrong.datastore.name },
  )
}

/** The result is the new VM. */
export function clone(by: By, vm: Vm, order: CloneOrder): Task {
  checkOrder(vm, order)
  need(by, order.folder, 'VirtualMachine.Inventory.CreateFromExisting')
  if (order.location.pool !== undefined && !order.template) {
    need(by, order.location.pool, 'Resource.AssignVMToPool')
  }
  const { world } = by
  const { host, pool, refuse, disks, copied, hardware } = plan(by, vm, order)
  for (const { datastore } of disks) need(by, datastore, 'Datastore.AllocateSpace')
  const base = { disks, networks: hardware.networks, fixed: false }
  const config =
    order.config === undefined ? undefined : readReconfiguration(by, vm, order.config, 'spec.config', base)
  const networks = config?.hardware.networks ?? hardware.networks
  const customization =
    order.customization === undefined || order.template
      ? undefined
      : readCustomization(order.customization, { name: order.name, os: vm.os, networks })
  const check = () =>
    nameRefusal(order.name, order.folder) ??
    hostRefusal(host) ??
    storageRefusal(host, disks, new Set(disks)) ??
    policyRefusal(world, disks) ??
    (config === undefined ? undefined : sizeRefusal(host, config)) ??
    (customization instanceof VimFault ? customization : undefined)
  const fields: Record<string, Value> = {
    destFolder: eventArgument('Folder', order.folder),
    destName: order.name,
    destHost: eventArgument('Host', host),
  }
  const deploys = vm.template && !order.template
  return startTask(by, vm, 'clone', {
    reads: true,
    privileges: sourcePrivileges(vm, order),
    ms: 4_000 + copyTime(copied),
    costs: costsOf(copied.size === 0 ? 'linkedClone' : 'clone', {
      hosts: [host],
      datastores: disks.map((disk) => disk.datastore),
    }),
    refuse: refuse ?? check(),
    begin: (actor) => {
      if (!deploys) world.events.emit('VmBeingClonedEvent', { vm }, { ...actor, fields })
    },
    finish: (actor) => {
      const late = check()
      if (late !== undefined) throw late
      const { name, folder, template } = order
      const copy = copyVm(world, vm, {
        ...{ name, folder, host, pool, template },
        disks: config?.hardware.disks ?? disks,
        networks,
      })
      if (config !== undefined) applyReconfiguration(by, copy, config)
      if (customization !== undefined && !(customization instanceof VimFault)) {
        copy.customization = customization
      }
      if (order.memory) copy.power = 'suspended'
      if (order.location.policy !== undefined) copy.homePolicy = order.location.policy
      if (vm.tpm !== undefined && order.tpmProvisionPolicy === 'replace') {
        copy.tpm = { secrets: vm.tpm.secrets + 1 }
      }
      world.actions.appear(copy)
      const [type, about] = deploys
        ? (['VmDeployedEvent', { srcTemplate: eventArgument('Vm', vm) }] as const)
        : (['VmClonedEvent', { sourceVm: eventArgument('Vm', vm) }] as const)
      world.events.emit(type, { vm: copy }, { ...actor, fields: about })
      if (order.powerOn && !order.template) world.actions.powerOn(copy, actor)
      return ref(copy)
    },
    leave: () => {
      const { name, folder, template } = order
      // The first disk was copied, and nothing was plugged in yet.
      const half = copyVm(world, vm, {
        ...{ name, folder, host, pool, template },
        disks: disks.slice(0, 1),
        networks: [],
      })
      world.actions.appear(half)
    },
    failure: deploys ? { type: 'VmDeployFailedEvent' } : { type: 'VmCloneFailedEvent', fields },
  })
}
