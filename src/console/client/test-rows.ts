import type { DatastoreRow, HostRow, InventoryRow, VmRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'
import { type Inventory, InventoryStore } from './inventory-store.ts'

/** Rows and states for tests, with the least that they must have. */
export function vm(id: string, more: Partial<VmRow> = {}): VmRow {
  return {
    kind: 'vm',
    system: 'a',
    id,
    name: id,
    health: 'ok',
    status: 'poweredOn',
    cpus: 2,
    memoryBytes: 2 ** 30,
    power: 'on',
    tools: 'running',
    ...more,
  }
}

export function host(id: string, more: Partial<HostRow> = {}): HostRow {
  return { kind: 'host', system: 'a', id, name: id, health: 'ok', state: 'up', status: 'connected', ...more }
}

export function datastore(id: string, more: Partial<DatastoreRow> = {}): DatastoreRow {
  return {
    kind: 'datastore',
    system: 'a',
    id,
    name: id,
    health: 'ok',
    state: 'up',
    status: 'accessible',
    ...more,
  }
}

/** An inventory that holds just these rows. */
export function inventoryOf(...rows: InventoryRow[]): Inventory {
  const store = new InventoryStore(() => {})
  for (const system of new Set(rows.map((row) => row.system))) {
    const own = rows.filter((row) => row.system === system)
    store.apply({ type: 'begin', system, epoch: 'e' })
    store.apply({ type: 'rows', system, epoch: 'e', rows: own })
    store.apply({ type: 'complete', system, epoch: 'e', seq: 0, at: 0 })
  }
  return store.take()
}

export function systemState(more: Partial<SystemState> = {}): SystemState {
  return {
    id: 'a',
    name: 'a',
    kind: 'vcenter',
    address: 'a.example',
    reach: 'reachable',
    session: { state: 'signed-in', userName: 'admin' },
    sync: { phase: 'live', objects: 10 },
    warnings: [],
    ...more,
  }
}
