import { vmStatus } from '../map/machine.ts'
import { isTransient } from '../map/states.ts'
import type { Affected } from './affected.ts'
import { collections, type Kind, type Reader, type WireOf } from './collections.ts'
import { readAttachments, readProfiles } from './inventory-reader.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'

/** Short states are asked for at every tick so long, later only now and then. */
const patienceMs = 120_000
const slowEvery = 8

/** Reads chosen objects again and publishes what became of them. */
export class Refresher {
  private readonly reader: Reader
  private readonly model: InventoryModel
  private readonly publisher: Publisher
  private readonly transientSince = new Map<string, number>()

  constructor(reader: Reader, model: InventoryModel, publisher: Publisher) {
    this.reader = reader
    this.model = model
    this.publisher = publisher
  }

  /**
   * Reads chosen objects and lists. Objects that are gone are removed. Returns VMs of hosts that came or went:
   * their states change without events of their own.
   */
  async refresh({ ids, lists }: Pick<Affected, 'ids' | 'lists'>, signal: AbortSignal): Promise<string[]> {
    await this.some('datacenter', ids.datacenter, signal)
    const datacenters = new Set(ids.datacenter)
    for (const id of ids.datastore) {
      for (const datacenter of this.model.attachmentsOf(id).keys()) datacenters.add(datacenter)
    }
    // A domain that is attached for the first time says only in which data center's list it appears.
    if (ids.datastore.size > 0 && datacenters.size === 0) {
      for (const id of this.model.of.datacenter.keys()) datacenters.add(id)
    }
    await readAttachments(this.reader, this.model, [...datacenters], signal)
    await this.some('datastore', ids.datastore, signal)
    await this.some('cluster', ids.cluster, signal)
    const stricken = await this.hosts(ids.host, signal)
    await this.some('template', ids.template, signal)
    await this.some('vm', ids.vm, signal)
    for (const kind of lists) await this.list(kind, signal)
    return stricken
  }

  /** Objects in a short state that are due for the next look at them. `tick` counts looks. */
  transients(now: number, tick: number): Pick<Affected['ids'], 'vm' | 'host' | 'datastore' | 'template'> {
    const { vm, host, datastore, template } = this.model.of
    const due = {
      vm: new Set<string>(),
      host: new Set<string>(),
      datastore: new Set<string>(),
      template: new Set<string>(),
    }
    const look = (kind: keyof typeof due, id: string, transient: boolean): void => {
      if (!transient) {
        if (this.transientSince.size > 0) this.transientSince.delete(id)
        return
      }
      const since = this.transientSince.get(id) ?? now
      this.transientSince.set(id, since)
      if (now - since <= patienceMs || tick % slowEvery === 0) due[kind].add(id)
    }
    for (const wire of vm.values()) look('vm', wire.id, isTransient('vm', vmStatus(wire)))
    for (const wire of host.values()) look('host', wire.id, isTransient('host', wire.status.word ?? ''))
    for (const wire of template.values())
      look('template', wire.id, isTransient('template', wire.status.word ?? ''))
    for (const id of datastore.keys()) {
      const states = [...this.model.attachmentsOf(id).values()]
      look(
        'datastore',
        id,
        states.some((state) => isTransient('storage', state)),
      )
    }
    return due
  }

  /** Reads hosts again. Returns VMs whose host came or went. */
  private async hosts(ids: ReadonlySet<string>, signal: AbortSignal): Promise<string[]> {
    const before = new Map([...ids].map((id) => [id, this.model.of.host.get(id)?.status.word]))
    await this.some('host', ids, signal)
    const changed = new Set(
      [...before].filter(([id, word]) => this.model.of.host.get(id)?.status.word !== word).map(([id]) => id),
    )
    if (changed.size === 0) return []
    return [...this.model.of.vm.values()]
      .filter((vm) => vm.host?.id !== undefined && changed.has(vm.host.id))
      .map((vm) => vm.id)
  }

  private async some<K extends Kind>(kind: K, ids: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    if (ids.size === 0) return
    const { found, gone } = await this.reader.byIds<WireOf<K>>(collections[kind], [...ids], signal)
    if (kind === 'vm') await this.adoptNeighbours(found as WireOf<'vm'>[], signal)
    for (const item of found) this.model.set(kind, item)
    this.publisher.publish(
      kind,
      found.map((item) => item.id),
    )
    this.publisher.remove(
      kind,
      gone.filter((id) => this.model.of[kind].has(id)),
    )
  }

  /** Reads clusters, hosts and templates that a VM names and nobody has seen yet. */
  private async adoptNeighbours(vms: readonly WireOf<'vm'>[], signal: AbortSignal): Promise<void> {
    const { of } = this.model
    const unknown = (kind: 'cluster' | 'host' | 'template', list: (string | undefined)[]): Set<string> =>
      new Set(list.filter((id) => id !== undefined && !/^[0-]+$/.test(id) && !of[kind].has(id)) as string[])
    // Filtered users are not shown some of them; asking for each again and again would not change that.
    if (this.reader.engine.access.filter) return
    await this.some(
      'cluster',
      unknown(
        'cluster',
        vms.map((vm) => vm.cluster?.id),
      ),
      signal,
    )
    await this.some(
      'host',
      unknown(
        'host',
        vms.map((vm) => vm.host?.id),
      ),
      signal,
    )
    await this.some(
      'template',
      unknown(
        'template',
        vms.map((vm) => vm.template?.id),
      ),
      signal,
    )
  }

  private async list(kind: Kind, signal: AbortSignal): Promise<void> {
    if (kind === 'network') await readProfiles(this.reader, this.model, signal)
    await this.wholeKind(kind, signal)
  }

  /** Reads all objects of a kind again; those that are missing are removed once asking for them confirms it. */
  async wholeKind<K extends Kind>(kind: K, signal: AbortSignal): Promise<void> {
    const seen = new Set<string>()
    const before = [...this.model.of[kind].keys()]
    for await (const items of this.reader.pages<WireOf<K>>(collections[kind], signal)) {
      for (const item of items) {
        this.model.set(kind, item)
        seen.add(item.id)
      }
    }
    this.publisher.publish(kind, seen)
    await this.confirmMissing(
      kind,
      before.filter((id) => !seen.has(id)),
      signal,
    )
  }

  /** Removes those of the ids that are really gone; a page limit may just have slid over the others. */
  async confirmMissing(kind: Kind, ids: readonly string[], signal: AbortSignal): Promise<void> {
    if (ids.length > 0) await this.some(kind, new Set(ids), signal)
  }
}
