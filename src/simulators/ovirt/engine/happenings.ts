import { Random } from '../../world/random.ts'
import type { Host, StorageDomain, Vm } from '../estate/model.ts'
import { hostFor } from '../estate/place.ts'
import type { Engine } from './engine.ts'
import type { Reference } from './event-log.ts'
import { Operation } from './operation.ts'

const interval = 10_000

/** What goes on in an estate that nobody touches: about one thing in ten seconds, told by events like all else. */
export class Happenings {
  private readonly engine: Engine
  private readonly random: Random
  private readonly vms: Vm[]
  private readonly hosts: Host[]
  private readonly user: Reference = { id: undefined, name: 'operator@internal' }
  private host: Host | undefined

  constructor(engine: Engine) {
    this.engine = engine
    this.random = new Random(`${engine.instanceId}/happenings`)
    this.vms = [...engine.estate.vms.values()]
    this.hosts = [...engine.estate.hosts.values()]
  }

  begin(): void {
    this.engine.timeline.after(this.random.int(interval / 2, interval * 1.5), () => {
      if (!this.engine.quiet) this.happen()
      this.begin()
    })
  }

  private happen(): void {
    const { random } = this
    const dice = random.next()
    if (dice < 0.55) this.switchOne()
    else if (dice < 0.8) this.moveOne()
    else if (dice < 0.9) this.fill()
    else this.maintain()
  }

  /** A VM in one of these states that still exists; a few looks, then none. */
  private find(...wanted: Vm['status'][]): Vm | undefined {
    for (let n = 0; n < 20; n += 1) {
      const vm = this.random.pick(this.vms)
      if (!wanted.includes(vm.status) || this.engine.estate.vms.get(vm.id) !== vm) continue
      const locked = vm.disks.some((disk) => disk.status === 'locked')
      if (!vm.busy && !locked && vm.snapshots.every((one) => one.status === 'ok')) return vm
    }
    return undefined
  }

  /** Starts or stops a VM, at such a rate that about two thirds of them run, however long this goes on. */
  private switchOne(): void {
    const vm = this.find('down', 'up')
    if (vm === undefined) return
    const { life } = this.engine
    if (vm.status === 'down') life.start(vm, this.order())
    else if (vm.highlyAvailable || this.random.chance(0.5)) this.moveOne()
    else if (this.random.chance(0.7)) life.shutdown(vm, this.order())
    else life.stop(vm, this.order())
  }

  private moveOne(): void {
    const vm = this.find('up')
    const target = vm === undefined ? undefined : hostFor(vm.cluster, vm.host)
    if (vm !== undefined && target !== undefined) this.move(vm, target)
  }

  /** Orders of the operator. */
  private order(): Operation {
    return new Operation({ user: this.user })
  }

  private move(vm: Vm, target: Host): void {
    if (vm.affinity === 'migratable') this.engine.migrations.migrate(vm, target, new Operation({}))
  }

  /** Thin disks grow until the fullest domain has no room left; then somebody gives it more. */
  private fill(): void {
    let fullest: StorageDomain | undefined
    let least = Number.POSITIVE_INFINITY
    for (const domain of this.engine.estate.domains) {
      if (domain.type !== 'data' || domain.status !== 'active' || domain.capacity === undefined) continue
      const free = (domain.capacity - domain.used) / domain.capacity
      if (free < least) {
        least = free
        fullest = domain
      }
    }
    if (fullest?.capacity === undefined) return
    if (least < 0.012) {
      fullest.capacity = Math.round(fullest.capacity * 1.25)
      return
    }
    const growth = Math.round((fullest.capacity - fullest.used) * 0.06)
    for (const disk of this.engine.estate.disks.values()) {
      if (disk.domain !== fullest || disk.provisioned - disk.actual < growth || disk.owner?.kind !== 'vm')
        continue
      disk.actual += growth
      fullest.used += growth
      const free = Math.round((fullest.capacity - fullest.used) / 1024 ** 3)
      const text = `Low disk space. ${fullest.name} domain has ${free} GB of free space.`
      if (free / (fullest.capacity / 1024 ** 3) < 0.02)
        this.engine.say(201, `Critical, ${text}`, { domain: fullest })
      else this.engine.say(26, `Warning, ${text}`, { domain: fullest })
      return
    }
  }

  /** A host goes into maintenance, empties, stays a while and comes back; one at a time. */
  private maintain(): void {
    if (this.host !== undefined) return
    const host = this.random.pick(this.hosts)
    const others = host.cluster.hosts.filter((other) => other.status === 'up' && other !== host)
    if (host.status !== 'up' || others.length === 0) return
    this.host = host
    const { engine, user } = this
    host.status = 'preparing_for_maintenance'
    engine.say(600, `Host ${host.name} was switched to Maintenance mode by ${user.name}.`, { host, user })
    for (const vm of host.vms) {
      const target = hostFor(host.cluster, host)
      if (vm.status === 'up' && target !== undefined) this.move(vm, target)
    }
    this.emptied(host, 0)
  }

  private emptied(host: Host, tries: number): void {
    const { engine } = this
    engine.timeline.after(5_000, () => {
      const left = [...host.vms].filter((vm) => vm.status === 'up' || vm.status === 'migrating')
      if (left.length > 0 && tries < 6) {
        for (const vm of left) {
          const target = hostFor(host.cluster, host)
          if (vm.status === 'up' && target !== undefined) this.move(vm, target)
        }
        this.emptied(host, tries + 1)
        return
      }
      if (host.vms.size > 0) {
        // Something that cannot move stays: the host is used again.
        this.activate(host)
        return
      }
      host.status = 'maintenance'
      if (host.spm) this.passSpm(host)
      engine.say(15, `Host ${host.name} was switched to Maintenance Mode.`, { host })
      engine.timeline.after(this.random.int(60_000, 120_000), () => this.activate(host))
    })
  }

  private activate(host: Host): void {
    host.status = 'up'
    if (this.host === host) this.host = undefined
    this.engine.say(16, `Activation of host ${host.name} initiated by ${this.user.name}.`, {
      host,
      user: this.user,
    })
    this.engine.say(13, `Status of host ${host.name} was set to Up.`, { host })
  }

  private passSpm(host: Host): void {
    const next = this.hosts.find(
      (other) => other.status === 'up' && other.cluster.dataCenter === host.cluster.dataCenter,
    )
    if (next === undefined) return
    host.spm = false
    next.spm = true
  }
}
