import type { EventFilter } from '../../contract/events/filter.ts'
import type { EventCounts } from '../../contract/events/page.ts'
import type { Clock } from '../hypervisors/port.ts'
import { settledWithin } from '../timing.ts'
import { CountScan, type FreshEvents } from './count-scan.ts'
import type { EventReader } from './event-reads.ts'
import { covers, plainFilter, sameButRange } from './narrowing.ts'

/** Counting goes on for this long after somebody asked. */
const interestMs = 15_000
/** A first answer waits this long for something to be counted. */
const firstAnswerMs = 500
const idleMs = 15 * 60_000
const mostScans = 12
/** Entries that all scans keep together. */
const mostEntries = 2_000_000

/** What is counted for one account on one system. */
interface Desk {
  scans: CountScan[]
  working: boolean
}

/**
 * Counts of logs over time. No system can count, so the log is read in the background, one read at a time per system and
 * account, and what narrower filters ask is answered from what was read.
 */
export class CountBook {
  private readonly clock: Clock
  private readonly desks = new Map<string, Desk>()
  private readonly closing = new AbortController()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /**
   * What is counted so far; counting goes on for a while. `tail` tells what is new, where there is one. Throws `auth` when
   * the session has ended; other faults are in the answer.
   */
  async counts(
    reader: EventReader,
    filter: EventFilter,
    bucketMs: number,
    tail?: FreshEvents,
  ): Promise<EventCounts> {
    const wanted = plainFilter(filter)
    const desk = this.deskOf(reader)
    const scan = this.scanFor(desk, reader, wanted)
    scan.ask(reader, wanted.from, tail)
    this.forgetSome()
    void this.work(desk)
    if (scan.counted === undefined) await settledWithin(this.clock, firstAnswerMs, scan.rested)
    const furthest = desk.scans
      .filter((one) => covers(one.filter, wanted) && one.counted !== undefined)
      .reduce(
        (best, one) => ((one.counted ?? 0) < (best.counted ?? Number.POSITIVE_INFINITY) ? one : best),
        scan,
      )
    return furthest.answer(wanted, bucketMs)
  }

  close(): void {
    this.closing.abort()
    this.desks.clear()
  }

  private deskOf({ system, userName }: EventReader): Desk {
    const key = JSON.stringify([system, userName])
    const desk = this.desks.get(key) ?? { scans: [], working: false }
    this.desks.set(key, desk)
    return desk
  }

  /** One that is done with it, else the one for this very filter, else a new one. */
  private scanFor(desk: Desk, reader: EventReader, wanted: EventFilter): CountScan {
    const covering = desk.scans.filter(({ filter }) => covers(filter, wanted))
    const found =
      covering.find((scan) => scan.reaches(wanted.from)) ??
      covering.find(({ filter }) => sameButRange(filter, wanted))
    if (found !== undefined) return found
    const scan = new CountScan(this.clock, reader, wanted)
    desk.scans.push(scan)
    return scan
  }

  /** Reads for those that are asked for, by turns, until none is. */
  private async work(desk: Desk): Promise<void> {
    if (desk.working) return
    desk.working = true
    const { signal } = this.closing
    try {
      while (!signal.aborted) {
        const now = this.clock.now()
        const [next] = desk.scans
          .filter((scan) => now - scan.askedAt < interestMs && scan.due(now))
          .sort((a, b) => a.steppedAt - b.steppedAt)
        if (next === undefined) return
        await next.step(signal)
        // Others have their turn, where systems are simulated in the same process.
        await this.clock.sleep(1, signal).catch(() => {})
      }
    } finally {
      desk.working = false
    }
  }

  private forgetSome(): void {
    const now = this.clock.now()
    const all = [...this.desks.values()].flatMap(({ scans }) => scans)
    const byAge = all.sort((a, b) => b.askedAt - a.askedAt)
    let entries = 0
    const kept = new Set(
      byAge.filter((scan, rank) => {
        entries += scan.size
        return now - scan.askedAt < idleMs && (rank === 0 || entries <= mostEntries)
      }),
    )
    for (const [key, desk] of this.desks) {
      const ranked = byAge.filter((scan) => desk.scans.includes(scan) && kept.has(scan)).slice(0, mostScans)
      desk.scans = ranked
      if (ranked.length === 0 && !desk.working) this.desks.delete(key)
    }
  }
}
