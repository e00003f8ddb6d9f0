import type { Clock, Log } from '../../port.ts'
import { vmStatus } from '../map/machine.ts'
import { isRunning } from '../map/states.ts'
import { inParallel, pause } from '../transport/wait.ts'
import { collections, type Reader } from './collections.ts'
import { type MachineKind, MachineReader } from './machine-parts.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'
import { readTags, searchTags } from './tags.ts'

/** Pause between rounds of the quiet rotation, and how many machines each takes. */
const roundMs = 2_000
const perRound = 2
const width = 4
/** A VM that booted lately is asked for its addresses until it has some. */
const bootMs = 10 * 60_000
const addressRetryMs = 12_000

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
    if (this.urgent.size > 0) this.wake()
  }

  /** Runs until the signal aborts or the connection is lost, whose fault it throws. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, model, reader } = this
    const v3 = reader.engine.dialect === 'v3'
    this.tagged = v3 && (await readTags(reader, signal)).length > 0
    if (this.tagged) this.publisher.publish('vm', await searchTags(reader, model, signal))
    for (;;) {
      signal.throwIfAborted()
      const ids = this.next()
      await inParallel(ids, width, (id) => this.readOne(id, signal))
      if (this.urgent.size > 0 || ids.length > perRound) continue
      await this.rest(clock, signal)
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
      const ids = [...this.urgent].slice(0, 40)
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
      else if (runs && now - last > addressRetryMs && this.awaitsAddress(wire.id, now)) fresh.push(wire.id)
    }
    for (const id of template.keys()) if (!this.readAt.has(id)) late.push(id)
    const unread = [...fresh, ...late].slice(0, 40)
    if (unread.length > 0) return unread
    // Insertion order is order of reading: the first ones are the oldest.
    const oldest: string[] = []
    for (const id of this.readAt.keys()) {
      if (oldest.length >= perRound) break
      oldest.push(id)
    }
    return oldest
  }

  private awaitsAddress(id: string, now: number): boolean {
    const started = this.model.of.vm.get(id)?.start_time
    const known = this.model.parts.get(id)?.devices
    return started !== undefined && now - started < bootMs && (known === undefined || known.length === 0)
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
    const machine = await this.machines.read(kind, id, this.tagged && again, signal)
    // It may have been removed meanwhile; events and sweeps notice that.
    if (machine === undefined || !model.of[kind].has(id)) return
    this.readAt.set(id, this.clock.now())
    const { wire, disks, nics, devices, tags } = machine
    model.set(kind, { ...wire, disks: undefined, disk_attachments: undefined, nics: undefined })
    const reported = devices.length > 0 ? devices : nics.flatMap((nic) => nic.reported_devices ?? [])
    model.setParts(id, {
      disks,
      networkIds: model.networksOf(nics),
      devices: reported,
      ...(tags === undefined ? {} : { tags }),
    })
    this.publisher.publish(kind, [id])
    this.log.debug({ kind, id, path: collections[kind].path }, 'read parts')
  }
}
