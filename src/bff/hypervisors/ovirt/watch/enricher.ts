import { toFault } from '../../../../contract/fault.ts'
import type { Clock, Log } from '../../port.ts'
import { vmStatus } from '../map/machine.ts'
import { isRunning, vmPower } from '../map/states.ts'
import { inParallel, pause } from '../transport/wait.ts'
import type { Reader } from './collections.ts'
import { type MachineKind, MachineReader } from './machine-parts.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'
import { readTags, searchTags } from './tags.ts'

/** Pause between rounds of the quiet rotation, and how many machines each takes. */
const roundMs = 2_000
const perRound = 2
const width = 4
const batch = 40
/** Between batches of the first pass: leaves the engine (and a page that simulates one) time for others. */
const breathMs = 25
/** A VM that something happened to is asked for its addresses until it has some, for so long and so often. */
const expectMs = 5 * 60_000
const expectRetryMs = 12_000

/**
 * Reads what lists do not hold (disks, cards, addresses, tags), machine by machine and in the background:
 * running VMs first, then the rest, then whatever events name, and else the ones read longest ago.
 */
export class Enricher {
  private readonly reader: Reader
  private readonly machines: MachineReader
  private readonly model: InventoryModel
  private readonly publisher: Publisher
  private readonly clock: Clock
  private readonly log: Log
  private readonly urgent = new Set<string>()
  private readonly readAt = new Map<string, number>()
  private readonly addressUntil = new Map<string, number>()
  private wake: () => void = () => {}
  private tagged = false

  constructor(reader: Reader, model: InventoryModel, publisher: Publisher, clock: Clock, log: Log) {
    this.reader = reader
    this.machines = new MachineReader(reader)
    this.model = model
    this.publisher = publisher
    this.clock = clock
    this.log = log
  }

  /** Asks for these machines to be read soon. */
  request(ids: Iterable<string>): void {
    for (const id of ids) this.urgent.add(id)
    // What happened may have been the first tag.
    if (this.urgent.size > 0) this.tagged = true
    if (this.urgent.size > 0) this.wake()
  }

  /** A guest that starts reports its addresses some time later, and no event tells. */
  expectAddresses(ids: Iterable<string>): void {
    const until = this.clock.now() + expectMs
    for (const id of ids) this.addressUntil.set(id, until)
  }

  /** Runs until the signal aborts or the connection is lost, whose fault it throws. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, model, reader } = this
    const v3 = reader.engine.dialect === 'v3'
    this.tagged = (await readTags(reader, signal)).length > 0
    if (v3 && this.tagged) this.publisher.publish('vm', await searchTags(reader, model, signal))
    for (;;) {
      signal.throwIfAborted()
      const ids = this.next()
      await inParallel(ids, width, (id) => this.readOne(id, signal))
      if (this.urgent.size > 0) continue
      if (ids.length > perRound) await pause(clock, breathMs, signal)
      else await this.rest(clock, signal)
    }
  }

  private async rest(clock: Clock, signal: AbortSignal): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve
    })
    const sleeping = new AbortController()
    const nap = pause(clock, roundMs, AbortSignal.any([signal, sleeping.signal])).catch(() => {})
    await Promise.race([nap, woken])
    sleeping.abort()
  }

  private next(): string[] {
    if (this.urgent.size > 0) {
      const ids = [...this.urgent].slice(0, batch)
      for (const id of ids) this.urgent.delete(id)
      return ids
    }
    const now = this.clock.now()
    const { vm, template } = this.model.of
    const fresh: string[] = []
    const late: string[] = []
    for (const wire of vm.values()) {
      const last = this.readAt.get(wire.id)
      const runs = isRunning(vmStatus(wire))
      if (last === undefined) (runs ? fresh : late).push(wire.id)
    }
    for (const id of template.keys()) if (!this.readAt.has(id)) late.push(id)
    fresh.push(...this.withoutAddress(now))
    const unread = [...fresh, ...late].slice(0, batch)
    if (unread.length > 0) return unread
    // Insertion order is order of reading: the first ones are the oldest.
    const oldest: string[] = []
    for (const id of this.readAt.keys()) {
      if (oldest.length >= perRound) break
      oldest.push(id)
    }
    return oldest
  }

  private withoutAddress(now: number): string[] {
    const due: string[] = []
    for (const [id, until] of this.addressUntil) {
      const wire = this.model.of.vm.get(id)
      const devices = this.model.parts.get(id)?.devices ?? []
      if (wire === undefined || until < now || devices.length > 0 || vmPower(vmStatus(wire)) === 'off') {
        this.addressUntil.delete(id)
      } else if (now - (this.readAt.get(id) ?? now) > expectRetryMs) due.push(id)
    }
    return due
  }

  /** Undefined when the engine cannot tell this one, which must not keep the others from being read. */
  private async attempt(kind: MachineKind, id: string, tags: boolean, signal: AbortSignal) {
    try {
      return await this.machines.read(kind, id, tags, signal)
    } catch (error) {
      const fault = toFault(error)
      if (signal.aborted || fault.kind === 'auth') throw error
      this.log.debug({ kind, id, error: fault.info }, 'parts could not be read')
      return undefined
    }
  }

  private async readOne(id: string, signal: AbortSignal): Promise<void> {
    const { model } = this
    const kind: MachineKind | undefined = model.of.vm.has(id)
      ? 'vm'
      : model.of.template.has(id)
        ? 'template'
        : undefined
    const again = this.readAt.delete(id)
    if (kind === undefined) return
    // v3 knows them from the searches the first time.
    const tags = this.tagged && (again || this.reader.engine.dialect === 'v4')
    const machine = await this.attempt(kind, id, tags, signal)
    if (!model.of[kind].has(id)) return
    this.readAt.set(id, this.clock.now())
    // Removed meanwhile: events and full checks tell that.
    if (machine === undefined) return
    const { wire, disks, nics, devices } = machine
    model.set(kind, { ...wire, disks: undefined, disk_attachments: undefined, nics: undefined })
    const reported = devices.length > 0 ? devices : nics.flatMap((nic) => nic.reported_devices ?? [])
    model.setParts(id, {
      disks,
      networkIds: model.networksOf(nics),
      devices: reported,
      ...(machine.tags === undefined ? {} : { tags: machine.tags }),
    })
    this.publisher.publish(kind, [id])
  }
}
