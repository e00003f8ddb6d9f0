import fc from 'fast-check'
import type { FaultInfo } from '../fault.ts'
import type { EventGap, LogEvent } from './event.ts'
import type { Timeline } from './timeline.ts'

export const systemIds: readonly string[] = ['a', 'b', 'c', 'd']
const skews = [0, 0, -90_000, 7_000]
const fault: FaultInfo = { kind: 'unavailable', message: 'Down.' }

/** `system` is an index of `systemIds`. */
export type Step =
  | { kind: 'happen'; system: number; count: number; late: number }
  | { kind: 'tell'; system: number; again: number }
  | { kind: 'skip'; system: number }
  | { kind: 'fill'; system: number }
  | { kind: 'restart'; system: number }
  | { kind: 'page'; system: number; limit: number }
  | { kind: 'overlap'; system: number; limit: number; back: number }
  | { kind: 'fail' | 'leave' | 'come'; system: number }
  | { kind: 'hold' | 'release' }

const system = fc.nat({ max: systemIds.length - 1 })
const small = (max: number) => fc.integer({ min: 1, max })

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: of('happen', { system, count: small(6), late: fc.constantFrom(0, 0, 0, 1, 3_000, 40_000) }),
  },
  { weight: 6, arbitrary: of('tell', { system, again: fc.nat({ max: 3 }) }) },
  { weight: 8, arbitrary: of('page', { system, limit: small(5) }) },
  { weight: 1, arbitrary: of('overlap', { system, limit: small(8), back: fc.nat({ max: 20_000 }) }) },
  { weight: 1, arbitrary: of('skip', { system }) },
  { weight: 1, arbitrary: of('fill', { system }) },
  { weight: 1, arbitrary: of('restart', { system }) },
  { weight: 2, arbitrary: of('fail', { system }) },
  { weight: 1, arbitrary: of('leave', { system }) },
  { weight: 2, arbitrary: of('come', { system }) },
  { weight: 1, arbitrary: of('hold', {}) },
  { weight: 1, arbitrary: of('release', {}) },
)

function of<K extends Step['kind'], F extends object>(
  kind: K,
  fields: { [N in keyof F]: fc.Arbitrary<F[N]> },
): fc.Arbitrary<{ kind: K } & F> {
  // `record` makes an object of these very fields.
  return fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<{ kind: K } & F>
}

interface Source {
  /** As they were committed. */
  log: LogEvent[]
  /** How many of the log the tail has passed. */
  passed: number
  holes: { gap: EventGap; events: LogEvent[] }[]
  /** Where the next page begins; `Infinity`: at the top. */
  position: number
  /** By pages. */
  given: Set<LogEvent>
}

/** Logs of four systems with their servers, as far as a timeline hears of them. */
export class SimulatedLogs {
  private timeline: Timeline
  private fits: (event: LogEvent) => boolean = () => true
  private readonly sources = systemIds.map((): Source => newSource())
  private heldEvents = new Set<LogEvent>()
  private now = 1_000_000

  constructor(timeline: Timeline) {
    this.timeline = timeline
    // Each log has a past.
    systemIds.forEach((_, index) => {
      this.happen(index, 12, 0)
      this.source(index).passed = 12
    })
  }

  /** From now on another timeline hears of them, which narrows the one before. */
  goOnWith(timeline: Timeline, fits: (event: LogEvent) => boolean): void {
    this.timeline = timeline
    this.fits = fits
    this.goOn(systemIds.filter((id) => timeline.log(id)?.complete === false))
  }

  /** Everything that was ever written and fits. */
  all(): LogEvent[] {
    return this.sources.flatMap(({ log }) => log).filter(this.fits)
  }

  /** Entries that the timeline can know of: the tail has passed them. */
  told(id: string): LogEvent[] {
    const { log, passed } = this.source(systemIds.indexOf(id))
    return log.slice(0, passed).filter(this.fits)
  }

  held(event: LogEvent): boolean {
    return this.heldEvents.has(event)
  }

