import type { InventoryKind, InventoryRow, RowOf } from '../../contract/inventory.ts'
import type { Clock, InventorySink, Log } from './port.ts'

/** Real time, for suites that drive an adapter against a simulator or a live system. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** A sink that keeps the rows as a watcher would, and lets a test await a state of them. */
export class RecordingSink implements InventorySink {
  readonly rows = new Map<string, InventoryRow>()
  completions = 0
  confirmations = 0
  private fresh: Set<string> | undefined
  private waiting: (() => void)[] = []

  begin(): void {
    this.fresh = new Set()
  }

  put(rows: InventoryRow[]): void {
    for (const row of rows) {
      this.rows.set(row.id, row)
      this.fresh?.add(row.id)
    }
    this.wake()
  }

  remove(ids: string[]): void {
    for (const id of ids) this.rows.delete(id)
    this.wake()
  }

  complete(): void {
    const { fresh } = this
    if (fresh !== undefined) {
      for (const id of this.rows.keys()) if (!fresh.has(id)) this.rows.delete(id)
      this.fresh = undefined
    }
    this.completions += 1
    this.wake()
  }

  confirm(): void {
    this.confirmations += 1
    this.wake()
  }

  of<K extends InventoryKind>(kind: K): RowOf<K>[] {
    // The filter leaves rows of that kind only; the compiler cannot follow it through the generic.
    return [...this.rows.values()].filter((row) => row.kind === kind) as RowOf<K>[]
  }

  byName<K extends InventoryKind>(kind: K, name: string): RowOf<K> | undefined {
    return this.of(kind).find((row) => row.name === name)
  }

  /** Resolves when `holds` does; rejects with `what` after `ms`. Checked at every change. */
  async until(what: string, holds: () => boolean, ms: number): Promise<void> {
    const deadline = Date.now() + ms
    while (!holds()) {
      const left = deadline - Date.now()
      if (left <= 0) throw new Error(`not within ${ms} ms: ${what}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  private wake(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve()
  }
}
