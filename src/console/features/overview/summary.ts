import type {
  DatastoreRow,
  HostRow,
  InventoryKind,
  InventoryRow,
  VmRow,
} from '../../../contract/inventory.ts'
import type { Inventory } from '../../client/inventory.ts'
import { eachRow, type Steps } from '../../client/sliced.ts'

/** How much of something is used; both undefined when no object told both numbers. */
interface Usage {
  used: number | undefined
  total: number | undefined
}

/** Counts and capacities of one system or of all. CPU in MHz, memory and storage in bytes. */
export interface Summary {
  hosts: { total: number; up: number; maintenance: number; down: number }
  vms: { total: number; on: number; off: number; other: number }
  templates: number
  clusters: number
  datastores: number
  networks: number
  cpu: Usage
  memory: Usage
  storage: Usage
  /** Objects whose health is `error`, and `warning`. */
  errors: number
  warnings: number
  /** Kind with the most objects in error, and in warning, where a link to them leads first. */
  errorKind: InventoryKind | undefined
  warningKind: InventoryKind | undefined
}

export interface Overview {
  all: Summary
  systems: ReadonlyMap<string, Summary>
}

interface Building extends Summary {
  troubles: Map<InventoryKind, { errors: number; warnings: number }>
}

/** Sums up the inventory in one pass. */
export function* summarize(inventory: Inventory): Steps<Overview> {
  const all = empty()
  const systems = new Map<string, Building>()
  let last: { system: string; sums: [Building, Building] } | undefined
  const both = (system: string): [Building, Building] => {
    // Rows of a system come one after the other.
    if (last?.system === system) return last.sums
    let own = systems.get(system)
    if (own === undefined) {
      own = empty()
      systems.set(system, own)
    }
    last = { system, sums: [all, own] }
    return last.sums
  }
  const each = <R extends InventoryRow>(rows: readonly R[], add: (sum: Building, row: R) => void) =>
    eachRow(rows, (row) => {
      for (const sum of both(row.system)) {
        add(sum, row)
        if (row.health === 'error' || row.health === 'warning') addTrouble(sum, row.kind, row.health)
      }
    })
  yield* each(inventory.rows('vm'), addVm)
  yield* each(inventory.rows('template'), (sum) => {
    sum.templates += 1
  })
  yield* each(inventory.rows('host'), addHost)
  yield* each(inventory.rows('cluster'), (sum) => {
    sum.clusters += 1
  })
  yield* each(inventory.rows('datastore'), addDatastore)
  yield* each(inventory.rows('network'), (sum) => {
    sum.networks += 1
  })
  yield* each(inventory.rows('datacenter'), () => {})
  return { all: finish(all), systems: new Map([...systems].map(([id, sum]) => [id, finish(sum)])) }
}

function addHost(sum: Building, row: HostRow): void {
  sum.hosts.total += 1
  if (row.state === 'up') sum.hosts.up += 1
  else if (row.state === 'maintenance') sum.hosts.maintenance += 1
  else if (row.state === 'down' || row.state === 'unknown') sum.hosts.down += 1
  // A host that runs nothing has no capacity to offer.
  if (row.state !== 'up') return
  const capacity = cpuCapacity(row)
  if (capacity !== undefined && row.cpuUsedPercent !== undefined) {
    add(sum.cpu, (capacity * row.cpuUsedPercent) / 100, capacity)
  }
  add(sum.memory, row.memoryUsedBytes, row.memoryBytes)
}

/** MHz of all cores of a host. */
function cpuCapacity(row: HostRow): number | undefined {
  return row.cpuCores === undefined || row.cpuMhz === undefined ? undefined : row.cpuCores * row.cpuMhz
}

function addVm(sum: Building, row: VmRow): void {
  sum.vms.total += 1
  if (row.power === 'on') sum.vms.on += 1
  else if (row.power === 'off') sum.vms.off += 1
  else sum.vms.other += 1
}

function addDatastore(sum: Building, row: DatastoreRow): void {
  sum.datastores += 1
  if (row.state === 'down' || !holdsDisks(row)) return
  add(sum.storage, usedBytes(row), row.capacityBytes)
}

/** ISO, export and image domains of oVirt hold no VM's disks. */
export function holdsDisks(row: DatastoreRow): boolean {
  return row.role === undefined || row.role === 'data'
}

export function usedBytes(row: DatastoreRow): number | undefined {
  if (row.capacityBytes === undefined || row.freeBytes === undefined) return undefined
  return Math.max(0, row.capacityBytes - row.freeBytes)
}

/** Only objects that tell both numbers count, else the share would lie. */
function add(usage: Usage, used: number | undefined, total: number | undefined): void {
  if (used === undefined || total === undefined) return
  usage.used = (usage.used ?? 0) + used
  usage.total = (usage.total ?? 0) + total
}

function addTrouble(sum: Building, kind: InventoryKind, health: 'error' | 'warning'): void {
  let trouble = sum.troubles.get(kind)
  if (trouble === undefined) {
    trouble = { errors: 0, warnings: 0 }
    sum.troubles.set(kind, trouble)
  }
  if (health === 'error') {
    sum.errors += 1
    trouble.errors += 1
  } else {
    sum.warnings += 1
    trouble.warnings += 1
  }
}

function finish({ troubles, ...summary }: Building): Summary {
  const most = (health: 'errors' | 'warnings') =>
    [...troubles].filter(([, a]) => a[health] > 0).toSorted(([, a], [, b]) => b[health] - a[health])[0]?.[0]
  return { ...summary, errorKind: most('errors'), warningKind: most('warnings') }
}

function empty(): Building {
  return {
    hosts: { total: 0, up: 0, maintenance: 0, down: 0 },
    vms: { total: 0, on: 0, off: 0, other: 0 },
    templates: 0,
    clusters: 0,
    datastores: 0,
    networks: 0,
    cpu: { used: undefined, total: undefined },
    memory: { used: undefined, total: undefined },
    storage: { used: undefined, total: undefined },
    errors: 0,
    warnings: 0,
    errorKind: undefined,
    warningKind: undefined,
    troubles: new Map(),
  }
}
