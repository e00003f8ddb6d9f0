import type { InventoryRow } from '../../../../contract/inventory.ts'
import { changesBetween } from '../table/row-changes.ts'
import type { Places, TreeNode } from './tree-model.ts'

/** How many rows each node of a tree holds, itself and below. Costs as much as what changed. */
export class TreeCounts {
  readonly #placesOf: (row: InventoryRow) => Places
  #rows: readonly InventoryRow[] = []
  /** Few nodes hold many rows: those in the same places are counted together. */
  readonly #together = new Map<Places, number>()
  #counts: ReadonlyMap<TreeNode, number> = new Map()

  /** `placesOf` gives the same array for the same places. */
  constructor(placesOf: (row: InventoryRow) => Places) {
    this.#placesOf = placesOf
  }

  /** The counts of these rows; the same map as long as nothing in it changed. */
  of(rows: readonly InventoryRow[]): ReadonlyMap<TreeNode, number> {
    const { removed, added } = changesBetween(this.#rows, rows)
    this.#rows = rows
    const changes = new Map<Places, number>()
    for (const row of removed) add(changes, this.#placesOf(row), -1)
    for (const row of added) add(changes, this.#placesOf(row), 1)
    const moved = [...changes].filter(([, by]) => by !== 0)
    if (moved.length === 0) return this.#counts
    for (const [places, by] of moved) add(this.#together, places, by)
    this.#counts = this.#sum()
    return this.#counts
  }

  #sum(): Map<TreeNode, number> {
    const counts = new Map<TreeNode, number>()
    for (const [places, number] of this.#together) {
      const counted = new Set<TreeNode>()
      for (const place of places) {
        for (let node: TreeNode | undefined = place; node && !counted.has(node); node = node.parent) {
          add(counts, node, number)
          counted.add(node)
        }
      }
    }
    return counts
  }
}

function add<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
