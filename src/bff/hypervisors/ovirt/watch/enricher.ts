import { toFault } from '../../../../contract/fault.ts'
import type { Clock, Log } from '../../port.ts'
import { addressesOf } from '../map/guest.ts'
import { diskParts, vmStatus } from '../map/machine.ts'
import { isRunning, vmPower } from '../map/states.ts'
import { inParallel, pause } from '../transport/wait.ts'
import { asListed, type ListedMachine } from '../wire/listed-machine.ts'
import type { Reader } from './collections.ts'
import { batchSize, MachineBatches } from './machine-batches.ts'
import { type MachineKind, MachineReader, type Parts } from './machine-parts.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'
import { readTags, searchTags } from './tags.ts'

/** How often it looks for guests that still owe an address. */
const lookMs = 2_000
/** The quiet rotation: one batch, or few machines where each costs requests of its own, in so much time. */
const rotationMs = 30_000
const singlesPerRotation = 5
/** Requests at a time. */
const width = 2
/** Between batches of the first pass: leaves the engine (and a page that simulates one) time for others. */
const breathMs = 25
/** A VM that something happened to is asked for its addresses until it has some, for so long and so often. */
const expectMs = 5 * 60_000
const expectRetryMs = 12_000

/**
 * Reads what lists do not hold (disks, cards, addresses, tags), in the background and by batches: running VMs
 * first, then the rest, then whatever events name, and else the ones read longest ago.
 */
export class Enricher {
  private readonly reader: Reader
  private readonly machines: MachineReader
  private readonly batches: MachineBatches
  private readonly model: InventoryModel
  private readonly publisher: Publisher
  private readonly clock: Clock
  private readonly log: Log
  private readonly urgent = new Set<string>()
  /** Those whose tags changed, for engines that tell tags only when asked for them. */
  private readonly retagged = new Set<string>()
  private readonly readAt = new Map<string, number>()
  private readonly addressUntil = new Map<string, number>()
  private rotatedAt = Number.NEGATIVE_INFINITY
  private wake: () => void = () => {}
  private tagged = false

  constructor(reader: Reader, model: InventoryModel, publisher: Publisher, clock: Clock, log: Log) {
    this.reader = reader
    this.machines = new MachineReader(reader)
    this.batches = new MachineBatches(reader, this.machines)
    this.model = model
    this.publisher = publisher
    this.clock = clock
    this.log = log
  }

