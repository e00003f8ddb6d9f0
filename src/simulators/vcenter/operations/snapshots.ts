import { ref, type Snapshot, type Vm } from '../model/entities.ts'
import { deepest, depthOf } from '../model/snapshots.ts'
import type { Task } from '../model/tasks.ts'
import { invalidName, notFound, VimFault } from '../vim/faults.ts'
import { type By, doNow, startTask } from './start.ts'

const longestName = 80

export interface NewSnapshot {
  name: string
  description: string
  memory: boolean
  quiesce: boolean
}

/** The result is the snapshot. Memory takes longer the more of it there is. */
export function createSnapshot(by: By, vm: Vm, options: NewSnapshot): Task {
  const memory = options.memory && vm.power === 'poweredOn'
  const badName = options.name.trim() === '' || options.name.length > longestName
  const quiesceFails = options.quiesce && vm.power === 'poweredOn' && !vm.guestUp
  const tooDeep = depthOf(vm.currentSnapshot) >= deepest
  return startTask(by, vm, 'createSnapshot', {
    ms: 5_000 + (memory ? Math.round(vm.memoryMB / 4) : 0),
    refuse: badName
      ? invalidName(options.name, ref(vm))
      : tooDeep
        ? new VimFault(
            'TooManySnapshotLevels',
            'The virtual machine has reached the maximum number of snapshot levels.',
          )
        : quiesceFails
          ? new VimFault(
              'FilesystemQuiesceFault',
              'An error occurred while quiescing the virtual machine: VMware Tools does not answer.',
            )
          : undefined,
    finish: () => ref(by.world.snapshots.create(vm, { ...options, memory })),
  })
}

/** For work on a snapshot that may have been removed since. */
function still(by: By, snapshot: Snapshot): Snapshot {
  if (by.world.estate.objects.get(snapshot.id) !== snapshot) throw notFound(ref(snapshot))
  return snapshot
}

export function revertToSnapshot(by: By, snapshot: Snapshot, stayOff: boolean): Task {
  return startTask(by, snapshot.vm, 'revertToSnapshot', {
    finish: (actor) => {
      by.world.snapshots.revert(still(by, snapshot), actor, stayOff)
      return undefined
    },
  })
}

export function revertToCurrentSnapshot(by: By, vm: Vm, stayOff: boolean): Task {
  return startTask(by, vm, 'revertToCurrentSnapshot', {
    finish: (actor) => {
      if (vm.currentSnapshot !== undefined) by.world.snapshots.revert(vm.currentSnapshot, actor, stayOff)
      return undefined
    },
  })
}

export function removeSnapshot(
  by: By,
  snapshot: Snapshot,
  options: { children: boolean; consolidate: boolean },
): Task {
  return startTask(by, snapshot.vm, 'removeSnapshot', {
    finish: () => {
      by.world.snapshots.remove(still(by, snapshot), options)
      return undefined
    },
  })
}

export function removeAllSnapshots(by: By, vm: Vm, options: { consolidate: boolean }): Task {
  return startTask(by, vm, 'removeAllSnapshots', {
    finish: () => {
      by.world.snapshots.removeAll(vm, options)
      return undefined
    },
  })
}

export function renameSnapshot(
  by: By,
  snapshot: Snapshot,
  to: { name: string | undefined; description: string | undefined },
): void {
  if (to.name !== undefined && (to.name.trim() === '' || to.name.length > longestName)) {
    throw invalidName(to.name, ref(snapshot.vm))
  }
  doNow(by, snapshot.vm, 'renameSnapshot', {
    finish: () => {
      by.world.snapshots.rename(snapshot, to)
      return undefined
    },
  })
}

export function consolidateDisks(by: By, vm: Vm): Task {
  return startTask(by, vm, 'consolidateDisks', {
    finish: () => {
      by.world.snapshots.setConsolidation(vm, false)
      return undefined
    },
  })
}
