import type { InventoryRow } from '../../contract/inventory.ts'
import type { LiveMessage } from '../../contract/live.ts'
import type { InventoryStore } from './inventory-store.ts'
import type { ResumePoint } from './resume.ts'
import type { Watcher } from './watcher.ts'

/** Rows per message: large enough to be cheap, small enough to never hold up other work. */
const chunkRows = 500
/** Patches of one system are at least this far apart. */
const patchGapMs = 100

/**
 * Ids in the order in which they are taken from the end: hosts, clusters, datastores and what else VMs refer
 * to reach the page before the VMs, which then show with all their names.
 */
function placesLast(store: InventoryStore): string[] {
  const machines: string[] = []
  const places: string[] = []
  for (const row of store.rows()) {
    const machine = row.kind === 'vm' || row.kind === 'template'
    ;(machine ? machines : places).push(row.id)
  }
  return [...machines, ...places]
}

/**
 * One viewer's position in one system's rows. It holds no rows: each message is made from the store when
 * the viewer can take it, so a slow viewer gets coalesced patches, or a new full read when it lags too far.
 */
export class Feed {
  private readonly watcher: Watcher
  private readonly system: string
  private readonly resume: ResumePoint | undefined
  private phase: 'new' | 'snapshot' | 'loading' | 'following' = 'new'
  private cursor = 0
  /** Where the full read that is being sent began; a viewer that comes back may continue from there. */
  private readFrom = 0
  private pendingIds: string[] = []
  /** Rows that were sent during a full read and then vanished. */
  private vanished: string[] = []
  private notBefore = 0

  constructor(system: string, watcher: Watcher, resume: ResumePoint | undefined) {
    this.system = system
    this.watcher = watcher
    this.resume = resume
  }

  /** `system:epoch:seq` from which a reconnect can go on; `undefined` during a full read. */
  get position(): string | undefined {
    if (this.phase !== 'following' || this.vanished.length > 0) return undefined
    return `${this.system}:${this.watcher.store.epoch}:${this.cursor}`
  }

  /** When there may be something to send: 0 now, `Infinity` not before a change. */
  dueAt(): number {
    const { store } = this.watcher
    if (this.phase === 'new' || this.phase === 'snapshot' || this.vanished.length > 0) return 0
    if (this.phase === 'loading' && store.complete) return 0
    return store.version === this.cursor ? Number.POSITIVE_INFINITY : this.notBefore
  }

  /** The next message, or `undefined` when there is nothing to say at `now`. */
  next(now: number): LiveMessage | undefined {
    if (this.phase === 'new' && this.canResume()) this.phase = 'following'
    if (this.phase === 'new' || !this.watcher.store.remembers(this.cursor)) return this.beginRead()
    if (this.phase === 'snapshot') return this.nextRows(now)
    if (this.phase === 'loading') return this.nextWhileLoading(now)
    return this.nextPatch(now)
  }

  private canResume(): boolean {
    const { store } = this.watcher
    if (this.resume === undefined || !store.complete) return false
    if (this.resume.epoch !== store.epoch || !store.remembers(this.resume.seq)) return false
    this.cursor = this.resume.seq
    return true
  }

  private beginRead(): LiveMessage {
    const { store } = this.watcher
    this.phase = 'snapshot'
    this.cursor = store.version
    this.readFrom = store.version
    this.pendingIds = placesLast(store)
    this.vanished = []
    return { type: 'begin', system: this.system, epoch: store.epoch }
  }

  private nextRows(now: number): LiveMessage | undefined {
    const { store } = this.watcher
    while (this.pendingIds.length > 0) {
      const ids = this.pendingIds.splice(-chunkRows)
      const rows = ids.map((id) => store.get(id)).filter((row) => row !== undefined)
      if (rows.length > 0) return this.rows(rows)
    }
    this.phase = 'loading'
    return this.nextWhileLoading(now)
  }

  private nextWhileLoading(now: number): LiveMessage | undefined {
    const { store } = this.watcher
    while (this.cursor < store.version && (store.complete || now >= this.notBefore)) {
      const changes = store.changesSince(this.cursor, chunkRows)
      this.cursor = changes.version
      this.vanished.push(...changes.remove)
      this.notBefore = now + patchGapMs
      if (changes.upsert.length > 0) return this.rows(changes.upsert)
    }
    if (!store.complete || this.cursor < store.version) return undefined
    this.phase = 'following'
    const at = this.watcher.sync.confirmedAt ?? now
    return { type: 'complete', system: this.system, epoch: store.epoch, seq: this.readFrom, at }
  }

  private nextPatch(now: number): LiveMessage | undefined {
    const { store } = this.watcher
    const gone = this.vanished
    if (gone.length === 0 && (store.version === this.cursor || now < this.notBefore)) return undefined
    const changes = store.changesSince(this.cursor, chunkRows)
    this.cursor = changes.version
    this.vanished = []
    // The rest of a large change follows at once; only the last part opens a new gap.
    this.notBefore = this.cursor === store.version ? now + patchGapMs : 0
    return {
      type: 'patch',
      system: this.system,
      epoch: store.epoch,
      seq: this.cursor,
      at: this.watcher.sync.confirmedAt ?? now,
      upsert: changes.upsert,
      remove: [...gone.filter((id) => store.get(id) === undefined), ...changes.remove],
    }
  }

  private rows(rows: InventoryRow[]): LiveMessage {
    return { type: 'rows', system: this.system, epoch: this.watcher.store.epoch, rows }
  }
}
