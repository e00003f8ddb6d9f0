import type { InventoryKind, InventoryRow, RowOf } from '../../contract/inventory.ts'

/** Told of one row that came (`before` absent), changed, or went (`after` absent). */
export type RowListener = (before: InventoryRow | undefined, after: InventoryRow | undefined) => void

type ByKind = { [K in InventoryKind]: Map<string, RowOf<K>> }

/**
 * The rows of one system: by id over all kinds, and by kind in the order in which they first came. Every
 * change costs as much as the rows it names.
 */
export class SystemRows {
  private readonly byId = new Map<string, InventoryRow>()
  private readonly byKind: ByKind = {
    vm: new Map(),
    template: new Map(),
    host: new Map(),
    cluster: new Map(),
    datastore: new Map(),
    network: new Map(),
    datacenter: new Map(),
    folder: new Map(),
    pool: new Map(),
  }

  get size(): number {
    return this.byId.size
  }

  get(id: string): InventoryRow | undefined {
    return this.byId.get(id)
  }

  ids(): IterableIterator<string> {
    return this.byId.keys()
  }

  ofKind<K extends InventoryKind>(kind: K): Iterable<RowOf<K>> {
    return this.byKind[kind].values()
  }

  /** Keeps the old object when nothing in it changed, and calls nobody then. */
  put(row: InventoryRow, touched: RowListener): void {
    const old = this.byId.get(row.id)
    if (old !== undefined && sameRow(old, row)) return
    // A VM that becomes a template keeps its id and changes its kind.
    const becomes = old !== undefined && old.kind !== row.kind
    if (becomes) this.remove(old.id, touched)
    this.byId.set(row.id, row)
    // The map of a row's own kind takes that row; TypeScript cannot follow the key through the union.
    const rows = this.byKind[row.kind] as Map<string, InventoryRow>
    rows.set(row.id, row)
    touched(becomes ? undefined : old, row)
  }

  remove(id: string, touched: RowListener): void {
    const old = this.byId.get(id)
    if (old === undefined) return
    this.byId.delete(id)
    this.byKind[old.kind].delete(id)
    touched(old, undefined)
  }
}

/** Whether two rows say the same. Rows are flat: their values are primitives or lists of primitives. */
function sameRow(a: InventoryRow, b: InventoryRow): boolean {
  if (a === b) return true
  // Rows of one kind have the same fields; which ones does not matter here.
  const left = a as unknown as Record<string, unknown>
  const right = b as unknown as Record<string, unknown>
  let fields = 0
  for (const field in left) {
    if (left[field] === undefined) continue
    fields += 1
    if (!sameValue(left[field], right[field])) return false
  }
  for (const field in right) if (right[field] !== undefined) fields -= 1
  return fields === 0
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((value, index) => Object.is(value, b[index]))
}
