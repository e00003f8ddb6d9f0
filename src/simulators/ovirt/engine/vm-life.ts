import type { Random } from '../../world/random.ts'
import { type GuestSetup, type Host, type Run, type Vm, zeroId } from '../estate/model.ts'
import { hostFor, place } from '../estate/place.ts'
import type { EventLog } from './event-log.ts'
import { setUpGuest } from './guest-setup.ts'
import { Courses, Operation } from './operation.ts'
import { applySettings } from './settings.ts'
import type { Timeline } from './timeline.ts'

/** Pause reasons and the events that tell them. */
const pauses: Record<string, [code: number, text: string]> = {
  none: [1025, 'has been paused.'],
  eio: [145, 'has been paused due to storage I/O problem.'],
  enospc: [138, 'has been paused due to no Storage space error.'],
  eperm: [146, 'has been paused due to storage permissions problem.'],
  eother: [139, 'has been paused due to unknown storage error.'],
}

/** What one start has of its own. */
export interface StartWith {
  host?: Host | undefined
  run?: Run | undefined
  setup?: GuestSetup | undefined
  /** Not even what is stored with the VM. */
  noSetup?: boolean
}

/**
 * What VMs go through between off and on. The state rules stand elsewhere: these methods do what was accepted. Each
 * returns at once; the rest happens as simulated time passes, and the operation ends at its end.
 */
export class VmLife {
  readonly courses: Courses
  private readonly timeline: Timeline
  private readonly events: EventLog
  private readonly random: Random

  constructor(timeline: Timeline, events: EventLog, random: Random) {
    this.courses = new Courses(timeline)
    this.timeline = timeline
    this.events = events
    this.random = random
  }

  /** Takes up the states in which VMs were grown. */
  resume(vms: Iterable<Vm>): void {
    for (const vm of vms) {
      if (vm.status === 'powering_up') this.boot(vm, this.begin(vm), new Operation({}))
      if (vm.status === 'image_locked') this.unlock(vm)
    }
  }

  start(vm: Vm, operation: Operation, given: StartWith = {}): void {
    const { by } = operation
    if (vm.status === 'paused') {
      this.say(40, `VM ${vm.name} was resumed by ${by}.`, vm, operation)
      this.up(vm, this.begin(vm))
      operation.end('finished')
      return
    }
    const host = given.host ?? vm.preferredHosts.find((one) => one.status === 'up') ?? hostFor(vm.cluster)
    place(vm, host)
    const course = this.begin(vm, operation)
    vm.guestKnown = false
    vm.startedAt = this.timeline.now
    if (vm.status === 'suspended' || vm.resumesMemory) {
      vm.resumesMemory = false
      this.say(153, `VM ${vm.name} was started by ${by} (Host: ${host?.name ?? ''}).`, vm, operation)
      vm.status = 'restoring_state'
      this.later(vm, course, 6_000, () => this.running(vm, course, operation))
      return
    }
    vm.run = given.run
    vm.toSetUp = given.setup ?? (vm.hasRun || given.noSetup === true ? undefined : vm.initialization)
    vm.loaded = given.run?.cd ?? vm.cd
    const [code, how] = given.run?.paused === true ? [179, ' in Paused mode'] : [153, '']
    this.say(code, `VM ${vm.name} was started by ${by}${how} (Host: ${host?.name ?? ''}).`, vm, operation)
    if (vm.stateless || given.run?.stateless === true) this.keepForLater(vm, operation)
    vm.status = 'wait_for_launch'
    this.later(vm, course, 2_000, () => {
      if (operation.doom !== undefined) {
        this.say(119, `VM ${vm.name} is down with error. Exit message: ${operation.doom}.`, vm, operation)
        this.say(54, `Failed to run VM ${vm.name} (User: ${by}).`, vm, operation)
        this.off(vm)
        operation.end('failed')
        return
      }
      vm.status = 'powering_up'
      this.boot(vm, course, operation, given.run?.paused)
    })
  }

