import type { Random } from '../../world/random.ts'
import type { Host, Vm, VmStatus } from '../estate/model.ts'
import { place } from '../estate/place.ts'
import type { EventLog } from './event-log.ts'
import type { Operation } from './operation.ts'
import type { Timeline } from './timeline.ts'
import type { VmLife } from './vm-life.ts'

const gib = 1024 ** 3

/** VMs on their way from host to host. */
export class VmMigrations {
  private readonly timeline: Timeline
  private readonly events: EventLog
  private readonly random: Random
  private readonly life: VmLife

  constructor(timeline: Timeline, events: EventLog, random: Random, life: VmLife) {
    this.timeline = timeline
    this.events = events
    this.random = random
    this.life = life
  }

  /** How long the VM's memory takes to move, ms. */
  duration(vm: Vm): number {
    return this.random.int(5_000, 9_000) + Math.min(20_000, Math.max(0, vm.memory / gib - 16) * 400)
  }

  /** Moves a running VM to `target`, which may be of another cluster. A paused one stays paused. */
  migrate(vm: Vm, target: Host, operation: Operation, takes = this.duration(vm)): void {
    const before: VmStatus = vm.status === 'paused' ? 'paused' : 'up'
    const source = vm.host
    const ends = `VM: ${vm.name}, Source: ${source?.name ?? ''}, Destination: ${target.name}`
    this.say(62, `Migration started (${ends}, User: ${operation.by}).`, vm, operation)
    const known = vm.guestKnown
    const { courses } = this.life
    const course = courses.begin(vm, operation)
    const startedAt = this.timeline.now
    vm.status = 'migrating'
    vm.migration = { target, startedAt, takes }
    courses.later(vm, course, operation.doom === undefined ? takes : Math.round(takes * 0.7), () => {
      vm.migration = undefined
      vm.status = before
      if (operation.doom !== undefined) {
        this.say(65, `Migration failed due to ${operation.doom} (${ends}).`, vm, operation)
        operation.end('failed')
        return
      }
      place(vm, target)
      vm.cluster = target.cluster
      if (!known) this.life.report(vm, course)
      const seconds = Math.round(takes / 1000)
      const told = `Duration: ${seconds} seconds, Total: ${seconds} seconds, Actual downtime: 92ms`
      this.say(63, `Migration completed (${ends}, ${told})`, vm, operation)
      operation.end('finished')
    })
  }

  /** Leaves the VM where it was; the migration's own job is aborted. */
  cancel(vm: Vm, operation: Operation): void {
    if (operation.doom !== undefined) {
      operation.end('failed')
      return
    }
    const course = this.life.courses.begin(vm, undefined, 'aborted')
    vm.status = 'up'
    if (!vm.guestKnown) this.life.report(vm, course)
    this.say(161, `Migration cancelled (VM: ${vm.name}, User: ${operation.by}).`, vm, operation)
    operation.end('finished')
  }

  private say(code: number, text: string, vm: Vm, operation: Operation): void {
    this.events.add(this.timeline.now, code, text, { vm, host: vm.host, ...operation.caller })
  }
}
