import type { Machine } from '../../../contract/actions/rules.ts'
import type { DatastoreRow, HostRow, PoolRow } from '../../../contract/inventory.ts'
import type { SystemKind } from '../../../contract/system.ts'
import { formatBytes, formatMhz } from '../../../contract/units.ts'
import type { VmDisk } from '../../../contract/vm.ts'
import type { Inventory } from '../../client/inventory.ts'
import type { Choice } from './fields.tsx'

/** What all of them have in common, or `undefined` where they differ or do not say. */
export function common<T, V>(items: readonly T[], of: (item: T) => V | undefined): V | undefined {
  const [first, ...rest] = items.map(of)
  return rest.every((value) => value === first) ? first : undefined
}

/**
 * Hosts that these machines could run on: of the same cluster on oVirt, of the same data center on vCenter. Those that
 * take no VMs now are listed with the reason; what can be chosen stands first, then by name.
 */
export function hostChoices(
  inventory: Inventory,
  kind: SystemKind,
  machines: readonly Machine[],
  options: { leave?: boolean } = {},
): Choice[] {
  const [first] = machines
  if (first === undefined) return []
  const cluster = common(machines, ({ clusterId }) => clusterId)
  const datacenter = common(machines, ({ datacenterId }) => datacenterId)
  const near = (host: HostRow) =>
    kind === 'ovirt'
      ? cluster !== undefined && host.clusterId === cluster
      : datacenter !== undefined && host.datacenterId === datacenter
  const here = options.leave === true ? common(machines, ({ hostId }) => hostId) : undefined
  return inventory
    .rows('host')
    .filter((host) => host.system === first.system && near(host))
    .map((host) => hostChoice(inventory, host, here))
    .sort(chooseableFirst)
}

function hostChoice(inventory: Inventory, host: HostRow, here: string | undefined): Choice {
  const cluster = inventory.nameOf(host.system, host.clusterId)
  const detail = [cluster, freeOf(host)].filter((part) => part !== undefined && part !== '').join(' · ')
  const refused = refusedHost(host, here)
  return { id: host.id, name: host.name, detail, ...(refused === undefined ? {} : { refused }) }
}

function refusedHost({ id, state, status }: HostRow, here: string | undefined): string | undefined {
  if (id === here) return 'It runs here now.'
  if (state === 'maintenance') return 'In maintenance: takes no VMs.'
  if (state === 'down') return `Not usable: ${status}.`
  if (state === 'transition') return `On the way to another state: ${status}.`
  return undefined
}

/** `free: 12.4 GHz of 40 GHz CPU, 64 GiB of 128 GiB memory`, as far as it is known. */
function freeOf(host: HostRow): string {
  const parts: string[] = []
  const { cpuCores, cpuMhz, cpuUsedPercent, memoryBytes, memoryUsedBytes } = host
  if (cpuCores !== undefined && cpuMhz !== undefined && cpuUsedPercent !== undefined) {
    const all = cpuCores * cpuMhz
    const free = Math.max(0, all * (1 - cpuUsedPercent / 100))
    parts.push(`${formatMhz(free)} of ${formatMhz(all)} CPU`)
  } else if (cpuUsedPercent !== undefined) {
    parts.push(`${Math.round(100 - cpuUsedPercent)} % of its CPU`)
  }
  if (memoryBytes !== undefined && memoryUsedBytes !== undefined) {
    const free = Math.max(0, memoryBytes - memoryUsedBytes)
    parts.push(`${formatBytes(free)} of ${formatBytes(memoryBytes)} memory`)
  }
  return parts.length === 0 ? '' : `free: ${parts.join(', ')}`
}

/** Datastores in the machine's data center that disks can live on, with what is free there. */
export function datastoreChoices(
  inventory: Inventory,
  kind: SystemKind,
  machine: Machine,
  needed: number,
): Choice[] {
  return datastoresNear(inventory, machine)
    .filter(({ role }) => kind === 'vcenter' || role === undefined || role === 'data')
    .map((store) => datastoreChoice(store, needed))
    .sort(chooseableFirst)
}

/** Export domains in the machines' data center. */
export function exportChoices(inventory: Inventory, machines: readonly Machine[]): Choice[] {
  const [first] = machines
  if (first === undefined || common(machines, ({ datacenterId }) => datacenterId) !== first.datacenterId)
    return []
  return datastoresNear(inventory, first)
    .filter(({ role }) => role === 'export')
    .map((store) => datastoreChoice(store, 0))
    .sort(chooseableFirst)
}

function datastoresNear(inventory: Inventory, { system, datacenterId }: Machine): DatastoreRow[] {
  return inventory
    .rows('datastore')
    .filter(
      (store) =>
        store.system === system &&
        (datacenterId === undefined ||
          store.datacenterId === undefined ||
          store.datacenterId === datacenterId),
    )
}

function datastoreChoice(store: DatastoreRow, needed: number): Choice {
  const { id, name, type, freeBytes, capacityBytes, state, status } = store
  const parts = [
    type,
    freeBytes === undefined ? undefined : `${formatBytes(freeBytes)} of ${formatBytes(capacityBytes)} free`,
    freeBytes !== undefined && freeBytes < needed ? 'less than the disks take' : undefined,
  ]
  const detail = parts.filter((part) => part !== undefined).join(' · ')
  if (state === 'maintenance') return { id, name, refused: 'In maintenance.' }
  if (state === 'down') return { id, name, refused: `Not usable: ${status}.` }
  return { id, name, detail }
}

/** What these disks take on a datastore: what they use where that is known, else their whole size; bytes. */
export function spaceOf(disks: readonly VmDisk[]): number {
  return disks.reduce((sum, { usedBytes, capacityBytes }) => sum + (usedBytes ?? capacityBytes), 0)
}

/** Resource pools of these clusters or hosts by their paths, `Cluster / Pool / Pool`. */
export function poolChoices(
  inventory: Inventory,
  system: string,
  belongs: (pool: PoolRow) => boolean,
): Choice[] {
  return inventory
    .rows('pool')
    .filter((pool) => pool.system === system && belongs(pool))
    .map((pool) => ({ id: pool.id, name: poolPath(inventory, pool) }))
    .sort(chooseableFirst)
}

/** The pool that stands for the whole cluster of a host, or for the host where it has none. */
export function rootPoolOf(inventory: Inventory, host: HostRow): PoolRow | undefined {
  return inventory
    .rows('pool')
    .find(
      (pool) =>
        pool.root &&
        pool.system === host.system &&
        (host.clusterId === undefined ? pool.hostId === host.id : pool.clusterId === host.clusterId),
    )
}

function poolPath(inventory: Inventory, pool: PoolRow): string {
  const names: string[] = []
  let at: PoolRow | undefined = pool
  // A circle of parents, which no system should report, must not hang the page.
  while (at !== undefined && names.length < 32) {
    const { system, clusterId, hostId, name, root }: PoolRow = at
    names.unshift(root ? (inventory.nameOf(system, clusterId ?? hostId) ?? name) : name)
    at = parentOf(inventory, at)
  }
  return names.join(' / ')
}

function parentOf(inventory: Inventory, { system, parentId }: PoolRow): PoolRow | undefined {
  const parent = parentId === undefined ? undefined : inventory.row(system, parentId)
  return parent?.kind === 'pool' ? parent : undefined
}

/** What can be chosen stands first, then by name. */
export function chooseableFirst(a: Choice, b: Choice): number {
  const order = Number(a.refused !== undefined) - Number(b.refused !== undefined)
  return order === 0 ? a.name.localeCompare(b.name, 'en', { numeric: true }) : order
}
