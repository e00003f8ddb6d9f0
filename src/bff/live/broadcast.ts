import type { InventoryRow } from '../../contract/inventory.ts'
import type { Clock } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import type { InventoryStore } from './inventory-store.ts'
import { encodeMessage } from './sse.ts'

/** Changes are told at most this often. */
const tickMs = 100
/** Rows of the first message of a full read: few, so that the page shows something at once. */
const firstRows = 500
/** Rows per message: fewer compress worse, more hold up other work for too long. */
const chunkRows = 2_000
/** Changes of so many rows are kept for viewers that are a little behind. */
const keptRows = 10_000
/** A full read that nobody took for so long is forgotten. */
const keepReadMs = 20_000

/** What happened from one version to the next tick, ready to send. */
interface Segment {
  to: number
  message: Uint8Array
  rows: number
}

export interface BroadcastOptions {
  system: string
  store: InventoryStore
  clock: Clock
  /** When the system last confirmed what the rows say, epoch ms. */
  confirmedAt(): number | undefined
}

/**
 * What all viewers of one watcher share: messages that are made and encoded once, however many take them.
 * Changes are told in ticks, so that all viewers stand at the same versions and can share.
 */
export class Broadcast {
  /** Told after each tick with news. */
  readonly news = new Listeners()
  /** Viewers are told of changes up to this version. */
  told = 0
  private readonly options: BroadcastOptions
  private readonly segments = new Map<number, Segment>()
  private segmentRows = 0
  private read: FullRead | undefined
  private readTakenAt = 0
  private ticking = false
  private changed = false

  constructor(options: BroadcastOptions) {
    this.options = options
  }

  /** Something changed: told now, or with what else changes until the next tick. */
  note(): void {
    if (this.ticking) {
      this.changed = true
      return
    }
    this.tell()
    void this.tick()
  }

  /** Tells all that happened at once, for what is rare and waited for. */
  tell(): void {
    this.told = this.options.store.version
    this.news.emit()
  }

  /** All rows as of a version that is known and not far behind. */
  fullRead(): FullRead {
    const { store, system, clock } = this.options
    const known = this.read
    const far = Math.max(chunkRows, store.size / 4)
    if (known === undefined || !store.remembers(known.version) || store.version - known.version > far) {
      this.read = new FullRead(system, store, this.told)
    }
    this.readTakenAt = clock.now()
    // Just set where it was absent.
    return this.read as FullRead
  }

  /** What happened after `from`, which the store must remember; `undefined` when viewers know all of it. */
  after(from: number): Segment | undefined {
    if (from >= this.told) return undefined
    const known = this.segments.get(from)
    if (known !== undefined) return known
    const { system, store, clock } = this.options
    const { upsert, remove, version: to } = store.changesSince(from, chunkRows, this.told)
    const at = this.options.confirmedAt() ?? clock.now()
    const message = encodeMessage({ type: 'patch', system, epoch: store.epoch, seq: to, at, upsert, remove })
    const segment = { to, message, rows: upsert.length }
    this.segments.set(from, segment)
    this.segmentRows += segment.rows
    for (const [oldest, { rows }] of this.segments) {
      if (this.segmentRows <= keptRows || oldest === from) break
      this.segments.delete(oldest)
      this.segmentRows -= rows
    }
    return segment
  }

  private async tick(): Promise<void> {
    const { clock } = this.options
    this.ticking = true
    await clock.sleep(tickMs)
    this.ticking = false
    if (clock.now() - this.readTakenAt > keepReadMs) this.read = undefined
    if (!this.changed) return
    this.changed = false
    this.note()
  }
}

/** All rows of a system, in messages that are made when somebody first takes them. */
export class FullRead {
  /** Later changes may be in the rows already, or not. */
  readonly version: number
  private readonly system: string
  private readonly store: InventoryStore
  private readonly chunks: string[][] = []
  private readonly messages: (Uint8Array | undefined)[] = []

  constructor(system: string, store: InventoryStore, version: number) {
    this.system = system
    this.store = store
    this.version = version
    const ids = placesFirst(store.rows())
    for (let from = 0; from < ids.length; ) {
      const to = from + (from === 0 ? firstRows : chunkRows)
      this.chunks.push(ids.slice(from, to))
      from = to
    }
  }

  get length(): number {
    return this.chunks.length
  }

  /** One of `length` messages. */
  message(index: number): Uint8Array {
    const known = this.messages[index]
    if (known !== undefined) return known
    const rows = (this.chunks[index] ?? []).flatMap((id) => this.store.get(id) ?? [])
    const { system, store } = this
    const message = encodeMessage({ type: 'rows', system, epoch: store.epoch, rows })
    this.messages[index] = message
    return message
  }
}

/**
 * Hosts, clusters, datastores and what else VMs refer to reach the page before the VMs, which then show with all
 * their names.
 */
function placesFirst(rows: readonly InventoryRow[]): string[] {
  const machines: string[] = []
  const places: string[] = []
  for (const { kind, id } of rows) (kind === 'vm' || kind === 'template' ? machines : places).push(id)
  return [...places, ...machines]
}
