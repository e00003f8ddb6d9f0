import type { Actions, Actor } from './actions.ts'
import type { Snapshot, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { Whereabouts } from './whereabouts.ts'

/** As many levels as vCenter allows. */
export const deepest = 32

/** A forest of snapshots, flat. */
export function* everySnapshot(list: readonly Snapshot[]): Generator<Snapshot> {
  for (const snapshot of list) {
    yield snapshot
    yield* everySnapshot(snapshot.children)
  }
}

/** How many stand on top of each other, this one included. */
export function depthOf(snapshot: Snapshot | undefined): number {
  let depth = 0
  for (let at = snapshot; at !== undefined; at = at.parent) depth += 1
  return depth
}

const snapshotPaths = [
  'snapshot',
  'rootSnapshot',
  'summary.storage',
  'config.hardware.device',
  'disabledMethod',
]

/** Changes to the snapshots of VMs; each is effective at once. They leave no events of their own. */
export class Snapshots {
  private readonly estate: Estate
  private readonly actions: Actions
  private readonly places: Whereabouts

  constructor(estate: Estate, actions: Actions, places: Whereabouts) {
    this.estate = estate
    this.actions = actions
    this.places = places
  }

  create(
    vm: Vm,
    options: { name: string; description: string; memory: boolean; quiesce: boolean },
  ): Snapshot {
    let number = 0
    for (const other of everySnapshot(vm.rootSnapshots)) number = Math.max(number, other.number)
    const { cpus, cores, memoryMB, annotation, disks, networks } = vm
    const snapshot: Snapshot = {
      type: 'VirtualMachineSnapshot',
      id: this.estate.nextId('snapshot-'),
      vm,
      number: number + 1,
      name: options.name,
      description: options.description,
      createdAt: this.estate.now,
      power: options.memory ? vm.power : 'poweredOff',
      quiesced: options.quiesce,
      captured: { cpus, cores, memoryMB, annotation, disks, networks },
      parent: vm.currentSnapshot,
      children: [],
    }
    ;(vm.currentSnapshot?.children ?? vm.rootSnapshots).push(this.estate.add(snapshot))
    vm.currentSnapshot = snapshot
    this.changed(vm)
    return snapshot
  }

  rename(snapshot: Snapshot, to: { name: string | undefined; description: string | undefined }): void {
    snapshot.name = to.name ?? snapshot.name
    snapshot.description = to.description ?? snapshot.description
    this.estate.changed(snapshot.vm, 'snapshot')
  }

  /** Without its children, they hang below its parent afterwards. */
  remove(snapshot: Snapshot, options: { children: boolean; consolidate: boolean }): void {
    const { vm, parent } = snapshot
    const siblings = parent?.children ?? vm.rootSnapshots
    const gone = options.children ? [...everySnapshot([snapshot])] : [snapshot]
    const kept = options.children ? [] : snapshot.children
    for (const child of kept) child.parent = parent
    siblings.splice(siblings.indexOf(snapshot), 1, ...kept)
    for (const one of gone) this.estate.objects.delete(one.id)
    if (vm.currentSnapshot !== undefined && gone.includes(vm.currentSnapshot)) vm.currentSnapshot = parent
    if (!options.consolidate) this.setConsolidation(vm, true)
    this.changed(vm)
  }

  removeAll(vm: Vm, options: { consolidate: boolean }): void {
    for (const snapshot of everySnapshot(vm.rootSnapshots)) this.estate.objects.delete(snapshot.id)
    vm.rootSnapshots = []
    vm.currentSnapshot = undefined
    if (!options.consolidate) this.setConsolidation(vm, true)
    this.changed(vm)
  }

  /** Brings back hardware and power as they were; `stayOff` leaves the VM off in any case. */
  revert(snapshot: Snapshot, actor: Actor, stayOff: boolean): void {
    const { vm, captured } = snapshot
    if (vm.power !== 'poweredOff') this.actions.powerOff(vm, actor)
    vm.currentSnapshot = snapshot
    if (captured !== undefined) {
      const { disks, networks, ...rest } = captured
      this.places.setDisks(vm, disks)
      this.places.setNetworks(vm, networks)
      Object.assign(vm, rest)
      vm.revision += 1
      this.estate.changed(vm, 'config', 'summary.config')
    }
    this.changed(vm)
    if (snapshot.power === 'poweredOn' && !stayOff) this.actions.powerOn(vm, actor)
  }

  setConsolidation(vm: Vm, needed: boolean): void {
    if (vm.consolidationNeeded === needed) return
    vm.consolidationNeeded = needed
    this.estate.changed(vm, 'runtime.consolidationNeeded', 'summary.runtime.consolidationNeeded')
  }

  private changed(vm: Vm): void {
    this.estate.changed(vm, ...snapshotPaths)
    this.estate.restructured('VirtualMachineSnapshot')
  }
}
