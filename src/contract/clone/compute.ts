import type { ClusterRow, HostRow, PoolRow } from '../inventory.ts'
import { type CloneInventory, keptWith } from './clone-inventory.ts'

/**
 * What runs VMs: a cluster, or a host that stands alone. Named by the id of the cluster, else of the host.
 */
export function computeOf(row: HostRow | ClusterRow | PoolRow): string | undefined {
  switch (row.kind) {
    case 'cluster':
      return row.id
    case 'host':
      return row.clusterId ?? row.id
    case 'pool':
      return row.clusterId ?? row.hostId
  }
}

const hostsByCompute = keptWith((hosts: readonly HostRow[], system: string) => {
  const found = new Map<string, HostRow[]>()
  for (const host of hosts) {
    if (host.system !== system) continue
    const compute = host.clusterId ?? host.id
    const list = found.get(compute)
    if (list === undefined) found.set(compute, [host])
    else list.push(host)
  }
  return found
})

const rootPools = keptWith((pools: readonly PoolRow[], system: string) => {
  const found = new Map<string, PoolRow>()
  for (const pool of pools) {
    const compute = pool.root && pool.system === system ? computeOf(pool) : undefined
    if (compute !== undefined) found.set(compute, pool)
  }
  return found
})

/** Hosts of a cluster, or the host that stands alone. */
export function hostsOf(inventory: CloneInventory, compute: string | undefined): readonly HostRow[] {
  if (compute === undefined) return []
  return hostsByCompute(inventory.rows('host'), inventory.system).get(compute) ?? []
}

export function rootPoolOf(inventory: CloneInventory, compute: string | undefined): PoolRow | undefined {
  return compute === undefined ? undefined : rootPools(inventory.rows('pool'), inventory.system).get(compute)
}

/** A host takes VMs, or does not say that it cannot. */
export function takesVms(host: HostRow): boolean {
  return host.state === 'up' || host.state === 'unknown'
}

/** What is free to run VMs; a figure that no host tells is absent. */
export interface FreeCapacity {
  cpuMhz?: number
  memoryBytes?: number
}

/** Free CPU and memory of hosts together, those that take no VMs left out. */
export function freeOf(hosts: readonly HostRow[]): FreeCapacity {
  const free: FreeCapacity = {}
  for (const host of hosts) {
    if (!takesVms(host)) continue
    const { cpuCores, cpuMhz, cpuUsedPercent, memoryBytes, memoryUsedBytes } = host
    if (cpuCores !== undefined && cpuMhz !== undefined && cpuUsedPercent !== undefined)
      free.cpuMhz = (free.cpuMhz ?? 0) + (cpuCores * cpuMhz * (100 - cpuUsedPercent)) / 100
    if (memoryBytes !== undefined && memoryUsedBytes !== undefined)
      free.memoryBytes = (free.memoryBytes ?? 0) + Math.max(0, memoryBytes - memoryUsedBytes)
  }
  return free
}
