import { type InventoryKind, type InventoryRow, keyOf, type RowOf } from '../../contract/inventory.ts'

/**
 * The rows of a kind that belong together, kept by following the changes: what a change costs depends on the rows
 * it names, not on how many there are.
 */
export class Members<K extends InventoryKind> {
  private readonly kind: K
  private readonly belongs: (row: RowOf<K>) => boolean
  private readonly held = new Map<string, RowOf<K>>()
  private shown: readonly RowOf<K>[] | undefined

  /** Looks once at `rows`, all there are of the kind. */
  constructor(kind: K, rows: readonly RowOf<K>[], belongs: (row: RowOf<K>) => boolean) {
    this.kind = kind
    this.belongs = belongs
    for (const row of rows) if (belongs(row)) this.held.set(keyOf(row), row)
  }

  /** Takes the change of one row, of whatever kind; `true` when it changed the members. */
  follow(before: InventoryRow | undefined, after: InventoryRow | undefined): boolean {
    const was = this.member(before)
    const is = this.member(after)
    if (is !== undefined) this.held.set(keyOf(is), is)
    else if (was !== undefined) this.held.delete(keyOf(was))
    else return false
    this.shown = undefined
    return true
  }

  /** The members; the same array as long as none of them changed. */
  list(): readonly RowOf<K>[] {
    this.shown ??= [...this.held.values()]
    return this.shown
  }

  private member(row: InventoryRow | undefined): RowOf<K> | undefined {
    if (row?.kind !== this.kind) return undefined
    // Its kind was just checked; TypeScript cannot follow that through the type parameter.
    const own = row as RowOf<K>
    return this.belongs(own) ? own : undefined
  }
}
