import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import { isOpen, type Run, type RunItem } from './run.ts'

/** The items of one system in a run. */
export interface LaneCore {
  readonly queue: Queue
  held?: {
    reason: string
    /** Not by somebody's wish: another attempt lets it go on. */
    self: boolean
    /** Goes on by itself as soon as the system can be asked. */
    untilReady?: boolean
  }
  /** Attempts in a row that did not reach the system. */
  inVain: number
}

/** A run while it is worked on; `view` is what the page gets. */
export class RunCore {
  readonly id: string
  readonly verb: Verb
  readonly startedAt: number
  readonly actions: ReadonlyMap<string, VmAction>
  readonly items: RunItem[]
  readonly lanes = new Map<string, LaneCore>()
  paused: boolean
  note: string | undefined
  dirty = true
  private shown: Run | undefined
  private changedItems = true

  constructor(run: Run) {
    this.id = run.id
    this.verb = run.verb
    this.startedAt = run.startedAt
    this.actions = run.actions
    this.items = [...run.items]
    this.paused = run.paused
    this.note = run.note
    this.items.forEach((item, index) => {
      if (item.state === 'waiting') this.enqueue(index)
      else this.lane(item.target.system)
    })
    for (const { system, held } of run.lanes) {
      if (held !== undefined) this.lane(system).held = { reason: held, self: false }
    }
  }

  set(index: number, item: RunItem): void {
    this.items[index] = item
    this.dirty = true
    this.changedItems = true
  }

  /** Puts an item at the end of its system's queue. */
  enqueue(index: number): LaneCore {
    const lane = this.lane(this.items[index]?.target.system ?? '')
    lane.queue.push(index)
    return lane
  }

  open(): boolean {
    return this.items.some(isOpen)
  }

  /** The same object as before while nothing changed. */
  view(): Run {
    if (this.shown !== undefined && !this.dirty) return this.shown
    const { id, verb, startedAt, actions, paused, note } = this
    const items = this.changedItems || this.shown === undefined ? [...this.items] : this.shown.items
    const lanes = [...this.lanes].map(([system, { held }]) => ({
      system,
      ...(held === undefined ? {} : { held: held.reason }),
    }))
    this.shown = {
      id,
      verb,
      startedAt,
      actions,
      items,
      lanes,
      paused,
      ...(note === undefined ? {} : { note }),
    }
    this.dirty = false
    this.changedItems = false
    return this.shown
  }

  private lane(system: string): LaneCore {
    let lane = this.lanes.get(system)
    if (lane === undefined) {
      lane = { queue: new Queue(), inVain: 0 }
      this.lanes.set(system, lane)
    }
    return lane
  }
}

/** First in, first out, without moving the rest. */
export class Queue {
  private list: number[] = []
  private head = 0

  push(value: number): void {
    this.list.push(value)
  }

  first(): number | undefined {
    return this.list[this.head]
  }

  shift(): void {
    if (this.head < this.list.length) this.head += 1
    if (this.head < this.list.length) return
    this.list = []
    this.head = 0
  }
}
