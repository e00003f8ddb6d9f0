import type { InventoryRow } from '../../../../contract/inventory.ts'
import { toHostRow } from '../map/host.ts'
import { toClusterRow, toDatacenterRow, toNetworkRow } from '../map/infrastructure.ts'
import { type MachineParts, toTemplateRow, toVmRow } from '../map/machine.ts'
import type { Marks } from '../map/marks.ts'
import { blankId, type RowContext } from '../map/row-context.ts'
import { toDatastoreRow } from '../map/storage-domain.ts'
import type { ListedMachine } from '../wire/listed-machine.ts'
import type { WireNic } from '../wire/nic.ts'
import type { Kind, WireOf } from './collections.ts'
import { Keeper, own, ownDeep, ownMap } from './keeper.ts'

/** In which order rows are given, so that what they refer to comes first. */
export const kinds: readonly Kind[] = [
  'datacenter',
  'cluster',
  'host',
  'datastore',
  'network',
  'template',
  'vm',
]

type Stores = { [K in Kind]: Map<string, WireOf<K>> }

/** Everything known of one engine as it came over the wire, and the rows that follow from it. */
export class InventoryModel {
  readonly of: Stores = {
    datacenter: new Map(),
    cluster: new Map(),
    host: new Map(),
    datastore: new Map(),
    network: new Map(),
    template: new Map(),
    vm: new Map(),
  }
  /** Storage domains attached to each data center, with their state there. */
  readonly attached = new Map<string, ReadonlyMap<string, string>>()
  /** Parts of VMs and templates that were read one by one. */
  readonly parts = new Map<string, MachineParts>()
  readonly statistics = new Map<string, ReadonlyMap<string, number>>()
  /** Network of each vNIC profile. */
  readonly profileNetworks = new Map<string, string>()
  readonly policyNames = new Map<string, string>()
  /** Objects removed since a full read began, so that one of its older pages cannot bring them back. */
  readonly removed = new Set<string>()
  private readonly keeper = new Keeper()
  private readonly context: RowContext

  constructor(system: string, marks?: Marks) {
    this.context = {
      system,
      ...(marks === undefined ? {} : { marks }),
      datacenterOf: (id) => {
        const datacenter = id === undefined ? undefined : this.of.cluster.get(id)?.data_center?.id
        return this.context.seen('datacenter', datacenter)
      },
      seen: (kind, id) => (id !== undefined && this.of[kind].has(id) ? id : undefined),
    }
  }

  /** Remembers an object, which the model may change. The blank template is no object of the inventory. */
  set<K extends Kind>(kind: K, wire: WireOf<K>): void {
    if (wire.id === blankId) return
    if (kind === 'vm' || kind === 'template') {
      // The wire type of both kinds; the compiler does not follow it through the generic.
      const machine: ListedMachine = this.keeper.machine(wire as ListedMachine)
      const machines: Map<string, ListedMachine> = kind === 'vm' ? this.of.vm : this.of.template
      machines.set(machine.id, machine)
      return
    }
    const store: Map<string, WireOf<K>> = this.of[kind]
    const kept = ownDeep(wire)
    store.set(kept.id, kept)
  }

  forget(kind: Kind, id: string): void {
    this.of[kind].delete(id)
    this.removed.add(id)
    this.parts.delete(id)
    this.statistics.delete(id)
    if (kind === 'datacenter') this.attached.delete(id)
  }

  setParts(id: string, parts: MachineParts): void {
    const known = this.of.vm.get(id) ?? this.of.template.get(id)
    if (known === undefined) return
    this.parts.set(known.id, this.keeper.parts({ ...this.parts.get(id), ...parts }))
  }

  setStatistics(host: string, values: ReadonlyMap<string, number>): void {
    this.statistics.set(own(host), ownMap(values))
  }

  setAttached(datacenter: string, states: ReadonlyMap<string, string>): void {
    this.attached.set(own(datacenter), ownMap(states))
  }

  /** Networks behind a VM's cards, each once. */
  networksOf(nics: readonly WireNic[]): string[] {
    const ids = nics.flatMap((nic) => {
      const profile = nic.vnic_profile?.id
      return nic.network?.id ?? (profile === undefined ? undefined : this.profileNetworks.get(profile)) ?? []
    })
    return [...new Set(ids)]
  }

  row(kind: Kind, id: string): InventoryRow | undefined {
    switch (kind) {
      case 'datacenter': {
        const wire = this.of.datacenter.get(id)
        return wire && toDatacenterRow(wire, this.context)
      }
      case 'cluster': {
        const wire = this.of.cluster.get(id)
        return wire && toClusterRow(wire, this.policyNames, this.context)
      }
      case 'host': {
        const wire = this.of.host.get(id)
        return wire && toHostRow(wire, this.statistics.get(id), this.context)
      }
      case 'datastore': {
        const wire = this.of.datastore.get(id)
        return wire && toDatastoreRow(wire, this.attachmentsOf(id), this.context)
      }
      case 'network': {
        const wire = this.of.network.get(id)
        return wire && toNetworkRow(wire, this.context)
      }
      case 'template': {
        const wire = this.of.template.get(id)
        return wire && toTemplateRow(wire, this.parts.get(id) ?? {}, this.context)
      }
      case 'vm': {
        const wire = this.of.vm.get(id)
        return wire && toVmRow(wire, this.parts.get(id) ?? {}, this.context)
      }
    }
  }

  /** Data center → state of this storage domain there. */
  attachmentsOf(storageDomain: string): ReadonlyMap<string, string> {
    const states = new Map<string, string>()
    for (const [datacenter, domains] of this.attached) {
      const state = domains.get(storageDomain)
      if (state !== undefined) states.set(datacenter, state)
    }
    return states
  }
}
