import type {
  Compute,
  Datacenter,
  Datastore,
  Entity,
  EntityStatus,
  Folder,
  Host,
  Managed,
  Network,
  Pool,
  Switch,
  Vm,
} from './entities.ts'
import { childrenOf } from './entities.ts'
import type { Timers } from './timers.ts'

/**
 * What happened to a single object, when no other came, went or moved: who looks at the whole tree need not
 * look again.
 */
export interface Restructuring {
  came?: Managed
  gone?: Managed
  moved?: Managed
}

/** Is told what changes, at once and within the same call. */
export interface Observer {
  /** Values below these property paths of `object` may have changed. */
  changed(object: Managed, prefixes: readonly string[]): void
  /** The same for every object of a type. */
  allChanged(type: string, prefix: string): void
  /** Objects of a type came, went or moved: whatever was selected by walking over them must be selected anew. */
  restructured(type: string, change: Restructuring): void
}

export interface Alarm extends Managed {
  readonly type: 'Alarm'
  readonly name: string
  readonly description: string
}

export interface TriggeredAlarm {
  readonly alarm: Alarm
  readonly entity: Entity
  readonly status: EntityStatus
  readonly at: number
  acknowledgedBy?: string
}

/** No part of the tree that container views show. */
const outside = new Set([
  'Task',
  'VirtualMachineSnapshot',
  'ListView',
  'ContainerView',
  'EventHistoryCollector',
  'TaskHistoryCollector',
])

function inTree(type: string): boolean {
  return !outside.has(type)
}

/** Everything that the simulated vCenter manages. Sessions are none of its business. */
export class Estate {
  readonly timers: Timers
  readonly instanceUuid: string
  /** Domain of the names inside, e.g. `vc-east.gantry.example`. */
  readonly domain: string
  root!: Folder
  readonly objects = new Map<string, Managed>()
  readonly vms = new Map<string, Vm>()
  readonly hosts: Host[] = []
  readonly computes: Compute[] = []
  readonly datacenters: Datacenter[] = []
  readonly datastores: Datastore[] = []
  readonly networks: Network[] = []
  readonly switches: Switch[] = []
  readonly pools: Pool[] = []
  readonly folders: Folder[] = []
  readonly alarms: Alarm[] = []
  /** Counts what `restructured` tells. */
  structure = 0
  private readonly triggered = new Map<string, TriggeredAlarm[]>()
  private readonly observers = new Set<Observer>()
  private readonly counters = new Map<string, number>()

  constructor(options: { timers: Timers; instanceUuid: string; domain: string }) {
    this.timers = options.timers
    this.instanceUuid = options.instanceUuid
    this.domain = options.domain
  }

  get now(): number {
    return this.timers.now
  }

  /** The next free reference value, e.g. `vm-1001`. */
  nextId(prefix: string): string {
    const count = (this.counters.get('all') ?? 0) + 1
    this.counters.set('all', count)
    return `${prefix}${count}`
  }

  observe(observer: Observer): void {
    this.observers.add(observer)
  }

  unobserve(observer: Observer): void {
    this.observers.delete(observer)
  }

  changed(object: Managed, ...prefixes: string[]): void {
    for (const observer of this.observers) observer.changed(object, prefixes)
  }

  allChanged(type: string, prefix: string): void {
    for (const observer of this.observers) observer.allChanged(type, prefix)
  }

  restructured(type: string, change: Restructuring = {}): void {
    if (inTree(type)) this.structure += 1
    for (const observer of this.observers) observer.restructured(type, change)
  }

  add<T extends Managed>(object: T): T {
    this.objects.set(object.id, object)
    return object
  }

  /** Every entity below `container`, or only its children. Each once, though many ways lead to a VM. */
  below(container: Entity, recursive: boolean): Entity[] {
    if (container === this.root && recursive) {
      return [
        ...this.folders.filter((folder) => folder !== this.root),
        ...this.datacenters,
        ...this.computes,
        ...this.hosts,
        ...this.pools,
        ...this.datastores,
        ...this.networks,
        ...this.switches,
        ...this.vms.values(),
      ]
    }
    const found = new Set<Entity>()
    const open: Entity[] = [container]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const child of childrenOf(at)) {
        if (found.has(child)) continue
        found.add(child)
        if (recursive) open.push(child)
      }
    }
    return [...found]
  }

  /** Alarms on the entity itself and on all that hangs below it in the tree. */
  alarmsOf(entity: Entity): readonly TriggeredAlarm[] {
    return this.triggered.get(entity.id) ?? []
  }

  statusOf(entity: Entity): EntityStatus {
    const own = this.alarmsOf(entity).filter((alarm) => alarm.entity === entity)
    if (own.some((alarm) => alarm.status === 'red')) return 'red'
    return own.some((alarm) => alarm.status === 'yellow') ? 'yellow' : 'green'
  }

  /** Sets the state of an alarm on an entity; `green` ends it. Returns the state before. */
  setAlarm(alarm: Alarm, entity: Entity, status: EntityStatus): EntityStatus {
    const before = this.alarmsOf(entity).find(
      (candidate) => candidate.alarm === alarm && candidate.entity === entity,
    )
    if ((before?.status ?? 'green') === status) return status
    const state: TriggeredAlarm = { alarm, entity, status, at: this.now }
    for (let at: Entity | undefined = entity; at !== undefined; at = at.parent) {
      const others = this.alarmsOf(at).filter((candidate) => candidate !== before)
      this.triggered.set(at.id, status === 'green' ? others : [...others, state])
      this.changed(at, 'triggeredAlarmState', 'overallStatus', 'summary.overallStatus')
    }
    return before?.status ?? 'green'
  }

  /** Forgets the alarms of an entity that is about to go. */
  dropAlarms(entity: Entity): void {
    for (const { alarm, entity: owner } of this.alarmsOf(entity)) {
      if (owner === entity) this.setAlarm(alarm, entity, 'green')
    }
  }

  alarm(name: string): Alarm {
    const found = this.alarms.find((alarm) => alarm.name === name)
    if (found === undefined) throw new Error(`no alarm ${name}`)
    return found
  }
}