  stop(vm: Vm, operation: Operation): void {
    const { by } = operation
    if (vm.status === 'suspended') {
      const text = `VM ${vm.name} was powered off by ${by}; its saved state is discarded.`
      this.say(111, text, vm, operation)
      this.begin(vm)
      this.off(vm)
      operation.end('finished')
      return
    }
    const before = vm.status
    const course = this.begin(vm, operation)
    vm.status = 'powering_down'
    this.later(vm, course, 1_000, () => {
      if (operation.doom !== undefined) {
        this.say(56, `Failed to power off VM ${vm.name} (${operation.doom}, User: ${by}).`, vm, operation)
        vm.status = before === 'paused' || before === 'not_responding' ? before : 'up'
        operation.end('failed')
        return
      }
      this.say(
        33,
        `VM ${vm.name} powered off by ${by} (Host: ${vm.host?.name ?? ''}).${operation.why}`,
        vm,
        operation,
      )
      this.off(vm)
      operation.end('finished')
    })
  }

  /** QUIRK(all versions): a VM that is not up is powered off instead, without a word in the reply (fact sheet §5.1). */
  shutdown(vm: Vm, operation: Operation): void {
    const where = `(Host: ${vm.host?.name ?? ''}).${operation.why}`
    if (vm.status !== 'up') {
      this.say(76, `VM ${vm.name} was powered off ungracefully by ${operation.by} ${where}`, vm, operation)
      this.stop(vm, operation)
      return
    }
    this.say(73, `VM shutdown initiated by ${operation.by} on VM ${vm.name} ${where}`, vm, operation)
    const course = this.begin(vm, operation)
    vm.status = 'powering_down'
    this.later(vm, course, this.random.int(6_000, 14_000), () => {
      if (operation.doom !== undefined || vm.frozen) {
        this.say(147, `Shutdown of VM ${vm.name} failed.`, vm, operation)
        vm.status = 'up'
        operation.end('failed')
        return
      }
      this.say(61, `VM ${vm.name} is down. Exit message: User shut down from within the guest`, vm)
      this.off(vm)
      operation.end('finished')
    })
  }

  suspend(vm: Vm, operation: Operation): void {
    const { by } = operation
    const where = `(Host: ${vm.host?.name ?? ''})`
    this.say(501, `Suspending VM ${vm.name} was initiated by ${by} ${where}.`, vm, operation)
    const course = this.begin(vm, operation)
    vm.status = 'saving_state'
    this.later(vm, course, 5_000, () => {
      if (operation.doom !== undefined) {
        this.say(521, `Failed to complete suspending of VM ${vm.name}: ${operation.doom}.`, vm, operation)
        vm.status = 'up'
        operation.end('failed')
        return
      }
      this.say(503, `VM ${vm.name} was suspended by ${by}.`, vm, operation)
      this.leaveHost(vm)
      vm.status = 'suspended'
      operation.end('finished')
    })
  }

  /** QUIRK(all versions): settings that wait for the next start make it a cold reboot: off, then on (fact sheet §8). */
  reboot(vm: Vm, operation: Operation): void {
    this.say(157, `User ${operation.by} initiated reboot of VM ${vm.name}.${operation.why}`, vm, operation)
    if (operation.doom !== undefined) {
      this.say(158, `Failed to reboot VM ${vm.name} (User: ${operation.by}).`, vm, operation)
      operation.end('failed')
      return
    }
    if (vm.nextRun === undefined) {
      this.comeBack(vm, operation, 3_000)
      return
    }
    const { host } = vm
    const course = this.begin(vm, operation)
    vm.status = 'reboot_in_progress'
    vm.guestKnown = false
    this.later(vm, course, 3_000, () => {
      this.say(9611, `VM ${vm.name} is down as a part of cold reboot process`, vm, operation)
      this.off(vm)
      this.later(vm, course, 1_000, () => this.start(vm, operation, { host }))
    })
  }

  /** The reset button. */
  reset(vm: Vm, operation: Operation): void {
    this.say(221, `User ${operation.by} initiated reset of VM ${vm.name}.`, vm, operation)
    this.comeBack(vm, operation, 1_000)
  }

  private comeBack(vm: Vm, operation: Operation, after: number): void {
    const course = this.begin(vm, operation)
    vm.guestKnown = false
    vm.frozen = false
    if (vm.run?.volatile === true) vm.run = undefined
    vm.status = 'reboot_in_progress'
    this.later(vm, course, after, () => {
      vm.status = 'powering_up'
      this.later(vm, course, 7_000, () => {
        this.up(vm, course)
        operation.end('finished')
      })
    })
  }

