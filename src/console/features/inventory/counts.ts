import type { HostRow, VmRow } from '../../../contract/inventory.ts'
import type { Inventory } from '../../client/inventory.ts'
import { changesBetween } from './table/row-changes.ts'

/** How many VMs and hosts belong to an object. Stays as it is until it is updated. */
export class Counts {
  #vmRows: readonly VmRow[] = []
  #hostRows: readonly HostRow[] = []
  readonly #vms = new Map<string, Map<string, number>>()
  readonly #hosts = new Map<string, Map<string, number>>()

  /** Counts what changed since the last time; `false` when nothing did. */
  update(inventory: Inventory): boolean {
    const vms = inventory.rows('vm')
    const hosts = inventory.rows('host')
    if (vms === this.#vmRows && hosts === this.#hostRows) return false
    const ofVms = changesBetween(this.#vmRows, vms)
    for (const vm of ofVms.removed) this.#countVm(vm, -1)
    for (const vm of ofVms.added) this.#countVm(vm, 1)
    const ofHosts = changesBetween(this.#hostRows, hosts)
    for (const host of ofHosts.removed) add(this.#hosts, host.system, host.clusterId, -1)
    for (const host of ofHosts.added) add(this.#hosts, host.system, host.clusterId, 1)
    this.#vmRows = vms
    this.#hostRows = hosts
    return true
  }

  vms(system: string, id: string): number {
    return this.#vms.get(system)?.get(id) ?? 0
  }

  hosts(system: string, cluster: string): number {
    return this.#hosts.get(system)?.get(cluster) ?? 0
  }

  #countVm(vm: VmRow, by: 1 | -1): void {
    add(this.#vms, vm.system, vm.hostId, by)
    add(this.#vms, vm.system, vm.clusterId, by)
    for (const id of vm.datastoreIds ?? []) add(this.#vms, vm.system, id, by)
    for (const id of vm.networkIds ?? []) add(this.#vms, vm.system, id, by)
  }
}

function add(
  counts: Map<string, Map<string, number>>,
  system: string,
  id: string | undefined,
  by: number,
): void {
  if (id === undefined) return
  let ofSystem = counts.get(system)
  if (!ofSystem) {
    ofSystem = new Map()
    counts.set(system, ofSystem)
  }
  ofSystem.set(id, (ofSystem.get(id) ?? 0) + by)
}
