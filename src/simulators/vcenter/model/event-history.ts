import { Random } from '../../world/random.ts'
import { buildEvent, type StoredEvent } from './build-event.ts'
import type { Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import { type EventQuery, takes } from './event-query.ts'
import { besides, type Ending, endingOf, type PastEvent, reconfigured } from './past.ts'

const day = 86_400_000
const firstKey = 1_000

/** The past begins so many days ago, and ends shortly before now. */
const pastDays = 30
const endDays = 0.02
/** Days before now from which on VMs come to their states: longer ago where little else is told before. */
const settledDays = { short: 27, long: 2 }
/** Events of each VM after that: a task, its begin and its end, and something else. */
const steps = 4

/**
 * What happened in the 30 days before the simulation began; keys grow with time. Nothing is stored, an event is made when it
 * is asked for: first each VM is reconfigured once, in the order of a shuffled list, and again and again where the log is to be
 * longer; then each, in the same order, comes to the state that it is in, and something else happens. With 45,000 VMs these are
 * 225,000 events.
 */
export class EventHistory {
  private readonly estate: Estate
  private readonly order: Vm[]
  private readonly places = new Map<Vm, number>()
  /** What the VM at each place came to. */
  private readonly endings: Ending[]
  private readonly start: number
  /** How many events there are before VMs come to their states. */
  private readonly early: number
  private readonly settledDays: number
  readonly lastKey: number

  /** `atLeast` events, if there are not more of them for so many VMs. */
  constructor(estate: Estate, seed: string, atLeast: number) {
    this.estate = estate
    this.start = estate.now
    const random = new Random(`${seed}/history`)
    this.order = shuffled([...estate.vms.values()], random)
    this.endings = this.order.map((vm) => {
      if (vm.template) return 'template'
      if (vm.bootedAt !== undefined) return 'on'
      return vm.suspendedAt === undefined ? 'off' : 'suspended'
    })
    const vms = this.order.length
    this.early = vms === 0 ? 0 : Math.max(vms, atLeast - steps * vms)
    this.settledDays = this.early > steps * vms ? settledDays.long : settledDays.short
    // Who runs longest started first.
    this.order.forEach((vm, place) => {
      this.places.set(vm, place)
      const ended = this.time(this.settledKey(place) + 2)
      if (vm.bootedAt !== undefined) vm.bootedAt = ended
      if (vm.suspendedAt !== undefined) vm.suspendedAt = ended
    })
    this.lastKey = firstKey + this.early + steps * vms - 1
  }

  /** Those that fit, with a key below `before`, newest first. */
  *newest(query: EventQuery, before: number): Generator<StoredEvent> {
    const top = Math.min(
      before - 1,
      this.lastKey,
      query.end === undefined ? this.lastKey : this.lastAt(query.end),
    )
    for (const key of this.keys(query, firstKey, top, -1)) {
      const event = this.fitting(key, query)
      if (event !== undefined) yield event
    }
  }

  /** Those that fit, with a key above `after`, oldest first. */
  *oldest(query: EventQuery, after: number): Generator<StoredEvent> {
    for (const key of this.keys(query, Math.max(firstKey, after + 1), this.lastKey, 1)) {
      const event = this.fitting(key, query)
      if (event !== undefined) yield event
    }
  }

  /** The event with this key. */
  at(key: number): StoredEvent | undefined {
    return this.fitting(key, {})
  }

  /** Keys that may fit: a chain and VMs are found without looking at everything. */
  private *keys({ chain, about }: EventQuery, from: number, to: number, step: 1 | -1): Generator<number> {
    let low = from
    let high = to
    if (chain !== undefined) {
      low = Math.max(low, chain)
      high = Math.min(high, chain + steps - 1)
    }
    const few = about === undefined || about.size > 100 ? undefined : this.keysOf(about)
    if (few === undefined) {
      for (let key = step > 0 ? low : high; key >= low && key <= high; key += step) yield key
      return
    }
    for (const key of step > 0 ? few : few.reverse()) if (key >= low && key <= high) yield key
  }

  /** Ascending; undefined when these are not VMs only. */
  private keysOf(about: ReadonlySet<string>): number[] | undefined {
    const keys: number[] = []
    for (const id of about) {
      const vm = this.estate.vms.get(id)
      if (vm === undefined) return undefined
      const place = this.places.get(vm)
      if (place === undefined) continue
      for (let key = place; key < this.early; key += this.order.length) keys.push(firstKey + key)
      for (let step = 0; step < steps; step += 1) keys.push(this.settledKey(place) + step)
    }
    return keys.sort((a, b) => a - b)
  }

  private fitting(key: number, query: EventQuery): StoredEvent | undefined {
    const settled = key - this.settledKey(0)
    const early = key - firstKey
    const place = settled < 0 ? early % this.order.length : Math.floor(settled / steps)
    const vm = this.order[place]
    if (vm === undefined || key > this.lastKey) return undefined
    const round = Math.floor(early / this.order.length)
    const step = settled < 0 ? undefined : settled % steps
    const chain = step === undefined || step === steps - 1 ? key : key - step
    const at = this.time(key)
    const elsewhere = step === steps - 1 || (step === undefined && round % 2 === 1)
    // Much cheaper than making the event.
    if (query.about !== undefined && !elsewhere && !concerns(vm, query.about)) return undefined
    const task = { id: `task-${chain}`, at, chain }
    const past =
      step === undefined
        ? this.routine(vm, round)
        : step === steps - 1
          ? besides(this.estate, vm, 0)
          : endingOf(vm, this.endings[place] ?? 'off', step, task)
    const { type, user, eventTypeId } = past
    if (!takes({ type, user, at, chain, eventTypeId }, query)) return undefined
    return buildEvent(type, past.place, { key, at, user, chain, fields: past.fields(at) })
  }

  private routine(vm: Vm, round: number): PastEvent {
    return round % 2 === 0 ? reconfigured(vm, 49 + round) : besides(this.estate, vm, round)
  }

  private settledKey(place: number): number {
    return firstKey + this.early + place * steps
  }

  private time(key: number): number {
    const { early, settledDays: settled } = this
    const place = key - firstKey
    const ago =
      place < early
        ? pastDays - ((pastDays - settled) * place) / early
        : settled - ((settled - endDays) * (place - early)) / (this.order.length * steps)
    return Math.round(this.start - day * ago)
  }

  /** The last key of an event that happened at `end` or before. */
  private lastAt(end: number): number {
    let low = firstKey - 1
    let high = this.lastKey
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.time(middle) <= end) low = middle
      else high = middle - 1
    }
    return low
  }
}

function concerns(vm: Vm, about: ReadonlySet<string>): boolean {
  const { host } = vm
  return (
    about.has(vm.id) ||
    about.has(host.id) ||
    about.has(host.compute.id) ||
    about.has(host.compute.datacenter.id)
  )
}

function shuffled(vms: Vm[], random: Random): Vm[] {
  for (let at = vms.length - 1; at > 0; at -= 1) {
    const other = random.int(0, at)
    const [swap, taken] = [vms[at], vms[other]]
    if (swap === undefined || taken === undefined) continue
    vms[at] = taken
    vms[other] = swap
  }
  return vms
}