  /** Asks for these machines to be read soon; of `retagged` the tags, too. */
  request(ids: Iterable<string>, retagged: Iterable<string>): void {
    for (const id of ids) this.urgent.add(id)
    for (const id of retagged) {
      this.retagged.add(id)
      // It may have been the first tag.
      this.tagged = true
    }
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
      await inParallel(this.grouped(ids), width, (group) => this.readGroup(group, signal))
      if (this.urgent.size > 0) continue
      if (ids.length > 0) await pause(clock, breathMs, signal)
      else await this.rest(clock, signal)
    }
  }

  private async rest(clock: Clock, signal: AbortSignal): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve
    })
    const sleeping = new AbortController()
    const nap = pause(clock, lookMs, AbortSignal.any([signal, sleeping.signal])).catch(() => {})
    await Promise.race([nap, woken])
    sleeping.abort()
  }

  /** VMs by as many as one request reads; templates, which no search finds by id, each alone. */
  private grouped(ids: readonly string[]): string[][] {
    const { vm } = this.model.of
    const vms = ids.filter((id) => vm.has(id))
    const groups: string[][] = []
    for (let start = 0; start < vms.length; start += batchSize)
      groups.push(vms.slice(start, start + batchSize))
    for (const id of ids) if (!vm.has(id)) groups.push([id])
    return groups
  }

  private next(): string[] {
    const most = width * batchSize
    if (this.urgent.size > 0) {
      const ids = [...this.urgent].slice(0, most)
      for (const id of ids) this.urgent.delete(id)
      return ids
    }
    const now = this.clock.now()
    const { vm, template } = this.model.of
    const unread = this.withoutAddress(now)
    const late: string[] = []
    for (const wire of vm.values()) {
      if (!this.readAt.has(wire.id)) (isRunning(vmStatus(wire)) ? unread : late).push(wire.id)
    }
    for (const id of template.keys()) if (!this.readAt.has(id)) late.push(id)
    unread.push(...late)
    return unread.length > 0 ? unread.slice(0, most) : this.rotation(now)
  }

  private rotation(now: number): string[] {
    if (now - this.rotatedAt < rotationMs) return []
    this.rotatedAt = now
    const most = this.batches.usable ? batchSize : singlesPerRotation
    // Insertion order is order of reading: the first ones are the oldest.
    const oldest: string[] = []
    for (const id of this.readAt.keys()) if (oldest.push(id) >= most) break
    return oldest
  }

  private withoutAddress(now: number): string[] {
    const due: string[] = []
    for (const [id, until] of this.addressUntil) {
      const wire = this.model.of.vm.get(id)
      const addresses = this.model.parts.get(id)?.addresses ?? []
      const told = addresses.length > 0 || (wire?.guest_info?.ips ?? []).length > 0
      if (wire === undefined || until < now || told || vmPower(vmStatus(wire)) === 'off') {
        this.addressUntil.delete(id)
      } else if (now - (this.readAt.get(id) ?? now) > expectRetryMs) due.push(id)
    }
    return due
  }

  private async readGroup(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { vm } = this.model.of
    const before = new Map(ids.map((id) => [id, vm.get(id)]))
    for (const id of ids) this.readAt.delete(id)
    const found = await this.batches.read(ids, signal)
    for (const id of ids) {
      if (found === undefined) await this.readOne(id, signal)
      else {
        const machine = found.get(id)
        const asked = this.retagged.delete(id) && machine !== undefined && machine.tags === undefined
        const tags = asked ? await this.tagsOf(id, signal) : machine?.tags
        this.keep('vm', id, before.get(id), machine && { ...machine, tags })
      }
    }
    if (found !== undefined) this.publisher.publish('vm', ids)
  }

  private async readOne(id: string, signal: AbortSignal): Promise<void> {
    const { model } = this
    const kind = model.of.vm.has(id) ? 'vm' : model.of.template.has(id) ? 'template' : undefined
    if (kind === undefined) return
    // v3 costs a request for them, and knows them from the searches the first time.
    const retagged = this.retagged.delete(id)
    const v4 = this.reader.engine.dialect === 'v4'
    const tags = retagged || (this.tagged && (v4 || kind === 'template'))
    const before = model.of[kind].get(id)
    const machine = await this.attempt(id, () => this.machines.read(kind, id, tags, signal), signal)
    this.keep(kind, id, before, machine && { ...machine, wire: asListed(machine.wire) })
    this.publisher.publish(kind, [id])
  }

  private tagsOf(id: string, signal: AbortSignal): Promise<string[] | undefined> {
    return this.attempt(id, () => this.machines.tags('vm', id, true, signal), signal)
  }

  /** Undefined when the engine cannot tell this one, which must not keep the others from being read. */
  private async attempt<T>(
    id: string,
    read: () => Promise<T | undefined>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      return await read()
    } catch (error) {
      const fault = toFault(error)
      if (signal.aborted || fault.kind === 'auth') throw error
      this.log.debug({ id, error: fault.info }, 'parts could not be read')
      return undefined
    }
  }

  /** Remembers what was read, with `before` as known when the request started. */
  private keep(
    kind: MachineKind,
    id: string,
    before: ListedMachine | undefined,
    machine: ({ wire: ListedMachine } & Parts) | undefined,
  ): void {
    const { model } = this
    const known = model.of[kind].get(id)
    if (known === undefined) return
    this.readAt.set(known.id, this.clock.now())
    // Removed meanwhile: events and full checks tell that.
    if (machine === undefined) return
    const { wire, disks, nics, devices, tags } = machine
    // What was read after an event meanwhile is newer than this.
    if (known === before) model.set(kind, wire)
    const reported = devices.length > 0 ? devices : nics.flatMap((nic) => nic.reported_devices ?? [])
    wire.reported_devices = undefined
    model.setParts(known.id, {
      ...diskParts(disks),
      networkIds: model.networksOf(nics),
      addresses: addressesOf(reported),
      ...(tags === undefined ? {} : { tags }),
    })
  }
}
