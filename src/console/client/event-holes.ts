import type { EventGap, LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { type EventLogOutside, PageReader } from './event-page-reader.ts'
import type { EventTail } from './event-tail.ts'

const being: FaultInfo = { kind: 'timeout', message: 'What happened in this stretch is being read.' }
const pageLimit = 500
/** Entries may be written so much later, ms, than the time that they bear. */
const disorder = 120_000

interface Hole {
  gap: EventGap
  /** As `open` was asked for it. */
  asked: Parameters<EventHoles['open']>
  reader: PageReader
}

interface HolesOptions {
  outside: EventLogOutside
  system: string
  filter: EventFilter
  /** Entries that were missing. */
  onEvents(events: readonly LogEvent[]): void
  /** There are other holes now, or they became smaller. */
  onChange(): void
}

/**
 * Stretches within one system's log that this page did not see: those that the live stream skipped, which are read here
 * at once, and those that the server could not follow, which it reads itself and tells; an admin may ask for these too.
 */
export class EventHoles {
  private readonly options: HolesOptions
  private readonly own: Hole[] = []
  /** Stretches that the server missed and that pages bring, by their ends. */
  private readonly read = new Set<string>()
  private told: readonly EventGap[] = []
  private running = false

  constructor(options: HolesOptions) {
    this.options = options
  }

  /** Newest first is up to who shows them. */
  get gaps(): readonly EventGap[] {
    return [...this.own.map(({ gap }) => gap), ...this.told]
  }

  /** What `open` was asked for and is not read to its end. */
  get unread(): readonly Parameters<EventHoles['open']>[] {
    return this.own.map(({ asked }) => asked)
  }

  /** Pages are about to be read from the top: what the server missed until now is among them. */
  passedBy(tail: EventTail | undefined): void {
    for (const gap of tail?.gaps ?? []) if (gap.until !== undefined) this.read.add(keyOf(gap))
    this.tell(tail)
  }

  /** What the server says of its tail. */
  tell(tail: EventTail | undefined): void {
    const { from = -Infinity, until = Infinity } = this.options.filter
    const all = [...(tail?.gaps ?? [])]
    if (tail?.fault !== undefined && all.every((gap) => gap.until !== undefined)) {
      const last = tail.events.reduce((time, { at }) => Math.max(time, at), -Infinity)
      all.push({
        ...(last > 0 ? { from: last } : {}),
        ...(tail.retryAt === undefined ? {} : { retryAt: tail.retryAt }),
        fault: tail.fault,
      })
    }
    const told = all.filter(
      (gap) =>
        !this.read.has(keyOf(gap)) && (gap.until ?? Infinity) > from && (gap.from ?? -Infinity) < until,
    )
    if (JSON.stringify(told) === JSON.stringify(this.told)) return
    this.told = told
    this.options.onChange()
  }

  /** Reads a stretch again; `from` and `until` by the system's clock, `shownUntil` where its row stands. */
  open(from: number, until: number | undefined, shownUntil: number | undefined = until): void {
    const { outside, system, filter, onEvents, onChange } = this.options
    const start = Math.max(from - disorder, filter.from ?? -Infinity)
    const end = Math.min(until ?? Infinity, filter.until ?? Infinity)
    if (end <= start) return
    const gap: EventGap = { from, fault: being }
    if (shownUntil !== undefined) gap.until = shownUntil
    const within: EventFilter = { ...filter, from: start }
    if (end < Infinity) within.until = end
    const reader = new PageReader(outside, system, within, {
      onPage: (page) => {
        onEvents(page.events)
        const { readBackTo } = page
        if (page.cursor === undefined || (readBackTo !== undefined && readBackTo <= start)) this.close(hole)
        else {
          const { retryAt: _, ...rest } = hole.gap
          hole.gap = { ...rest, fault: being }
          if (readBackTo !== undefined && readBackTo < (hole.gap.until ?? Infinity))
            hole.gap.until = readBackTo
          reader.read(pageLimit)
        }
        onChange()
      },
      onFault: (fault, retryAt) => {
        const { retryAt: _, ...rest } = hole.gap
        hole.gap = { ...rest, fault, ...(retryAt === undefined ? {} : { retryAt }) }
        onChange()
      },
    })
    const hole: Hole = { gap, reader, asked: [from, until, shownUntil] }
    this.own.push(hole)
    if (this.running) reader.read(pageLimit)
    onChange()
  }

  /** Tries again what failed, and reads what the server could not tell. */
  retry(): void {
    for (const { reader } of this.own) if (!reader.reading) reader.retry(pageLimit)
    for (const gap of this.told) {
      if (gap.from === undefined) continue
      if (gap.until !== undefined) this.read.add(keyOf(gap))
      this.open(gap.from, gap.until)
    }
    this.told = this.told.filter((gap) => !this.read.has(keyOf(gap)))
    this.options.onChange()
  }

  /** Reads what is to be read; `stop` gives it up until then. */
  start(): void {
    this.running = true
    for (const { reader } of this.own) reader.read(pageLimit)
  }

  stop(): void {
    this.running = false
    for (const { reader } of this.own) reader.stop()
  }

  private close(hole: Hole): void {
    const at = this.own.indexOf(hole)
    if (at >= 0) this.own.splice(at, 1)
  }
}

function keyOf({ from, until }: EventGap): string {
  return `${from}:${until}`
}
