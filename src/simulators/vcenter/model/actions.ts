import { Random } from '../../world/random.ts'
import { fraction } from './detail.ts'
import { eventArgument, type Host, type Pool, takesVms, type Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { EventStore } from './events.ts'
import { systemUser } from './events.ts'
import { makeVm } from './grow-vms.ts'
import { type GuestLife, guestPaths } from './guest-life.ts'
import { guestSystems } from './guests.ts'
import { writtenBytes } from './hardware.ts'
import { everySnapshot } from './snapshots.ts'
import type { Whereabouts } from './whereabouts.ts'

/** Who does it, and the chain that ties its events together. */
export interface Actor {
  user: string
  chain?: number
}

const nobody: Actor = { user: systemUser }

/** Changes to the estate; each is effective at once, tells the observers, and leaves its events. */
export class Actions {
  private readonly estate: Estate
  private readonly events: EventStore
  private readonly places: Whereabouts
  private readonly guests: GuestLife
  private born = 0

  constructor(estate: Estate, parts: { events: EventStore; places: Whereabouts; guests: GuestLife }) {
    this.estate = estate
    this.events = parts.events
    this.places = parts.places
    this.guests = parts.guests
  }

  powerOn(vm: Vm, actor = nobody): void {
    const chain = actor.chain ?? this.events.chain()
    const resumed = vm.power === 'suspended'
    this.events.emit(resumed ? 'VmResumingEvent' : 'VmStartingEvent', { vm }, { ...actor, chain })
    vm.power = 'poweredOn'
    vm.cleanOff = false
    vm.suspendedAt = undefined
    if (!resumed || vm.bootedAt === undefined) {
      vm.bootedAt = this.estate.now
      vm.bootMemoryMB = vm.memoryMB
    }
    vm.guestUp = false
    this.powerChanged(vm)
    const type = vm.host.compute.drs ? 'DrsVmPoweredOnEvent' : 'VmPoweredOnEvent'
    this.events.emit(type, { vm }, { ...actor, chain })
    this.guests.boot(vm)
  }

  powerOff(vm: Vm, actor = nobody, clean = false): void {
    const chain = actor.chain ?? this.events.chain()
    if (clean) this.events.emit('VmGuestShutdownEvent', { vm }, { ...actor, chain })
    else this.events.emit('VmStoppingEvent', { vm }, { ...actor, chain })
    vm.power = 'poweredOff'
    vm.cleanOff = clean
    vm.bootedAt = undefined
    vm.suspendedAt = undefined
    vm.guestUp = false
    // Nobody will answer any more.
    vm.question?.answered?.(-1)
    vm.question = undefined
    this.powerChanged(vm)
    this.events.emit('VmPoweredOffEvent', { vm }, { ...actor, chain })
  }

  suspend(vm: Vm, actor = nobody): void {
    const chain = actor.chain ?? this.events.chain()
    this.events.emit('VmSuspendingEvent', { vm }, { ...actor, chain })
    vm.power = 'suspended'
    vm.suspendedAt = this.estate.now
    vm.guestUp = false
    this.powerChanged(vm)
    this.events.emit('VmSuspendedEvent', { vm }, { ...actor, chain })
  }

  /** The guest goes to sleep, which suspends the VM. */
  standby(vm: Vm, actor = nobody): void {
    this.events.emit('VmGuestStandbyEvent', { vm }, actor)
    this.suspend(vm, actor)
  }

  /** A reset by the hypervisor, or a reboot by the guest. */
  restart(vm: Vm, actor = nobody, byGuest = false): void {
    this.events.emit(byGuest ? 'VmGuestRebootEvent' : 'VmResettingEvent', { vm }, actor)
    vm.bootedAt = this.estate.now
    vm.guestUp = false
    this.powerChanged(vm)
    this.guests.boot(vm)
  }

  setConnection(vm: Vm, connection: Vm['connection']): void {
    vm.connection = connection
    const paths = ['config', 'guest', 'runtime.connectionState', 'summary', 'disabledMethod']
    this.estate.changed(vm, ...paths)
  }

  private powerChanged(vm: Vm): void {
    this.estate.changed(
      vm,
      ...['powerState', 'bootTime', 'suspendTime', 'question', 'cleanPowerOff'].flatMap((name) => [
        `runtime.${name}`,
        `summary.runtime.${name}`,
      ]),
      ...guestPaths,
      'summary.storage',
      'disabledMethod',
    )
  }

  rename(vm: Vm, name: string, actor = nobody): void {
    const oldName = vm.name
    vm.name = name
    // The simulated guest is called like its VM.
    const guest = ['guest.hostName', 'summary.guest.hostName']
    this.estate.changed(vm, 'name', 'config.name', 'summary.config.name', ...guest)
    this.events.emit('VmRenamedEvent', { vm }, { ...actor, fields: { oldName, newName: name } })
  }

  move(vm: Vm, host: Host, actor = nobody): void {
    const from = vm.host
    if (from === host) return
    const sourceHost = eventArgument('Host', from)
    this.places.place(vm, { host })
    const drs = actor.user === systemUser && host.compute.drs && from.compute === host.compute
    this.events.emit(
      drs ? 'DrsVmMigratedEvent' : 'VmMigratedEvent',
      { vm },
      { ...actor, fields: { sourceHost } },
    )
  }

  /** A new powered-off VM in the first cluster. */
  create(name: string, actor = nobody): Vm {
    const seed = this.newSeed()
    const random = new Random(`${name}/${this.born}`)
    const compute = this.estate.computes[0]
    const host = compute?.hosts.find(takesVms)
    if (host === undefined) throw new Error('no host takes a new VM')
    const vm = makeVm(this.estate, {
      name,
      os: random.pick(guestSystems),
      service: { service: 'new', stage: 'test', windows: false },
      random,
      host,
      folder: host.compute.datacenter.vmFolder,
      seed,
      slot: undefined,
      template: false,
    })
    this.appear(vm)
    this.events.emit('VmCreatedEvent', { vm }, actor)
    return vm
  }

  /** For a VM that did not exist when the simulation began: no other has it. */
  newSeed(): number {
    this.born += 1
    return 0x7fff0000 | (0xffff - this.born)
  }

  /** Tells the observers of a VM that has just been made. */
  appear(vm: Vm): void {
    this.relationsChanged(vm)
    this.estate.restructured('VirtualMachine', { came: vm })
  }

  /** Takes a VM out of the inventory, with or without its files. */
  remove(vm: Vm, actor = nobody, options = { keepFiles: false }): void {
    this.estate.dropAlarms(vm)
    // Nobody will answer any more.
    vm.question?.answered?.(-1)
    if (!options.keepFiles) {
      for (const disk of vm.disks) disk.datastore.free += writtenBytes(disk)
    }
    if (vm.parent?.type === 'Folder') vm.parent.children.delete(vm)
    vm.pool?.vms.delete(vm)
    vm.host.vms.delete(vm)
    for (const { datastore } of vm.disks) datastore.vms.delete(vm)
    for (const network of vm.networks) network.vms.delete(vm)
    for (const snapshot of everySnapshot(vm.rootSnapshots)) this.estate.objects.delete(snapshot.id)
    this.estate.vms.delete(vm.id)
    this.estate.objects.delete(vm.id)
    this.relationsChanged(vm)
    this.estate.restructured('VirtualMachine', { gone: vm })
    this.events.emit('VmRemovedEvent', { vm }, actor)
  }

  markAsTemplate(vm: Vm): void {
    vm.pool?.vms.delete(vm)
    if (vm.pool !== undefined) this.estate.changed(vm.pool, 'vm')
    vm.pool = undefined
    vm.template = true
    this.estate.changed(vm, 'config.template', 'summary.config.template', 'resourcePool', 'disabledMethod')
    this.estate.restructured('VirtualMachine', { moved: vm })
  }

  markAsVm(vm: Vm, pool: Pool, host: Host): void {
    vm.template = false
    vm.pool = pool
    pool.vms.add(vm)
    this.estate.changed(pool, 'vm')
    this.estate.changed(vm, 'config.template', 'summary.config.template', 'resourcePool', 'disabledMethod')
    this.places.place(vm, { host })
    this.estate.restructured('VirtualMachine', { moved: vm })
  }

  private relationsChanged(vm: Vm): void {
    this.estate.changed(vm.host, 'vm')
    if (vm.pool !== undefined) this.estate.changed(vm.pool, 'vm')
    if (vm.parent !== undefined) this.estate.changed(vm.parent, 'childEntity')
    for (const { datastore } of vm.disks) this.estate.changed(datastore, 'vm', 'summary')
    for (const network of vm.networks) this.estate.changed(network, 'vm')
  }

  enterMaintenance(host: Host, actor = nobody): void {
    this.events.emit('EnteringMaintenanceModeEvent', { host }, actor)
    const others = host.compute.hosts.filter((other) => other !== host && takesVms(other))
    for (const vm of [...host.vms]) {
      const target = others[Math.floor(fraction(vm.seed, 70) * others.length)]
      if (target !== undefined) this.move(vm, target)
    }
    host.maintenance = true
    this.hostChanged(host)
    this.events.emit('EnteredMaintenanceModeEvent', { host }, actor)
  }

  exitMaintenance(host: Host, actor = nobody): void {
    host.maintenance = false
    this.hostChanged(host)
    this.events.emit('ExitMaintenanceModeEvent', { host }, actor)
  }

  private hostChanged(host: Host): void {
    this.estate.changed(host, 'runtime.inMaintenanceMode', 'summary.runtime.inMaintenanceMode')
    this.estate.changed(host.compute, 'summary')
  }
}
