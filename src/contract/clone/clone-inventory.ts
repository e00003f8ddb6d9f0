import type { InventoryKind, InventoryRow, RowOf } from '../inventory.ts'

/**
 * The rows of one system, as the rules of cloning ask for them. What is derived from a list is kept with that list, so
 * hand out the same array as long as no row of its kind changed.
 */
export interface CloneInventory {
  /** Rows of other systems are passed over. */
  readonly system: string
  get(id: string): InventoryRow | undefined
  rows<K extends InventoryKind>(kind: K): readonly RowOf<K>[]
}

/** An inventory of rows at hand. */
export function cloneInventory(system: string, rows: Iterable<InventoryRow>): CloneInventory {
  const byId = new Map<string, InventoryRow>()
  const byKind = new Map<InventoryKind, InventoryRow[]>()
  for (const row of rows) {
    if (row.system !== system) continue
    byId.set(row.id, row)
    const list = byKind.get(row.kind)
    if (list === undefined) byKind.set(row.kind, [row])
    else list.push(row)
  }
  const none: InventoryRow[] = []
  return {
    system,
    get: (id) => byId.get(id),
    // Each list holds rows of its kind only.
    rows: <K extends InventoryKind>(kind: K) => (byKind.get(kind) ?? none) as RowOf<K>[],
  }
}

/** The row of an id if it is of this kind. */
export function rowOf<K extends InventoryKind>(
  inventory: CloneInventory,
  kind: K,
  id: string | undefined,
): RowOf<K> | undefined {
  const row = id === undefined ? undefined : inventory.get(id)
  // The comparison says which member of the union it is.
  return row?.kind === kind ? (row as RowOf<K>) : undefined
}

/** Keeps what `make` derives from a list of rows, for one system, as long as the list itself is in use. */
export function keptWith<R extends object, T>(
  make: (rows: readonly R[], system: string) => T,
): (rows: readonly R[], system: string) => T {
  const kept = new WeakMap<readonly R[], Map<string, T>>()
  return (rows, system) => {
    let bySystem = kept.get(rows)
    if (bySystem === undefined) {
      bySystem = new Map()
      kept.set(rows, bySystem)
    }
    const known = bySystem.get(system)
    if (known !== undefined) return known
    const made = make(rows, system)
    bySystem.set(system, made)
    return made
  }
}