  inHole(event: LogEvent): boolean {
    return this.source(systemIds.indexOf(event.system)).holes.some(({ events }) => events.includes(event))
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'happen':
        this.happen(step.system, step.count, step.late)
        return
      case 'tell':
        this.tell(step.system, step.again)
        return
      case 'skip':
        this.skip(step.system)
        return
      case 'fill':
        this.fill(step.system)
        return
      case 'restart':
        this.restart(step.system)
        return
      case 'page':
        this.page(step.system, step.limit, 0)
        return
      case 'overlap':
        this.page(step.system, step.limit, step.back)
        return
      case 'fail':
        if (this.source(step.system).position > -Infinity) this.timeline.fail(this.id(step.system), fault)
        return
      case 'leave': {
        this.timeline.setSystems(systemIds.filter((id) => this.has(id) && id !== this.id(step.system)))
        const source = this.source(step.system)
        source.holes = []
        source.position = Infinity
        source.given.clear()
        for (const event of source.log) this.heldEvents.delete(event)
        return
      }
      case 'come':
        this.come([this.id(step.system)])
        return
      case 'hold':
        this.timeline.hold()
        return
      case 'release':
        this.goOn(this.timeline.release())
        this.heldEvents.clear()
        return
    }
  }

  /** Everybody is there and tells all; what was missing comes. */
  heal(): void {
    this.come(systemIds)
    systemIds.forEach((_, index) => {
      this.tell(index, 2)
      while (this.source(index).holes.length > 0) this.fill(index)
    })
    this.take({ kind: 'release' })
  }

  readOn(id: string, limit: number): void {
    this.page(systemIds.indexOf(id), limit, 0)
  }

  private happen(index: number, count: number, late: number): void {
    const source = this.source(index)
    for (let n = 0; n < count; n += 1) {
      // Several may bear the same time.
      this.now += (source.log.length % 3) * 700
      const at = this.now + (skews[index] ?? 0) - (n === 0 ? late : 0)
      const order = source.log.length
      source.log.push({
        system: this.id(index),
        id: String(order),
        order,
        at,
        severity: 'info',
        type: 'x',
        message: `${index} ${order}`,
        objects: [],
      })
    }
  }

  private tell(index: number, again: number): void {
    const source = this.source(index)
    this.fresh(index, source.log.slice(Math.max(0, source.passed - again)), false)
    source.passed = source.log.length
  }

  /** The server begins anew and tells the newest that it finds; the page reads what is between. */
  private restart(index: number): void {
    const source = this.source(index)
    const missed = source.log.slice(source.passed, -2)
    this.hole(source, missed)
    source.passed = source.log.length
    this.holes(index)
    this.fresh(index, source.log.slice(-2), true)
  }

  /** The server lost what happened since it last told something. */
  private skip(index: number): void {
    const source = this.source(index)
    this.hole(source, source.log.slice(source.passed))
    source.passed = source.log.length
    this.holes(index)
  }

  private hole(source: Source, events: LogEvent[]): void {
    if (events.length === 0) return
    const times = events.map(({ at }) => at)
    source.holes.push({ gap: { from: Math.min(...times), until: Math.max(...times) + 1, fault }, events })
  }

  private fill(index: number): void {
    const source = this.source(index)
    const { gap } = source.holes.shift() ?? {}
    if (gap === undefined) return
    const { from = 0, until = 0 } = gap
    this.holes(index)
    const within = source.log.slice(0, source.passed).filter(({ at }) => at >= from && at < until)
    const before = this.timeline.view().waiting
    this.timeline.fill(this.id(index), within.filter(this.fits))
    if (this.timeline.view().waiting > before) for (const event of within) this.heldEvents.add(event)
  }

  private holes(index: number): void {
    this.timeline.setHoles(
      this.id(index),
      this.source(index).holes.map(({ gap }) => gap),
    )
  }

  private page(index: number, limit: number, back: number): void {
    const source = this.source(index)
    const id = this.id(index)
    if (!this.has(id) || (source.position === -Infinity && back === 0)) return
    const start = source.position + back
    // A page shows the log as it is: what was written late, too, though the tail may not have told it yet.
    const older = source.log
      .filter((event) => event.at < start && (back > 0 || !source.given.has(event)))
      .toSorted((x, y) => y.at - x.at || y.order - x.order)
    const events = older.slice(0, limit)
    const next = older[limit]
    const done = next === undefined
    // Some of the entries that bear the time of the next one may be given already.
    const readBackTo = Math.min(source.position, done ? 0 : next.at + 1)
    if (back === 0 || readBackTo < source.position) source.position = done ? -Infinity : readBackTo
    for (const event of events) source.given.add(event)
    this.timeline.page(id, {
      events: events.filter(this.fits),
      ...(done ? {} : { cursor: 'more' }),
      ...(Number.isFinite(readBackTo) ? { readBackTo } : {}),
      pushedDown: [],
      skewMs: skews[index] ?? 0,
      scanned: events.length,
    })
  }

  private fresh(index: number, events: readonly LogEvent[], full: boolean): void {
    const { timeline } = this
    const fitting = events.filter(this.fits)
    if (timeline.holding) for (const event of fitting) this.heldEvents.add(event)
    this.goOn(timeline.fresh(this.id(index), fitting, full))
  }

  /** What the timeline dropped is read again from there. */
  private goOn(cut: readonly string[]): void {
    for (const id of cut) {
      const source = this.source(systemIds.indexOf(id))
      source.position = this.timeline.log(id)?.readBackTo ?? Infinity
      source.given.clear()
    }
  }

  private come(ids: readonly string[]): void {
    const come = ids.filter((id) => !this.has(id))
    this.timeline.setSystems(systemIds.filter((id) => this.has(id) || ids.includes(id)))
    for (const id of come) {
      const source = this.source(systemIds.indexOf(id))
      source.position = Infinity
      source.given.clear()
      source.passed = source.log.length
    }
  }

  private has(id: string): boolean {
    return this.timeline.log(id) !== undefined
  }

  private id(index: number): string {
    return systemIds[index] ?? ''
  }

  private source(index: number): Source {
    const source = this.sources[index]
    if (source === undefined) throw new Error(`No system ${index}.`)
    return source
  }
}

function newSource(): Source {
  return { log: [], passed: 0, holes: [], position: Infinity, given: new Set() }
}