  /** The host stops it, for trouble with its storage or at somebody's wish. */
  pause(vm: Vm, detail: string): void {
    const [code, text] = pauses[detail] ?? [1025, 'has been paused.']
    this.begin(vm)
    vm.status = 'paused'
    vm.statusDetail = detail
    this.say(code, `VM ${vm.name} ${text}`, vm)
  }

  recover(vm: Vm): void {
    this.up(vm, this.begin(vm))
    this.say(196, `VM ${vm.name} has recovered from paused back to up.`, vm)
  }

  /** Ends whatever a VM is going through and leaves it off, with nothing said. What waited for this is done. */
  off(vm: Vm): void {
    this.leaveHost(vm)
    vm.stoppedAt = this.timeline.now
    vm.status = 'down'
    vm.run = undefined
    vm.loaded = undefined
    if (vm.nextRun !== undefined) applySettings(vm, vm.nextRun)
    vm.nextRun = undefined
    const saved = vm.snapshots.findIndex((snapshot) => snapshot.type === 'stateless')
    if (saved >= 0) vm.snapshots.splice(saved, 1)
  }

  /** Leaves a VM running on a host at once, with nothing said. */
  on(vm: Vm, host: Host | undefined): void {
    const course = this.begin(vm)
    place(vm, host)
    vm.startedAt = this.timeline.now
    vm.loaded = vm.cd
    this.up(vm, course)
  }

  /** From now on nothing that was planned for the VM happens. */
  begin(vm: Vm, operation?: Operation): number {
    return this.courses.begin(vm, operation)
  }

  forget(vm: Vm): void {
    this.begin(vm)
    place(vm, undefined)
  }

  /** The agent's first report comes a while after the VM is up, and no event tells of it. */
  report(vm: Vm, course: number): void {
    if (!vm.agent) return
    this.later(vm, course, this.random.int(5_000, 15_000), () => {
      vm.guestKnown = true
    })
  }

  private leaveHost(vm: Vm): void {
    place(vm, undefined)
    vm.statusDetail = 'none'
    vm.guestKnown = false
    vm.frozen = false
  }

  private boot(vm: Vm, course: number, operation: Operation, paused = false): void {
    this.later(vm, course, this.random.int(8_000, 16_000), () => this.running(vm, course, operation, paused))
  }

  private running(vm: Vm, course: number, operation: Operation, paused = false): void {
    if (paused) vm.status = 'paused'
    else this.up(vm, course)
    this.say(32, `VM ${vm.name} started on Host ${vm.host?.name ?? ''}`, vm, operation)
    operation.end('finished')
  }

  private up(vm: Vm, course: number): void {
    vm.status = 'up'
    vm.statusDetail = 'none'
    vm.hasRun = true
    setUpGuest(vm)
    this.report(vm, course)
  }

  /** A stateless run goes back to what the VM was before it. */
  private keepForLater(vm: Vm, operation: Operation): void {
    vm.snapshots.push({
      id: `${zeroId.slice(0, 8)}${vm.id.slice(8)}`,
      description: 'stateless snapshot',
      date: this.timeline.now,
      memory: false,
      parent: vm.snapshots.at(-1),
      status: 'ok',
      type: 'stateless',
      kept: undefined,
      diskIds: undefined,
    })
    this.say(538, `VM ${vm.name} was started as a stateless VM by ${operation.by}.`, vm, operation)
  }

  private unlock(vm: Vm): void {
    this.later(vm, this.begin(vm), this.random.int(60_000, 600_000), () => {
      for (const disk of vm.disks) disk.status = 'ok'
      vm.status = 'down'
      this.say(53, `VM ${vm.name} creation has been completed.`, vm)
    })
  }

  private later(vm: Vm, course: number, ms: number, run: () => void): void {
    this.courses.later(vm, course, ms, run)
  }

  private say(code: number, text: string, vm: Vm, operation?: Operation): void {
    this.events.add(this.timeline.now, code, text, { vm, host: vm.host, ...operation?.caller })
  }
}
