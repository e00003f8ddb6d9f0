import type { Random } from '../../world/random.ts'
import type { Host, Vm, VmStatus } from '../estate/model.ts'
import { hostFor, place } from '../estate/place.ts'
import type { EventLog, Reference } from './event-log.ts'
import type { Timeline } from './timeline.ts'

/** Who asked for it, for the event. */
export interface Caller {
  user?: Reference | undefined
  correlationId?: string | undefined
}

const by = (caller: Caller) => caller.user?.name ?? 'admin@internal'

/**
 * What VMs go through. The state rules stand elsewhere: these methods do what was accepted. Each returns at once;
 * the rest happens as simulated time passes, and `done` is told at its end.
 */
export class VmLife {
  private readonly timeline: Timeline
  private readonly events: EventLog
  private readonly random: Random
  /** Changes with every new course of a VM, so that what an older course had planned comes to nothing. */
  private readonly course = new WeakMap<Vm, number>()

  constructor(timeline: Timeline, events: EventLog, random: Random) {
    this.timeline = timeline
    this.events = events
    this.random = random
  }

  /** Takes up the states in which VMs were grown. */
  resume(vms: Iterable<Vm>): void {
    for (const vm of vms) {
      if (vm.status === 'powering_up') this.boot(vm, this.begin(vm), {}, () => {})
      if (vm.status === 'image_locked') this.unlock(vm)
    }
  }

  start(vm: Vm, caller: Caller, done: () => void, wanted?: Host): void {
    const { now } = this.timeline
    if (vm.status === 'paused') {
      this.say(40, `VM ${vm.name} was resumed by ${by(caller)}.`, vm, caller)
      this.begin(vm)
      vm.statusDetail = 'none'
      vm.status = 'up'
      done()
      return
    }
    const host = wanted ?? hostFor(vm.cluster)
    place(vm, host)
    this.say(153, `VM ${vm.name} was started by ${by(caller)} (Host: ${host?.name ?? ''}).`, vm, caller)
    const course = this.begin(vm)
    vm.guestKnown = false
    vm.startedAt = now
    if (vm.status === 'suspended') {
      vm.status = 'restoring_state'
      this.later(vm, course, 6_000, () => this.running(vm, course, caller, done))
      return
    }
    vm.status = 'wait_for_launch'
    this.later(vm, course, 2_000, () => {
      vm.status = 'powering_up'
      this.boot(vm, course, caller, done)
    })
  }

  stop(vm: Vm, caller: Caller, done: () => void): void {
    if (vm.status === 'suspended') {
      this.say(
        111,
        `VM ${vm.name} was powered off by ${by(caller)}; its saved state is discarded.`,
        vm,
        caller,
      )
      this.begin(vm)
      this.off(vm)
      done()
      return
    }
    const course = this.begin(vm)
    vm.status = 'powering_down'
    this.later(vm, course, 1_000, () => {
      this.say(33, `VM ${vm.name} powered off by ${by(caller)} (Host: ${vm.host?.name ?? ''}).`, vm, caller)
      this.off(vm)
      done()
    })
  }

  shutdown(vm: Vm, caller: Caller, done: () => void): void {
    if (vm.status !== 'up') {
      const text = `VM ${vm.name} was powered off ungracefully by ${by(caller)} (Host: ${vm.host?.name ?? ''}).`
      this.say(76, text, vm, caller)
      this.stop(vm, caller, done)
      return
    }
    this.say(
      73,
      `VM shutdown initiated by ${by(caller)} on VM ${vm.name} (Host: ${vm.host?.name ?? ''}).`,
      vm,
      caller,
    )
    const course = this.begin(vm)
    vm.status = 'powering_down'
    this.later(vm, course, this.random.int(6_000, 14_000), () => {
      this.say(61, `VM ${vm.name} is down. Exit message: User shut down from within the guest`, vm, {})
      this.off(vm)
      done()
    })
  }

