import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { InventorySink } from '../../port.ts'
import { ownAlarms } from '../map/health.ts'
import { type RowEnvironment, rowOf } from '../map/rows.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import type { ObjectUpdate } from '../wire/property-collector.ts'
import { AlarmNames } from './alarm-names.ts'
import { Estate, type Known, samePlace } from './estate.ts'
import { Interner } from './interner.ts'

/**
 * The estate as the sink knows it. A row carries ids of what is above it, so rows wait during the first read
 * until their surroundings are known, and are given again when something above them moves.
 */
export class WatchedEstate {
  private readonly vim: VimClient
  private readonly collector: Ref
  private readonly sink: InventorySink
  private readonly alarms = new AlarmNames()
  private readonly environment: RowEnvironment
  private estate = new Estate()
  private interner: Interner
  private tags: ReadonlyMap<string, string[]> = new Map()
  private reading = false

  constructor(vim: VimClient, collector: Ref, sink: InventorySink) {
    this.vim = vim
    this.collector = collector
    this.sink = sink
    this.interner = this.newInterner()
    this.environment = {
      system: vim.system,
      alarmName: this.alarms.nameOf,
      tagsOf: (id) => this.tags.get(id),
    }
  }

  /** A full read is under way. */
  get loading(): boolean {
    return this.reading
  }

  private newInterner(): Interner {
    return new Interner(this.vim.dialect === 'soap')
  }

  begin(): void {
    this.estate = new Estate()
    this.interner = this.newInterner()
    this.reading = true
    this.sink.begin()
  }

  /** Takes one reply: changes the estate and tells the sink which rows follow from it. */
  async take(updates: readonly ObjectUpdate[], signal: AbortSignal): Promise<void> {
    const { estate } = this
    const changed = new Set<Known>()
    const gone: string[] = []
    let moved = false
    for (const update of updates) {
      const id = update.obj.value
      if (update.kind === 'leave') {
        const known = estate.objects.get(id)
        if (known !== undefined) changed.delete(known)
        if (known?.placed !== undefined) gone.push(id)
        moved = estate.remove(id).moves || moved
      } else {
        const { known, moves } = estate.apply(this.interner.settle(update))
        changed.add(known)
        moved ||= moves
      }
    }
    const met: string[] = []
    for (const { obj, props } of changed) {
      for (const { alarm } of ownAlarms(obj.value, props.triggeredAlarmState)) met.push(alarm)
    }
    await this.alarms.learn(this.vim, this.collector, met, signal)
    if (gone.length > 0) this.sink.remove(gone)
    if (this.reading) {
      this.put([...changed].filter((known) => estate.isRooted(known)))
      return
    }
    if (moved) for (const known of this.moved()) changed.add(known)
    this.put(changed)
  }

  /** Ends a full read: gives the rows whose surroundings never showed (for want of permission) as well. */
  complete(): void {
    this.put([...this.estate.objects.values()].filter((known) => known.placed === undefined))
    this.put(this.moved())
    this.reading = false
    this.sink.complete()
  }

  /** Ids of all VMs and templates. */
  machineIds(): string[] {
    const ids: string[] = []
    for (const [id, { obj }] of this.estate.objects) if (obj.type === 'VirtualMachine') ids.push(id)
    return ids
  }

  /** Takes the tags of all VMs. */
  setTags(tags: ReadonlyMap<string, string[]>): void {
    const before = this.tags
    this.tags = tags
    if (this.reading) return
    const touched: Known[] = []
    for (const id of new Set([...before.keys(), ...tags.keys()])) {
      const known = this.estate.objects.get(id)
      if (known !== undefined && before.get(id)?.join() !== tags.get(id)?.join()) touched.push(known)
    }
    this.put(touched)
  }

  /** Objects that show alarms of their own now. */
  alarmed(): Ref[] {
    const found: Ref[] = []
    for (const [id, { obj, props }] of this.estate.objects) {
      if (ownAlarms(id, props.triggeredAlarmState).length > 0) found.push(obj)
    }
    return found
  }

  /** Takes freshly read alarms of objects; only what differs becomes a row. */
  async setAlarms(
    states: readonly { id: string; triggered: Decoded; status: Decoded }[],
    signal: AbortSignal,
  ): Promise<void> {
    const touched: Known[] = []
    const met: string[] = []
    for (const { id, triggered, status } of states) {
      const known = this.estate.objects.get(id)
      if (known === undefined) continue
      const after = ownAlarms(id, triggered)
      const before = ownAlarms(id, known.props.triggeredAlarmState)
      const same =
        JSON.stringify(after) === JSON.stringify(before) && (known.props.overallStatus ?? status) === status
      if (same) continue
      known.props.triggeredAlarmState = triggered
      if (status !== undefined) known.props.overallStatus = status
      met.push(...after.map(({ alarm }) => alarm))
      touched.push(known)
    }
    await this.alarms.learn(this.vim, this.collector, met, signal)
    if (!this.reading) this.put(touched.filter((known) => this.estate.objects.get(known.obj.value) === known))
  }

  private moved(): Known[] {
    const moved: Known[] = []
    for (const known of this.estate.objects.values()) {
      if (known.placed !== undefined && !samePlace(known.placed, this.estate.place(known))) moved.push(known)
    }
    return moved
  }

  private put(objects: Iterable<Known>): void {
    const rows: InventoryRow[] = []
    const hidden: string[] = []
    for (const known of objects) {
      const placement = this.estate.place(known)
      const row = rowOf(known, placement, this.environment)
      if (row !== undefined) {
        known.placed = placement
        rows.push(row)
      } else if (known.placed !== undefined) {
        delete known.placed
        hidden.push(known.obj.value)
      }
    }
    if (hidden.length > 0) this.sink.remove(hidden)
    if (rows.length > 0) this.sink.put(rows)
  }
}
