import type { InventoryKind, InventoryRow, RowOf } from '../../contract/inventory.ts'
import type { LiveMessage } from '../../contract/live.ts'
import { type RowListener, SystemRows } from './inventory-rows.ts'

/** What the page knows of all objects. A new object with a higher `version` per change. */
export interface Inventory {
  version: number
  /** All rows of a kind over all systems; the same array as long as no row of that kind changed. */
  rows<K extends InventoryKind>(kind: K): readonly RowOf<K>[]
  /** One object; the same object as long as nothing in it changed. */
  row(system: string, id: string): InventoryRow | undefined
  nameOf(system: string, id: string | undefined): string | undefined
}

interface SystemInventory {
  rows: SystemRows
  /** The full read that `rows` stands on; absent until one is complete. */
  base: { epoch: string; seq: number } | undefined
  /** A full read under way, with the ids it named so far. */
  reading: { epoch: string; seen: Set<string> } | undefined
}

type InventoryMessage = Exclude<
  Extract<LiveMessage, { system: string }>,
  { type: 'jobs' | 'guest-runs' | 'events' }
>

/**
 * Applies the live stream to rows. Knows the protocol of `contract/live.ts` and nothing of the network;
 * `publish` is called after the first change since `take`.
 */
export class InventoryStore {
  private readonly systems = new Map<string, SystemInventory>()
  private readonly arrays = new Map<InventoryKind, readonly InventoryRow[]>()
  private readonly stale = new Set<InventoryKind>()
  private readonly listeners = new Set<RowListener>()
  private version = 0
  private changed = false
  private readonly publish: () => void

  constructor(publish: () => void) {
    this.publish = publish
  }

  /**
   * Applies a message. `false` when it does not follow from what is known (a lost or foreign patch): that
   * system must be read anew, so the stream has to be reopened.
   */
  apply(message: InventoryMessage): boolean {
    const system = this.systemOf(message.system)
    switch (message.type) {
      case 'begin':
        system.reading = { epoch: message.epoch, seen: new Set() }
        return true
      case 'rows': {
        if (system.reading?.epoch !== message.epoch) return this.forget(system)
        for (const row of message.rows) {
          system.reading.seen.add(row.id)
          system.rows.put(row, this.touch)
        }
        return true
      }
      case 'complete': {
        const reading = system.reading
        if (reading?.epoch !== message.epoch) return this.forget(system)
        for (const id of [...system.rows.ids()]) {
          if (!reading.seen.has(id)) system.rows.remove(id, this.touch)
        }
        system.reading = undefined
        system.base = { epoch: message.epoch, seq: message.seq }
        return true
      }
      case 'patch':
        return this.patch(system, message)
    }
  }

  /** What to ask for after a reconnect: `system:epoch:seq` of every complete system. */
  resume(): string {
    const parts: string[] = []
    for (const [id, { base }] of this.systems) {
      if (base !== undefined) parts.push(`${id}:${base.epoch}:${base.seq}`)
    }
    return parts.join(',')
  }

  /**
   * A stream ended: a full read that was under way will not go on. Its rows are mixed with older ones, so
   * that system can no longer resume from where the older read stood.
   */
  interrupt(): void {
    for (const system of this.systems.values()) if (system.reading !== undefined) this.forget(system)
  }

  /** Drops everything of every system that `keep` refuses. */
  retain(keep: (system: string) => boolean): void {
    for (const [id, system] of this.systems) {
      if (keep(id)) continue
      for (const row of [...system.rows.ids()]) system.rows.remove(row, this.touch)
      this.systems.delete(id)
    }
  }

  /**
   * Calls `listener` for every row that comes, changes or goes, while the message is being applied; returns the
   * way to stop it. For what follows the rows without looking at all of them again.
   */
  follow(listener: RowListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The state after all messages so far. */
  take(): Inventory {
    this.changed = false
    this.version += 1
    for (const kind of this.stale) this.arrays.delete(kind)
    this.stale.clear()
    // Lists are made when they are asked for, and then stay what this inventory showed.
    const shown = new Map<InventoryKind, readonly InventoryRow[]>()
    return {
      version: this.version,
      rows: (kind) => {
        const rows = shown.get(kind) ?? this.rows(kind)
        shown.set(kind, rows)
        // Each kind holds only rows of that kind.
        return rows as readonly RowOf<typeof kind>[]
      },
      row: this.row,
      nameOf: this.nameOf,
    }
  }

  // Not made by `take`: who keeps one of these would keep the lists of that moment, and all their rows.
  private readonly row = (system: string, id: string): InventoryRow | undefined =>
    this.systems.get(system)?.rows.get(id)

  private readonly nameOf = (system: string, id: string | undefined): string | undefined =>
    id === undefined ? undefined : this.row(system, id)?.name

  private patch(system: SystemInventory, message: Extract<LiveMessage, { type: 'patch' }>): boolean {
    const { reading, base } = system
    const early = reading?.epoch === message.epoch
    if (!early) {
      if (base?.epoch !== message.epoch) return this.forget(system)
      if (message.seq <= base.seq) return true
      base.seq = message.seq
    }
    for (const row of message.upsert) {
      if (early) reading.seen.add(row.id)
      system.rows.put(row, this.touch)
    }
    for (const id of message.remove) {
      if (early) reading.seen.delete(id)
      system.rows.remove(id, this.touch)
    }
    return true
  }

  private forget(system: SystemInventory): false {
    system.base = undefined
    system.reading = undefined
    return false
  }

  private rows<K extends InventoryKind>(kind: K): readonly RowOf<K>[] {
    let rows = this.arrays.get(kind)
    if (rows === undefined) {
      const all: InventoryRow[] = []
      for (const system of this.systems.values()) for (const row of system.rows.ofKind(kind)) all.push(row)
      rows = all
      this.arrays.set(kind, rows)
    }
    // `arrays` keeps under each kind only rows of that kind.
    return rows as readonly RowOf<K>[]
  }

  private systemOf(id: string): SystemInventory {
    let system = this.systems.get(id)
    if (system === undefined) {
      system = { rows: new SystemRows(), base: undefined, reading: undefined }
      this.systems.set(id, system)
    }
    return system
  }

  private readonly touch: RowListener = (before, after) => {
    const kind = (after ?? before)?.kind
    if (kind !== undefined) this.stale.add(kind)
    for (const listener of this.listeners) listener(before, after)
    if (this.changed) return
    this.changed = true
    this.publish()
  }
}
