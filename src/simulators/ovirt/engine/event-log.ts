import { LogAccess } from '../../world/log-access.ts'
import type { Random } from '../../world/random.ts'
import type { Cluster, DataCenter, Host, StorageDomain, Template, Vm } from '../estate/model.ts'
import type { PastStories } from './past-log.ts'

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
  /** Only its id and text are told. */
  malformed?: true
  user?: Reference | undefined
  vm?: Reference | undefined
  host?: Reference | undefined
  template?: Reference | undefined
  cluster?: Reference | undefined
  dataCenter?: Reference | undefined
  storageDomain?: Reference | undefined
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

/** As many live entries are kept; what was before goes first. */
const limit = 20_000

/** The engine's audit log, oldest first. Numbers rise, with gaps, as the engine's do. */
export class EventLog {
  readonly access = new LogAccess()
  /** Entries of the past that are told when they are asked for, among those that were written down. */
  private past: { stories: PastStories; slots: Int32Array; numbers: Uint32Array } | undefined
  private written: readonly EngineEvent[] = []
  private recent: EngineEvent[] = []
  private index: number
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
    this.index = random.int(40_000, 60_000)
  }

  get size(): number {
    return this.pastSize + this.recent.length
  }

  private get pastSize(): number {
    return this.past?.slots.length ?? 0
  }

  /** The entry at this place, from 0. */
  at(place: number): EngineEvent | undefined {
    const { past } = this
    if (past === undefined || place >= past.slots.length) return this.recent[place - this.pastSize]
    const slot = past.slots[place]
    if (slot === undefined) return undefined
    if (slot >= 0) return this.written[slot]
    return past.stories.tell(past.stories.entries[-1 - slot] ?? 0, past.numbers[place] ?? 0)
  }

  private numberAt(place: number): number {
    return place < this.pastSize
      ? (this.past?.numbers[place] ?? 0)
      : (this.recent[place - this.pastSize]?.index ?? Number.POSITIVE_INFINITY)
  }

  /** Begins the log with what is known of the past, oldest first, and with stories between. Once, before anything is added. */
  begin(
    known: readonly [time: number, code: number, text: string, subject: EventSubject][],
    stories: PastStories,
  ): void {
    const size = known.length + stories.entries.length
    const slots = new Int32Array(size)
    const numbers = new Uint32Array(size)
    const written: EngineEvent[] = []
    let told = 0
    for (let place = 0; place < size; place += 1) {
      const next = known[written.length]
      const entry = stories.entries[told]
      if (next !== undefined && (entry === undefined || next[0] <= stories.timeOf(entry))) {
        slots[place] = written.length
        written.push(this.make(...next))
      } else {
        slots[place] = -1 - told
        this.index += told % 8 === 0 ? 2 : 1
        told += 1
      }
      numbers[place] = this.index
    }
    this.past = { stories, slots, numbers }
    this.written = written
  }

  add(time: number, code: number, description: string, subject: EventSubject = {}): void {
    this.put(this.make(time, code, description, subject))
  }

  addMalformed(time: number, description: string): void {
    this.put({ ...this.make(time, 0, description), malformed: true })
  }

  /** Takes a number now; the entry is written when the returned function is called. */
  reserve(...entry: Parameters<EventLog['add']>): () => void {
    const event = this.make(...entry)
    return () => this.put(event)
  }

  private put(event: EngineEvent): void {
    let place = this.recent.length
    while (place > 0 && (this.recent[place - 1]?.index ?? 0) > event.index) place -= 1
    this.recent.splice(place, 0, event)
    if (this.recent.length <= limit * 1.1) return
    this.past = undefined
    this.written = []
    this.recent = this.recent.slice(-limit)
  }

  private make(time: number, code: number, description: string, subject: EventSubject = {}): EngineEvent {
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
    if (vm !== undefined) Object.assign(event, { vm: nameOf(vm) }, aboutVm(vm))
    if (host !== undefined) Object.assign(event, { host: nameOf(host) }, aboutHost(host))
    if (domain !== undefined) event.storageDomain = nameOf(domain)
    if (domain?.dataCenter !== undefined) event.dataCenter = nameOf(domain.dataCenter)
    return event
  }

  /** The place of the first entry with a higher number. */
  placeAfter(index: number): number {
    let low = 0
    let high = this.size
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.numberAt(middle) <= index) low = middle + 1
      else high = middle
    }
    return low
  }
}

const nameOf = (thing: Vm | Host | Template | Cluster | DataCenter | StorageDomain): Reference => ({
  id: thing.id,
  name: thing.name,
})

/** What an entry names beside its VM. */
export const aboutVm = (vm: Vm): Pick<EngineEvent, 'template' | 'cluster' | 'dataCenter'> => ({
  template: nameOf(vm.template),
  cluster: nameOf(vm.cluster),
  dataCenter: nameOf(vm.cluster.dataCenter),
})

/** What an entry names beside its host. */
export const aboutHost = (host: Host): Pick<EngineEvent, 'cluster' | 'dataCenter'> => ({
  cluster: nameOf(host.cluster),
  dataCenter: nameOf(host.cluster.dataCenter),
})
