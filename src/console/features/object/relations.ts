import type { HostRow, Power, VmRow } from '../../../contract/inventory.ts'

/** How many machines are in which power state. */
export interface PowerCounts {
  on: number
  off: number
  other: number
}

export function powerCounts(vms: readonly { power: Power }[]): PowerCounts {
  const counts = { on: 0, off: 0, other: 0 }
  for (const { power } of vms) counts[power === 'on' || power === 'off' ? power : 'other'] += 1
  return counts
}

/** Capacity and use of hosts taken together; a host that does not report one is left out of that sum. */
export interface LoadTotals {
  hosts: number
  hostsUp: number
  cores: number
  /** MHz; `undefined` when no host reports it. */
  cpuMhz: number | undefined
  cpuUsedMhz: number | undefined
  memoryBytes: number | undefined
  memoryUsedBytes: number | undefined
}

export function loadTotals(hosts: readonly HostRow[]): LoadTotals {
  return {
    hosts: hosts.length,
    hostsUp: hosts.filter(({ state }) => state === 'up').length,
    cores: hosts.reduce((sum, { cpuCores }) => sum + (cpuCores ?? 0), 0),
    cpuMhz: sumKnown(hosts, cpuCapacity),
    cpuUsedMhz: sumKnown(hosts, cpuUsed),
    memoryBytes: sumKnown(hosts, ({ memoryBytes }) => memoryBytes),
    memoryUsedBytes: sumKnown(hosts, ({ memoryUsedBytes }) => memoryUsedBytes),
  }
}

/** MHz of all cores of a host. */
export function cpuCapacity({ cpuCores, cpuMhz }: HostRow): number | undefined {
  return cpuCores === undefined || cpuMhz === undefined ? undefined : cpuCores * cpuMhz
}

export function cpuUsed(host: HostRow): number | undefined {
  const capacity = cpuCapacity(host)
  return capacity === undefined || host.cpuUsedPercent === undefined
    ? undefined
    : (capacity * host.cpuUsedPercent) / 100
}

/** Used share of a host's memory in percent. */
export function memoryPercent({ memoryBytes, memoryUsedBytes }: HostRow): number | undefined {
  if (memoryBytes === undefined || memoryBytes <= 0 || memoryUsedBytes === undefined) return undefined
  return (100 * memoryUsedBytes) / memoryBytes
}

/** Ids of everything that these machines use, each once. */
export function usedBy(vms: readonly VmRow[], idsOf: (vm: VmRow) => readonly string[] | undefined): string[] {
  const ids = new Set<string>()
  for (const vm of vms) for (const id of idsOf(vm) ?? []) ids.add(id)
  return [...ids]
}

function sumKnown<T>(rows: readonly T[], value: (row: T) => number | undefined): number | undefined {
  let sum: number | undefined
  for (const row of rows) {
    const each = value(row)
    if (each !== undefined) sum = (sum ?? 0) + each
  }
  return sum
}
