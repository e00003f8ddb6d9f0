import type { InventoryRow } from '../../contract/inventory.ts'
import { shapedRow } from '../../contract/row-shape.ts'
import { sameJson } from './row-equal.ts'

/** Changes after a version; `version` is how far they reach. */
export interface Changes {
  upsert: InventoryRow[]
  remove: string[]
  version: number
}

/** How many changes are remembered at least, for readers that lag or come back. */
const minimumJournal = 20_000

/**
 * The rows of one system as one account sees them. Every real change gets the next version and its id is
 * noted in a journal; readers keep only the version they have, so a slow reader costs no memory and gets
 * several changes of one row as one.
 */
export class InventoryStore {
  readonly epoch: string
  /** Number of the newest change. */
  version = 0
  /** Version at which a full read was first finished; until then infinite. */
  completeAt = Number.POSITIVE_INFINITY
  private readonly rowsById = new Map<string, InventoryRow>()
  private readonly journalLimit: number
  /** Ids in the order of their changes; entry 0 is the change `dropped + 1`. */
  private journal: string[] = []
  private dropped = 0
  private seen: Set<string> | undefined

  constructor(epoch: string, journalLimit = minimumJournal) {
    this.epoch = epoch
    this.journalLimit = journalLimit
  }

  /** A full read was finished at least once. */
  get complete(): boolean {
    return this.completeAt <= this.version
  }

  get size(): number {
    return this.rowsById.size
  }

  private ids(): string[] {
    return [...this.rowsById.keys()]
  }

  rows(): InventoryRow[] {
    return [...this.rowsById.values()]
  }

  get(id: string): InventoryRow | undefined {
    return this.rowsById.get(id)
  }

  /** A full read starts; what it does not name is removed when it completes. */
  begin(): void {
    this.seen = new Set()
  }

  put(rows: readonly InventoryRow[]): void {
    for (const row of rows) {
      this.seen?.add(row.id)
      const known = this.rowsById.get(row.id)
      if (known !== undefined && sameJson(known, row)) continue
      this.rowsById.set(row.id, shapedRow(row))
      this.note(row.id)
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) if (this.rowsById.delete(id)) this.note(id)
  }

  finish(): void {
    const seen = this.seen
    this.seen = undefined
    if (seen !== undefined) this.remove(this.ids().filter((id) => !seen.has(id)))
    if (!this.complete) this.completeAt = this.version
  }

  /** Whether changes after `version` are still known. */
  remembers(version: number): boolean {
    return version >= this.dropped && version <= this.version
  }

  /**
   * Changes up to a version, of at most `limit` objects; rows are as they are now. Throws when the changes are
   * no longer known; ask `remembers` first.
   */
  changesSince(version: number, limit: number, upTo = this.version): Changes {
    if (!this.remembers(version)) throw new RangeError(`changes since ${version} are not known any more`)
    const ids = new Set<string>()
    let reached = version
    while (reached < upTo) {
      const id = this.journal[reached - this.dropped]
      if (id === undefined) break
      if (ids.size >= limit && !ids.has(id)) break
      ids.add(id)
      reached += 1
    }
    const upsert: InventoryRow[] = []
    const remove: string[] = []
    for (const id of ids) {
      const row = this.rowsById.get(id)
      if (row === undefined) remove.push(id)
      else upsert.push(row)
    }
    return { upsert, remove, version: reached }
  }

  private note(id: string): void {
    this.version += 1
    this.journal.push(id)
    const limit = Math.max(this.journalLimit, this.rowsById.size)
    // Cut rarely and by half, so that the cost per change stays constant.
    if (this.journal.length < limit * 2) return
    const cut = this.journal.length - limit
    this.journal = this.journal.slice(cut)
    this.dropped += cut
  }
}
