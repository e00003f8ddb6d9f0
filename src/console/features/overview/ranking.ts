import type { DatastoreRow, HostRow, VmRow } from '../../../contract/inventory.ts'
import type { Inventory } from '../../client/inventory.ts'
import { eachRow, type Steps } from '../../client/sliced.ts'
import { holdsDisks, usedBytes } from './summary.ts'

/** A row with the number it is ranked by. */
export interface Ranked<R> {
  row: R
  value: number
}

/** The `count` rows with the highest value; rows without a value are left out. One pass, no sort of all. */
export function* top<R>(
  rows: readonly R[],
  count: number,
  measure: (row: R) => number | undefined,
): Steps<Ranked<R>[]> {
  const best: Ranked<R>[] = []
  yield* eachRow(rows, (row) => {
    const value = measure(row)
    if (value === undefined || !Number.isFinite(value)) return
    const last = best.at(-1)
    if (best.length >= count && last !== undefined && value <= last.value) return
    let place = best.length
    while (place > 0 && (best[place - 1]?.value ?? 0) < value) place -= 1
    best.splice(place, 0, { row, value })
    if (best.length > count) best.pop()
  })
  return best
}

/** Who is busiest, fullest and biggest. Shares are 0…1. */
export interface Rankings {
  hostsByCpu: Ranked<HostRow>[]
  hostsByMemory: Ranked<HostRow>[]
  fullestDatastores: Ranked<DatastoreRow>[]
  vmsByMemory: Ranked<VmRow>[]
  vmsByStorage: Ranked<VmRow>[]
}

export function* rank(inventory: Inventory, count: number): Steps<Rankings> {
  const hosts = inventory.rows('host')
  const vms = inventory.rows('vm')
  return {
    hostsByCpu: yield* top(hosts, count, (row) =>
      row.state === 'up' && row.cpuUsedPercent !== undefined ? row.cpuUsedPercent / 100 : undefined,
    ),
    hostsByMemory: yield* top(hosts, count, (row) =>
      row.state === 'up' && row.memoryBytes && row.memoryUsedBytes !== undefined
        ? row.memoryUsedBytes / row.memoryBytes
        : undefined,
    ),
    fullestDatastores: yield* top(inventory.rows('datastore'), count, (row) =>
      holdsDisks(row) ? fullness(row) : undefined,
    ),
    vmsByMemory: yield* top(vms, count, (row) => (row.power === 'on' ? row.memoryBytes : undefined)),
    vmsByStorage: yield* top(vms, count, (row) => row.usedBytes),
  }
}

/** How many stand in each tenth from 0 to 100 %: ten counts, and how many told nothing. */
export interface Spread {
  tenths: number[]
  unknown: number
}

/** Hosts that are up, by CPU use. */
export function hostLoad(hosts: readonly HostRow[]): Spread {
  return spread(
    hosts.filter(({ state }) => state === 'up'),
    ({ cpuUsedPercent }) => (cpuUsedPercent === undefined ? undefined : cpuUsedPercent / 100),
  )
}

/** Datastores that hold disks, by how full they are. */
export function datastoreFill(datastores: readonly DatastoreRow[]): Spread {
  return spread(datastores.filter(holdsDisks), fullness)
}

function fullness(row: DatastoreRow): number | undefined {
  const used = usedBytes(row)
  return row.capacityBytes && used !== undefined ? used / row.capacityBytes : undefined
}

function spread<R>(rows: readonly R[], measure: (row: R) => number | undefined): Spread {
  const tenths = Array.from({ length: 10 }, () => 0)
  let unknown = 0
  for (const row of rows) {
    const share = measure(row)
    if (share === undefined) {
      unknown += 1
      continue
    }
    const tenth = Math.min(9, Math.max(0, Math.floor(share * 10)))
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  return { tenths, unknown }
}
