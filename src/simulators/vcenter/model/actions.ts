import { Random } from '../../world/random.ts'
import { fraction } from './detail.ts'
import { type Host, ref, type Snapshot, takesVms, type Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { EventStore } from './events.ts'
import { systemUser } from './events.ts'
import { makeVm } from './grow-vms.ts'
import { guestSystems } from './guests.ts'

/** Simulated ms from power-on until tools answer and addresses are known. */
const bootTime = 30_000

/** What changes when a guest starts or stops answering. */
const guestPaths = [
  ...[
    'guestId',
    'guestFullName',
    'toolsStatus',
    'toolsRunningStatus',
    'ipAddress',
    'guestFamily',
    'toolsInstallType',
    'net',
    'disk',
    'guestState',
    'guestOperationsReady',
  ].flatMap((name) => [`guest.${name}`, `summary.guest.${name}`]),
  'summary.quickStats',
  'guestHeartbeatStatus',
]

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
  private born = 0

  constructor(estate: Estate, events: EventStore) {
    this.estate = estate
    this.events = events
  }

  powerOn(vm: Vm, actor = nobody): void {
    const chain = actor.chain ?? this.events.chain()
    const resumed = vm.power === 'suspended'
    this.events.emit('VmStartingEvent', { vm }, { ...actor, chain })
    vm.power = 'poweredOn'
    vm.cleanOff = false
    vm.suspendedAt = undefined
    if (!resumed || vm.bootedAt === undefined) vm.bootedAt = this.estate.now
    vm.guestUp = false
    this.powerChanged(vm)
    const type = vm.host.compute.drs ? 'DrsVmPoweredOnEvent' : 'VmPoweredOnEvent'
    this.events.emit(type, { vm }, { ...actor, chain })
    this.bootGuest(vm)
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

  /** A reset by the hypervisor, or a reboot by the guest. */
  restart(vm: Vm, actor = nobody, byGuest = false): void {
    this.events.emit(byGuest ? 'VmGuestRebootEvent' : 'VmResettingEvent', { vm }, actor)
    vm.bootedAt = this.estate.now
    vm.guestUp = false
    this.powerChanged(vm)
    this.bootGuest(vm)
  }

  private bootGuest(vm: Vm): void {
    const bootedAt = vm.bootedAt
    this.estate.timers.after(bootTime, () => {
      if (vm.power !== 'poweredOn' || vm.bootedAt !== bootedAt || vm.tools === 'none') return
      vm.guestUp = true
      this.estate.changed(vm, ...guestPaths, 'disabledMethod')
    })
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
    this.estate.changed(vm, 'name', 'config.name', 'summary.config.name')
    this.events.emit('VmRenamedEvent', { vm }, { ...actor, fields: { oldName, newName: name } })
  }

  move(vm: Vm, host: Host, actor = nobody): void {
    const from = vm.host
    if (from === host) return
    const sourceHost = { _typeName: 'HostEventArgument', name: from.name, host: ref(from) }
    from.vms.delete(vm)
    host.vms.add(vm)
    vm.host = host
    const paths = ['runtime.host', 'summary.runtime.host']
    if (from.compute !== host.compute && vm.pool !== undefined) {
      vm.pool.vms.delete(vm)
      vm.pool = host.compute.pool
      vm.pool.vms.add(vm)
      paths.push('resourcePool')
    }
    this.estate.changed(vm, ...paths)
    this.estate.changed(from, 'vm', 'summary.quickStats')
    this.estate.changed(host, 'vm', 'summary.quickStats')
    this.estate.restructured()
    const drs = actor.user === systemUser && host.compute.drs && from.compute === host.compute
    this.events.emit(
      drs ? 'DrsVmMigratedEvent' : 'VmMigratedEvent',
      { vm },
      { ...actor, fields: { sourceHost } },
    )
  }

  /** A new powered-off VM in the first cluster. */
  create(name: string, actor = nobody): Vm {
    this.born += 1
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
      seed: 0x7fff0000 | (0xffff - this.born),
      slot: undefined,
      template: false,
    })
    this.relationsChanged(vm)
    this.estate.restructured()
    this.events.emit('VmCreatedEvent', { vm }, actor)
    return vm
  }

  remove(vm: Vm, actor = nobody): void {
    this.estate.dropAlarms(vm)
    if (vm.parent?.type === 'Folder') vm.parent.children.delete(vm)
    vm.pool?.vms.delete(vm)
    vm.host.vms.delete(vm)
    for (const { datastore } of vm.disks) datastore.vms.delete(vm)
    for (const network of vm.networks) network.vms.delete(vm)
    this.dropSnapshots(vm.rootSnapshots)
    this.estate.vms.delete(vm.id)
    this.estate.objects.delete(vm.id)
    this.relationsChanged(vm)
    this.estate.restructured()
    this.events.emit('VmRemovedEvent', { vm }, actor)
  }

  private relationsChanged(vm: Vm): void {
    this.estate.changed(vm.host, 'vm')
    if (vm.pool !== undefined) this.estate.changed(vm.pool, 'vm')
    if (vm.parent !== undefined) this.estate.changed(vm.parent, 'childEntity')
    for (const { datastore } of vm.disks) this.estate.changed(datastore, 'vm', 'summary')
    for (const network of vm.networks) this.estate.changed(network, 'vm')
  }

  createSnapshot(
    vm: Vm,
    options: { name: string; description: string; memory: boolean; quiesce: boolean },
  ): Snapshot {
    const count = (list: Snapshot[]): number => list.reduce((sum, at) => sum + 1 + count(at.children), 0)
    const snapshot: Snapshot = {
      type: 'VirtualMachineSnapshot',
      id: this.estate.nextId('snapshot-'),
      vm,
      number: count(vm.rootSnapshots) + 1,
      name: options.name,
      description: options.description,
      createdAt: this.estate.now,
      power: options.memory ? vm.power : 'poweredOff',
      quiesced: options.quiesce,
      parent: vm.currentSnapshot,
      children: [],
    }
    ;(vm.currentSnapshot?.children ?? vm.rootSnapshots).push(this.estate.add(snapshot))
    vm.currentSnapshot = snapshot
    this.estate.changed(vm, 'snapshot', 'rootSnapshot', 'summary.storage')
    return snapshot
  }

  removeSnapshot(snapshot: Snapshot, withChildren: boolean): void {
    const { vm, parent } = snapshot
    const siblings = parent?.children ?? vm.rootSnapshots
    const kept = withChildren ? [] : snapshot.children
    for (const child of kept) child.parent = parent
    siblings.splice(siblings.indexOf(snapshot), 1, ...kept)
    this.dropSnapshots(withChildren ? [snapshot] : [{ ...snapshot, children: [] }])
    if (vm.currentSnapshot !== undefined && !this.estate.objects.has(vm.currentSnapshot.id))
      vm.currentSnapshot = parent
    this.estate.changed(vm, 'snapshot', 'rootSnapshot', 'summary.storage')
    this.estate.restructured()
  }

  removeAllSnapshots(vm: Vm): void {
    this.dropSnapshots(vm.rootSnapshots)
    vm.rootSnapshots = []
    vm.currentSnapshot = undefined
    this.estate.changed(vm, 'snapshot', 'rootSnapshot', 'summary.storage')
    this.estate.restructured()
  }

  revertTo(snapshot: Snapshot): void {
    const { vm } = snapshot
    vm.currentSnapshot = snapshot
    this.estate.changed(vm, 'snapshot')
    if (snapshot.power === 'poweredOn' && vm.power !== 'poweredOn') this.powerOn(vm)
    if (snapshot.power !== 'poweredOn' && vm.power === 'poweredOn') this.powerOff(vm)
  }

  private dropSnapshots(list: readonly Snapshot[]): void {
    for (const snapshot of list) {
      this.estate.objects.delete(snapshot.id)
      this.dropSnapshots(snapshot.children)
    }
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
