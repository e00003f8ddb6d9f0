import type { Random } from '../../world/random.ts'
import type { Actions } from './actions.ts'
import type { Datastore, Entity, EntityStatus, Host, Vm } from './entities.ts'
import { ref, takesVms } from './entities.ts'
import type { Alarm, Estate } from './estate.ts'
import type { EventStore } from './events.ts'

/** How often what is measured is measured anew. */
const sampleTime = 20_000

/** What other people and the weather do while simulated time goes by. */
export class Happenings {
  private readonly estate: Estate
  private readonly actions: Actions
  private readonly events: EventStore
  private readonly random: Random
  private serviced: Host | undefined
  /** Nothing happens by itself. */
  quiet = false

  constructor(parts: { estate: Estate; actions: Actions; events: EventStore; random: Random }) {
    this.estate = parts.estate
    this.actions = parts.actions
    this.events = parts.events
    this.random = parts.random
  }

  /** About one happening per `every` ms from now on. */
  start(every: number): void {
    const next = () => {
      this.estate.timers.after(Math.round(every * (0.6 + 0.8 * this.random.next())), () => {
        if (!this.quiet) this.happen()
        next()
      })
    }
    next()
    const sample = () => {
      this.estate.timers.after(sampleTime, () => {
        this.estate.allChanged('HostSystem', 'summary.quickStats')
        this.estate.allChanged('VirtualMachine', 'summary.quickStats')
        sample()
      })
    }
    sample()
  }

  private happen(): void {
    const dice = this.random.next()
    if (dice < 0.3) this.startVm()
    else if (dice < 0.55) this.stopVm()
    else if (dice < 0.72) this.migrateVm()
    else if (dice < 0.8) this.serviceHost()
    else if (dice < 0.9) this.fillDatastore()
    else this.toggleAlarm()
  }

  private pickVm(fits: (vm: Vm) => boolean): Vm | undefined {
    const fitting = [...this.estate.vms.values()].filter(
      (vm) =>
        !vm.template &&
        vm.connection === 'connected' &&
        vm.busy === undefined &&
        vm.readers.length === 0 &&
        fits(vm),
    )
    return fitting.length === 0 ? undefined : this.random.pick(fitting)
  }

  private actor(): { user: string } {
    return { user: this.random.pick(['GANTRY\\operator', 'GANTRY\\nightly', 'VSPHERE.LOCAL\\Administrator']) }
  }

  private startVm(): void {
    const vm = this.pickVm((candidate) => candidate.power !== 'poweredOn' && takesVms(candidate.host))
    if (vm !== undefined) this.actions.powerOn(vm, this.actor())
  }

  private stopVm(): void {
    const vm = this.pickVm((candidate) => candidate.power === 'poweredOn' && candidate.question === undefined)
    if (vm !== undefined) this.actions.powerOff(vm, this.actor(), vm.guestUp)
  }

  private migrateVm(): void {
    const vm = this.pickVm(
      (candidate) => candidate.power === 'poweredOn' && candidate.host.compute.hosts.length > 1,
    )
    const targets = vm?.host.compute.hosts.filter((host) => host !== vm.host && takesVms(host)) ?? []
    if (vm !== undefined && targets.length > 0) this.actions.move(vm, this.random.pick(targets))
  }

  /** One host at a time goes into maintenance, and comes back a minute or two later. */
  private serviceHost(): void {
    if (this.serviced !== undefined) return
    const clusters = this.estate.computes.filter((compute) => compute.hosts.length > 1)
    const host = this.random.pick(this.random.pick(clusters).hosts)
    if (!takesVms(host)) return
    const actor = this.actor()
    this.serviced = host
    this.actions.enterMaintenance(host, actor)
    this.estate.timers.after(this.random.int(60_000, 150_000), () => {
      this.serviced = undefined
      if (host.maintenance) this.actions.exitMaintenance(host, actor)
    })
  }

  private fillDatastore(): void {
    const usable = this.estate.datastores.filter((datastore) => datastore.accessible)
    const datastore = this.random.pick(usable)
    const low = datastore.capacity * 0.05
    // Somebody cleans up when hardly anything is left.
    datastore.free =
      datastore.free < low * 1.5
        ? Math.round(datastore.capacity * 0.4)
        : Math.max(low, Math.round(datastore.free - datastore.capacity * 0.08))
    this.estate.changed(datastore, 'summary.freeSpace')
    this.checkSpace(datastore)
  }

  private checkSpace(datastore: Datastore): void {
    const used = 1 - datastore.free / datastore.capacity
    const status = used > 0.85 ? 'red' : used > 0.75 ? 'yellow' : 'green'
    this.setAlarm(this.estate.alarm('Datastore usage on disk'), datastore, status)
    if (status !== 'red') return
    const fields = { eventTypeId: 'vc.datastore.space.low', severity: 'warning', objectName: datastore.name }
    this.events.emit('EventEx', { ds: datastore }, { fields })
  }

  private toggleAlarm(): void {
    const alarm = this.estate.alarm(
      this.random.pick(['Virtual machine CPU usage', 'Virtual machine memory usage']),
    )
    const vm = this.pickVm((candidate) => candidate.power === 'poweredOn')
    if (vm === undefined) return
    this.setAlarm(alarm, vm, this.random.pick(['yellow', 'red']))
    this.estate.timers.after(this.random.int(40_000, 120_000), () => {
      if (this.estate.vms.has(vm.id)) this.setAlarm(alarm, vm, 'green')
    })
  }

  private setAlarm(alarm: Alarm, entity: Datastore | Vm, to: EntityStatus): void {
    const from = this.estate.setAlarm(alarm, entity, to)
    if (from === to) return
    const argument = (about: Entity) => ({
      _typeName: 'ManagedEntityEventArgument',
      name: about.name,
      entity: ref(about),
    })
    const place = entity.type === 'Datastore' ? { ds: entity } : { vm: entity }
    const fields = {
      alarm: { _typeName: 'AlarmEventArgument', name: alarm.name, alarm: ref(alarm) },
      source: argument(this.estate.root),
      entity: argument(entity),
      from,
      to,
    }
    this.events.emit('AlarmStatusChangedEvent', place, { fields })
  }
}
