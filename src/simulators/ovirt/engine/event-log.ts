import type { Random } from '../../world/random.ts'
import type { Cluster, DataCenter, Host, StorageDomain, Template, Vm } from '../estate/model.ts'

export type Severity = 'normal' | 'warning' | 'error' | 'alert'

/** What an event points at. Without an id: the object was removed long ago. */
export interface Reference {
  id: string | undefined
  name: string
}

export interface EngineEvent {
  index: number
  code: number
  severity: Severity
  time: number
  description: string
  correlationId: string | undefined
  user?: Reference
  vm?: Reference
  host?: Reference
  template?: Reference
  cluster?: Reference
  dataCenter?: Reference
  storageDomain?: Reference
}

/** Objects that an event is about; what follows from the VM or host is added. */
export interface EventSubject {
  vm?: Vm
  /** Name of a VM that is no more. */
  removedVm?: string
  host?: Host | undefined
  domain?: StorageDomain
  user?: Reference | undefined
  correlationId?: string | undefined
}

/** Codes whose severity is not `normal` (fact sheet §8). */
const severities: Partial<Record<number, Severity>> = {}
const bySeverity: [Severity, number[]][] = [
  ['warning', [26, 126, 128, 142, 147, 151, 152, 166, 172, 970]],
  [
    'error',
    [
      12, 52, 54, 56, 57, 58, 59, 60, 64, 65, 69, 74, 92, 98, 99, 101, 114, 119, 120, 138, 139, 140, 145, 146,
      158, 201, 357, 521, 1151, 1225, 2011,
    ],
  ],
  ['alert', [9000]],
]
for (const [severity, codes] of bySeverity) for (const code of codes) severities[code] = severity

const limit = 20_000

/** The engine's audit log, oldest first. Numbers rise, with gaps, as the engine's do. */
export class EventLog {
  readonly all: EngineEvent[] = []
  private index: number
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
    this.index = random.int(40_000, 60_000)
  }

  add(time: number, code: number, description: string, subject: EventSubject = {}): void {
    this.index += this.random.chance(0.1) ? this.random.int(2, 4) : 1
    const event: EngineEvent = {
      index: this.index,
      code,
      severity: severities[code] ?? 'normal',
      time,
      description,
      correlationId: subject.correlationId,
    }
    const { vm, host, domain, user } = subject
    if (user !== undefined) event.user = user
    if (subject.removedVm !== undefined) event.vm = { id: undefined, name: subject.removedVm }
    if (vm !== undefined) {
      event.vm = nameOf(vm)
      event.template = nameOf(vm.template)
      event.cluster = nameOf(vm.cluster)
      event.dataCenter = nameOf(vm.cluster.dataCenter)
    }
    if (host !== undefined) {
      event.host = nameOf(host)
      event.cluster = nameOf(host.cluster)
      event.dataCenter = nameOf(host.cluster.dataCenter)
    }
    if (domain !== undefined) event.storageDomain = nameOf(domain)
    if (domain?.dataCenter !== undefined) event.dataCenter = nameOf(domain.dataCenter)
    this.all.push(event)
    if (this.all.length > limit * 1.1) this.all.splice(0, this.all.length - limit)
  }

  /** Events after `index`, oldest first. */
  after(index: number): readonly EngineEvent[] {
    let low = 0
    let high = this.all.length
    while (low < high) {
      const middle = (low + high) >> 1
      const event = this.all[middle]
      if (event !== undefined && event.index <= index) low = middle + 1
      else high = middle
    }
    return this.all.slice(low)
  }
}

const nameOf = (thing: Vm | Host | Template | Cluster | DataCenter | StorageDomain): Reference => ({
  id: thing.id,
  name: thing.name,
})
