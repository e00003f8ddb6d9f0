import type { Random } from '../../world/random.ts'
import type { Snapshot, Vm } from '../estate/model.ts'
import type { DiskWork, Work } from './disk-work.ts'
import type { EventLog } from './event-log.ts'
import type { Operation } from './operation.ts'
import { applySettings, settingsOf } from './settings.ts'
import type { Timeline } from './timeline.ts'

export interface NewSnapshot {
  description: string
  memory: boolean
  diskIds: ReadonlySet<string> | undefined
}

/** Making, looking at, going back to and removing snapshots. Contents of disks are not kept. */
export class VmSnapshots {
  private readonly timeline: Timeline
  private readonly events: EventLog
  private readonly random: Random
  private readonly work: DiskWork

  constructor(timeline: Timeline, events: EventLog, random: Random, work: DiskWork) {
    this.timeline = timeline
    this.events = events
    this.random = random
    this.work = work
  }

  /** How long a snapshot of this VM takes, ms. */
  duration = (vm: Vm, memory: boolean): number => 3_000 + vm.disks.length * 1_000 + (memory ? 4_000 : 0)

  create(vm: Vm, given: NewSnapshot, operation: Operation): Snapshot {
    const snapshot: Snapshot = {
      ...given,
      id: this.random.uuid(),
      date: this.timeline.now,
      parent: vm.snapshots.at(-1),
      status: 'locked',
      type: 'regular',
      kept: undefined,
    }
    vm.snapshots.push(snapshot)
    const named = `Snapshot '${given.description}'`
    this.say(45, `${named} creation for VM '${vm.name}' was initiated by ${operation.by}.`, vm, operation)
    this.lock(vm, operation, {
      takes: this.duration(vm, given.memory),
      done: () => {
        snapshot.status = 'ok'
        this.say(68, `${named} creation for VM '${vm.name}' has been completed.`, vm, operation)
      },
      failed: (why) => {
        drop(vm, snapshot)
        this.say(69, `Failed to complete ${named} creation for VM '${vm.name}': ${why}.`, vm, operation)
      },
    })
    return snapshot
  }

  /** Lets a stopped VM be what the snapshot has, for a try. */
  preview(vm: Vm, snapshot: Snapshot, memory: boolean, operation: Operation): void {
    const named = `Snapshot-Preview ${snapshot.description} for VM ${vm.name}`
    this.say(46, `${named} was initiated by ${operation.by}.`, vm, operation)
    this.work.hold(vm, operation, {
      takes: 4_000,
      done: () => {
        vm.snapshots.push(this.before(vm))
        snapshot.status = 'in_preview'
        if (snapshot.kept !== undefined) applySettings(vm, snapshot.kept)
        vm.resumesMemory = memory && snapshot.memory
        this.say(71, `${named} has been completed.`, vm, operation)
      },
      failed: (why) => this.say(99, `Failed to complete ${named}: ${why}.`, vm, operation),
    })
  }

  /** Keeps what is looked at; younger snapshots are lost. */
  commit(vm: Vm, operation: Operation): void {
    this.say(
      94,
      `Committing a Snapshot-Preview for VM ${vm.name} was initialized by ${operation.by}.`,
      vm,
      operation,
    )
    this.work.hold(vm, operation, {
      takes: 4_000,
      done: () => {
        const kept = vm.snapshots.findIndex((one) => one.status === 'in_preview')
        vm.snapshots.splice(kept + 1)
        for (const one of vm.snapshots) one.status = 'ok'
        vm.resumesMemory = false
        this.say(95, `Committing a Snapshot-Preview for VM ${vm.name} has been completed.`, vm, operation)
      },
      failed: () => {},
    })
  }

  /** Goes back to what the VM was before the preview. */
  undo(vm: Vm, operation: Operation): void {
    this.say(
      650,
      `Undoing a Snapshot-Preview for VM ${vm.name} was initialized by ${operation.by}.`,
      vm,
      operation,
    )
    this.work.hold(vm, operation, {
      takes: 4_000,
      done: () => {
        const before = vm.snapshots.find((one) => one.type === 'preview')
        if (before?.kept !== undefined) applySettings(vm, before.kept)
        if (before !== undefined) drop(vm, before)
        for (const one of vm.snapshots) one.status = 'ok'
        vm.resumesMemory = false
        this.say(651, `Undoing a Snapshot-Preview for VM ${vm.name} has been completed.`, vm, operation)
      },
      failed: () => {},
    })
  }

  /** Preview and commit in one. */
  restore(vm: Vm, snapshot: Snapshot, memory: boolean, operation: Operation): void {
    this.say(47, `VM ${vm.name} restore from snapshot was initiated by ${operation.by}.`, vm, operation)
    this.work.hold(vm, operation, {
      takes: 6_000,
      done: () => {
        vm.snapshots.splice(vm.snapshots.indexOf(snapshot) + 1)
        if (snapshot.kept !== undefined) applySettings(vm, snapshot.kept)
        vm.resumesMemory = memory && snapshot.memory
        this.say(100, `VM ${vm.name} restoring from snapshot has been completed.`, vm, operation)
      },
      failed: (why) => this.say(101, `Failed to complete restoring of VM ${vm.name}: ${why}.`, vm, operation),
    })
  }

  remove(vm: Vm, snapshot: Snapshot, operation: Operation): void {
    const named = `Snapshot '${snapshot.description}'`
    this.say(342, `${named} deletion for VM '${vm.name}' was initiated by ${operation.by}.`, vm, operation)
    snapshot.status = 'locked'
    this.lock(vm, operation, {
      takes: this.duration(vm, false),
      done: () => {
        drop(vm, snapshot)
        this.say(356, `${named} deletion for VM '${vm.name}' has been completed.`, vm, operation)
      },
      failed: (why) => {
        snapshot.status = 'ok'
        this.say(357, `Failed to delete ${named} for VM '${vm.name}': ${why}.`, vm, operation)
      },
    })
  }

  /** A stopped VM is locked meanwhile, a running one runs on and has its disks locked. */
  private lock(vm: Vm, operation: Operation, work: Work): void {
    if (vm.status === 'down') {
      this.work.hold(vm, operation, work)
      return
    }
    for (const disk of vm.disks) if (disk.status === 'ok') disk.status = 'locked'
    const free = () => {
      for (const disk of vm.disks) if (disk.status === 'locked') disk.status = 'ok'
    }
    this.work.beside(operation, {
      takes: work.takes,
      done: () => {
        free()
        work.done()
      },
      failed: (why) => {
        free()
        work.failed(why)
      },
    })
  }

  /** The VM as it is, to come back to. */
  private before(vm: Vm): Snapshot {
    return {
      id: this.random.uuid(),
      description: 'Active VM before the preview',
      date: this.timeline.now,
      memory: false,
      parent: vm.snapshots.at(-1),
      status: 'ok',
      type: 'preview',
      kept: settingsOf(vm),
      diskIds: undefined,
    }
  }

  private say(code: number, text: string, vm: Vm, operation: Operation): void {
    this.events.add(this.timeline.now, code, text, { vm, host: vm.host, ...operation.caller })
  }
}

/** Takes a snapshot out of the chain. */
function drop(vm: Vm, snapshot: Snapshot): void {
  const at = vm.snapshots.indexOf(snapshot)
  if (at < 0) return
  vm.snapshots.splice(at, 1)
  for (const one of vm.snapshots) if (one.parent === snapshot) one.parent = snapshot.parent
}
