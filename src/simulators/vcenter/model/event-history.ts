import { Random } from '../../world/random.ts'
import { buildEvent, type StoredEvent } from './build-event.ts'
import { fraction } from './detail.ts'
import type { Vm } from './entities.ts'
import type { Estate } from './estate.ts'

const day = 86_400_000
const firstKey = 1_000

/** Ages in days between which the events of an era lie, oldest era first. */
const eras = [
  { from: 120, to: 70 },
  { from: 70, to: 45 },
  { from: 45, to: 30 },
  { from: 30, to: 0.02 },
] as const

/**
 * What happened before the simulation began: each VM has one event per era, and keys grow with time. Nothing
 * is stored: event `key` belongs to era `(key - first) / count` and to the VM at that place of a shuffled list.
 */
export class EventHistory {
  private readonly estate: Estate
  private readonly order: (Vm | undefined)[]
  private readonly places = new Map<Vm, number>()
  /** The last thing that happened to the VM at each place. */
  private readonly endings: string[]
  private readonly start: number
  readonly lastKey: number

  constructor(estate: Estate, seed: string) {
    this.estate = estate
    this.start = estate.now
    const random = new Random(`${seed}/history`)
    this.order = [...estate.vms.values()]
    for (let at = this.order.length - 1; at > 0; at -= 1) {
      const other = random.int(0, at)
      const swap = this.order[at]
      this.order[at] = this.order[other]
      this.order[other] = swap
    }
    this.endings = this.order.map((vm) => {
      if (vm?.bootedAt !== undefined) return 'VmPoweredOnEvent'
      return vm?.suspendedAt === undefined ? 'VmPoweredOffEvent' : 'VmSuspendedEvent'
    })
    // The last era ends with starts: who runs longest started first.
    this.order.forEach((vm, place) => {
      if (vm === undefined) return
      this.places.set(vm, place)
      const era = eras.length - 1
      if (vm.bootedAt !== undefined) vm.bootedAt = this.time(era, place)
      if (vm.suspendedAt !== undefined) vm.suspendedAt = this.time(era, place)
    })
    this.lastKey = firstKey + eras.length * this.order.length - 1
  }

  /** Those with a key below `before`, newest first; only the VMs among `about` when it is given and names VMs only. */
  *newest(about: ReadonlySet<string> | undefined, before: number): Generator<StoredEvent> {
    const ids = about === undefined ? [] : [...about]
    const vms = ids.map((id) => this.estate.vms.get(id))
    if (about !== undefined && vms.length > 0 && vms.every((vm) => vm !== undefined)) {
      const places = vms.map((vm) => this.places.get(vm)).filter((place) => place !== undefined)
      places.sort((a, b) => b - a)
      for (let era = eras.length - 1; era >= 0; era -= 1) {
        for (const place of places) {
          const key = firstKey + era * this.order.length + place
          const event = key < before ? this.at(key) : undefined
          if (event !== undefined) yield event
        }
      }
      return
    }
    for (let key = Math.min(before - 1, this.lastKey); key >= firstKey; key -= 1) {
      const vm = this.order[(key - firstKey) % this.order.length]
      // Cheap enough to ask for each of a hundred thousand, unlike building the event.
      if (vm === undefined || (about !== undefined && !concerns(vm, about))) continue
      const event = this.at(key)
      if (event !== undefined) yield event
    }
  }

  /** The event with this key; undefined when its VM is gone. */
  at(key: number): StoredEvent | undefined {
    const era = Math.floor((key - firstKey) / this.order.length)
    const place = (key - firstKey) % this.order.length
    const vm = this.order[place]
    if (vm === undefined || !this.estate.vms.has(vm.id)) return undefined
    const { type, fields } = this.story(vm, era, place)
    const user = fraction(vm.seed, 50 + era) < 0.7 ? 'VSPHERE.LOCAL\\Administrator' : 'GANTRY\\operator'
    return buildEvent(type, { vm }, { key, at: this.time(era, place), user, chain: key, fields })
  }

  private time(era: number, place: number): number {
    const { from, to } = eras[era] ?? eras[0]
    return Math.round(this.start - day * (from - ((from - to) * place) / this.order.length))
  }

  private story(
    vm: Vm,
    era: number,
    place: number,
  ): { type: string; fields: Record<string, never> | { configSpec: { _typeName: string } } } {
    const reconfigured = {
      type: 'VmReconfiguredEvent',
      fields: { configSpec: { _typeName: 'VirtualMachineConfigSpec' } },
    }
    const plain = (type: string) => ({ type, fields: {} })
    if (era === 0 || vm.template) return reconfigured
    if (era === 1) return plain('VmGuestRebootEvent')
    if (era === 2) return fraction(vm.seed, 60) < 0.5 ? reconfigured : plain('VmResettingEvent')
    return plain(this.endings[place] ?? 'VmPoweredOffEvent')
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
