import type { Disk, Snapshot, StorageDomain, Vm } from '../estate/model.ts'
import { type CopyBase, copyTime, tell } from './copy-base.ts'
import type { Operation } from './operation.ts'

/** As the engine calls the snapshot in which a running VM writes while its disk moves. */
const ownSnapshot = 'Auto-generated for Live Storage Migration'

/** Disks on their way from storage domain to storage domain, one by one. */
export class DiskMoves {
  private readonly base: CopyBase
  /** QUIRK(rhev up to 3.4): snapshots of a running VM cannot be merged, so that the one of a live move stays. */
  private readonly keepsSnapshot: boolean

  constructor(base: CopyBase, keepsSnapshot: boolean) {
    this.base = base
    this.keepsSnapshot = keepsSnapshot
  }

  /** ms; a running VM's disk is copied beside what it writes, and that is merged in the end. */
  duration = (disk: Disk, live: boolean): number => copyTime([disk], false) + (live ? 6_000 : 0)

  /** `live`: the VM that runs on the disk, and goes on running. */
  move(disk: Disk, target: StorageDomain, live: Vm | undefined, operation: Operation): void {
    const { work } = this.base
    const snapshot = live === undefined ? undefined : this.snapshotOf(live)
    // Both domains hold it until the end.
    hold(target, disk, 1)
    disk.status = 'locked'
    const { by } = operation
    this.say(2008, `User ${by} moving disk ${disk.name} to domain ${target.name}.`, target, operation)
    const release = (): void => {
      disk.status = 'ok'
      if (snapshot === undefined || live === undefined) return
      snapshot.status = 'ok'
      if (!this.keepsSnapshot) live.snapshots = live.snapshots.filter((one) => one !== snapshot)
    }
    work.beside(operation, {
      takes: this.duration(disk, live !== undefined),
      done: () => {
        release()
        hold(disk.domain, disk, -1)
        disk.domain = target
        this.say(
          2010,
          `User ${by} finished moving disk ${disk.name} to domain ${target.name}.`,
          target,
          operation,
        )
      },
      failed: (why) => {
        release()
        hold(target, disk, -1)
        const text = `User ${by} have failed to move disk ${disk.name} to domain ${target.name}: ${why}.`
        this.say(2011, text, target, operation)
      },
    })
  }

  private snapshotOf(vm: Vm): Snapshot {
    const snapshot: Snapshot = {
      id: this.base.random.uuid(),
      description: ownSnapshot,
      date: this.base.timeline.now,
      memory: false,
      parent: vm.snapshots.at(-1),
      status: 'locked',
      type: 'regular',
      kept: undefined,
      diskIds: undefined,
    }
    vm.snapshots.push(snapshot)
    return snapshot
  }

  /** Events of disks name the domain, not the VM. */
  private say(code: number, text: string, domain: StorageDomain, operation: Operation): void {
    tell(this.base, code, text, { domain }, operation)
  }
}

function hold(domain: StorageDomain, disk: Disk, sign: 1 | -1): void {
  domain.used += sign * disk.actual
  domain.committed += sign * disk.provisioned
}
