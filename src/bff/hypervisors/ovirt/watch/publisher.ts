import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { InventorySink } from '../../port.ts'
import type { Kind } from './collections.ts'
import { type InventoryModel, kinds } from './model.ts'

const chunk = 500

/** Gives rows to the sink, but only those that differ from what it has. */
export class Publisher {
  private readonly sink: InventorySink
  private readonly model: InventoryModel
  private readonly given = new Map<string, string>()

  constructor(sink: InventorySink, model: InventoryModel) {
    this.sink = sink
    this.model = model
  }

  publish(kind: Kind, ids: Iterable<string>): void {
    let rows: InventoryRow[] = []
    for (const id of ids) {
      const row = this.model.row(kind, id)
      if (row === undefined) continue
      const text = JSON.stringify(row)
      if (this.given.get(id) === text) continue
      this.given.set(id, text)
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