  suspend(vm: Vm, caller: Caller, done: () => void): void {
    this.say(
      501,
      `Suspending VM ${vm.name} was initiated by ${by(caller)} (Host: ${vm.host?.name ?? ''}).`,
      vm,
      caller,
    )
    const course = this.begin(vm)
    vm.status = 'saving_state'
    this.later(vm, course, 5_000, () => {
      this.say(503, `VM ${vm.name} was suspended by ${by(caller)}.`, vm, caller)
      this.off(vm)
      vm.status = 'suspended'
      done()
    })
  }

  reboot(vm: Vm, caller: Caller, done: () => void): void {
    this.say(157, `User ${by(caller)} initiated reboot of VM ${vm.name}.`, vm, caller)
    const course = this.begin(vm)
    vm.guestKnown = false
    vm.status = 'reboot_in_progress'
    this.later(vm, course, 3_000, () => {
      vm.status = 'powering_up'
      this.later(vm, course, 7_000, () => {
        vm.status = 'up'
        this.report(vm, course)
        done()
      })
    })
  }

  /** Moves a running VM to `target`. A paused one stays paused. */
  migrate(vm: Vm, target: Host, caller: Caller, done: () => void): void {
    const before: VmStatus = vm.status === 'paused' ? 'paused' : 'up'
    const source = vm.host
    const ends = `VM: ${vm.name}, Source: ${source?.name ?? ''}, Destination: ${target.name}`
    this.say(62, `Migration started (${ends}, User: ${by(caller)}).`, vm, caller)
    const known = vm.guestKnown
    const course = this.begin(vm)
    vm.status = 'migrating'
    this.later(vm, course, this.random.int(5_000, 9_000), () => {
      place(vm, target)
      vm.status = before
      if (!known) this.report(vm, course)
      this.say(
        63,
        `Migration completed (${ends}, Duration: 6 seconds, Total: 6 seconds, Actual downtime: 92ms)`,
        vm,
        caller,
      )
      done()
    })
  }

  /** Ends whatever a VM is going through and leaves it off, with nothing said. */
  off(vm: Vm): void {
    place(vm, undefined)
    vm.statusDetail = 'none'
    vm.guestKnown = false
    vm.stoppedAt = this.timeline.now
    vm.status = 'down'
  }

  /** Leaves a VM running on a host at once, with nothing said. */
  on(vm: Vm, host: Host | undefined): void {
    const course = this.begin(vm)
    place(vm, host)
    vm.startedAt = this.timeline.now
    vm.statusDetail = 'none'
    vm.status = 'up'
    this.report(vm, course)
  }

  /** From now on nothing that was planned for the VM happens. */
  begin(vm: Vm): number {
    const course = (this.course.get(vm) ?? 0) + 1
    this.course.set(vm, course)
    return course
  }

  forget(vm: Vm): void {
    this.begin(vm)
    place(vm, undefined)
  }

  private boot(vm: Vm, course: number, caller: Caller, done: () => void): void {
    this.later(vm, course, this.random.int(8_000, 16_000), () => this.running(vm, course, caller, done))
  }

  private running(vm: Vm, course: number, caller: Caller, done: () => void): void {
    vm.status = 'up'
    this.say(32, `VM ${vm.name} started on Host ${vm.host?.name ?? ''}`, vm, caller)
    this.report(vm, course)
    done()
  }

  /** The agent's first report comes a while after the VM is up, and no event tells of it. */
  private report(vm: Vm, course: number): void {
    if (!vm.agent) return
    this.later(vm, course, this.random.int(5_000, 15_000), () => {
      vm.guestKnown = true
    })
  }

  private unlock(vm: Vm): void {
    this.later(vm, this.begin(vm), this.random.int(60_000, 600_000), () => {
      for (const disk of vm.disks) disk.status = 'ok'
      vm.status = 'down'
      this.say(53, `VM ${vm.name} creation has been completed.`, vm, {})
    })
  }

  private later(vm: Vm, course: number, ms: number, run: () => void): void {
    this.timeline.after(ms, () => {
      if (this.course.get(vm) === course) run()
    })
  }

  private say(code: number, text: string, vm: Vm, caller: Caller): void {
    this.events.add(this.timeline.now, code, text, { vm, host: vm.host, ...caller })
  }
}
