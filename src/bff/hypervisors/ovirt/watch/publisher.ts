import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { InventorySink } from '../../port.ts'
import type { Kind } from './collections.ts'
import { type InventoryModel, kinds } from './model.ts'

const chunk = 500

/** Gives rows to the sink, but only those that differ from what it has. */
export class Publisher {
  private readonly sink: InventorySink
  private readonly model: InventoryModel
  /** The sink has these very objects, so keeping them costs next to nothing. */
  private readonly given = new Map<string, InventoryRow>()

  constructor(sink: InventorySink, model: InventoryModel) {
    this.sink = sink
    this.model = model
  }

  publish(kind: Kind, ids: Iterable<string>): void {
    let rows: InventoryRow[] = []
    for (const id of ids) {
      const row = this.model.row(kind, id)
      if (row === undefined) continue
      const before = this.given.get(id)
      if (before !== undefined && sameRow(before, row)) continue
      this.given.set(row.id, row)
      rows.push(row)
      if (rows.length >= chunk) {
        this.sink.put(rows)
        rows = []
      }
    }
    if (rows.length > 0) this.sink.put(rows)
  }

  publishAll(): void {
    for (const kind of kinds) this.publish(kind, this.model.of[kind].keys())
  }

  remove(kind: Kind, ids: readonly string[]): void {
    for (const id of ids) {
      this.model.forget(kind, id)
      this.given.delete(id)
    }
    if (ids.length > 0) this.sink.remove([...ids])
  }

  /** Everything was read once: the inventory is complete. */
  complete(): void {
    this.sink.complete()
  }

  confirm(): void {
    this.sink.confirm()
  }
}

/** Rows are made by the same code, so equal ones have the same keys in the same order; values are plain or lists of texts. */
function sameRow(a: InventoryRow, b: InventoryRow): boolean {
  const left = Object.entries(a)
  const right = Object.entries(b)
  if (left.length !== right.length) return false
  return left.every(([key, value], index) => {
    const other = right[index]
    return other !== undefined && other[0] === key && sameValue(value, other[1])
  })
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, index) => item === b[index])
}
