import { Fault } from '../../../../contract/fault.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import { get, list, time } from '../wire/read.ts'
import type { EventSpec } from './event-spec.ts'
import {
  createHistory,
  dropCollector,
  type EventManagers,
  largestPage,
  latestPage,
} from './history-collector.ts'
import { keyOf } from './read-log-event.ts'

/**
 * Keys grow with time but for entries that were committed late: an entry may stand this far from where its time belongs (ms).
 */
export const disorderMs = 10_000

/** The last moment of the calendar. */
const latestTime = 8.64e15

/** Pages in a row that bring nothing new; a few do where two reads overlap. */
const mostRepeats = 50

/** How far a walk has come, so that another walk can go on from there. */
export interface Mark {
  /** Everything that happened here or later was given, up to `disorderMs` of disorder. */
  readBackTo: number
  /** Keys near that time that were given already. */
  seen: ReadonlyMap<string, number>
}

/** Bounds of a walk. Times in epoch ms, inclusive. */
export interface WalkRange {
  begin?: number | undefined
  end?: number | undefined
}

/** Walks the log backwards with one collector upstream. Close it, or it stays for as long as the session. */
export class HistoryWalk {
  private readonly managers: EventManagers
  private readonly spec: EventSpec
  private readonly range: WalkRange
  private collector: Ref | undefined
  private started = false
  private mark: Mark | undefined
  private done = false

  constructor(managers: EventManagers, spec: EventSpec, range: WalkRange, mark?: Mark) {
    this.managers = managers
    this.spec = spec
    this.range = range
    this.mark = mark
  }

  /** Where it stands; undefined before the first page. */
  get position(): Mark | undefined {
    return this.mark
  }

  /** There is nothing older within the range. */
  get ended(): boolean {
    return this.done
  }

  /**
   * The next events backwards, each once, in no order; none only when there are none left. Throws `not-found` when the
   * collector is gone.
   */
  async next(limit: number, signal: AbortSignal): Promise<Decoded[]> {
    const size = Math.min(largestPage, Math.max(1, Math.round(limit)))
    for (let repeats = 0; repeats < mostRepeats; repeats += 1) {
      const page = await this.page(size, signal)
      if (page.length === 0) {
        this.done = true
        return []
      }
      const fresh = this.take(page)
      if (fresh.length > 0) return fresh
    }
    const { system } = this.managers.vim
    throw new Fault({ kind: 'protocol', system, message: 'The log of the system repeats itself.' })
  }

  close(): void {
    if (this.collector !== undefined) dropCollector(this.managers.vim, this.collector)
    this.collector = undefined
    this.done = true
  }

  private async page(size: number, signal: AbortSignal): Promise<Decoded[]> {
    const { vim } = this.managers
    if (this.collector === undefined) {
      const { begin, end } = this.range
      const from = this.mark?.readBackTo
      // Fractions of a millisecond are cut off when a time is read.
      const until =
        from === undefined ? end : Math.min(end ?? Number.POSITIVE_INFINITY, from + disorderMs + 1)
      this.collector = await createHistory(this.managers, this.spec.spec({ begin, end: until }, size), {
        signal,
      })
      return latestPage(this.managers, this.collector, { signal })
    }
    if (!this.started) {
      // After the page was read: what comes in between is then met twice rather than not at all.
      await vim.call(this.collector, 'ResetCollector', {}, { signal })
      this.started = true
    }
    return list(await vim.call(this.collector, 'ReadPreviousEvents', { maxCount: size }, { signal }))
  }

  /** The events of a page that are new, and remembers them. */
  private take(page: readonly Decoded[]): Decoded[] {
    const known = this.mark?.seen ?? new Map<string, number>()
    const seen = new Map(known)
    const fresh: Decoded[] = []
    const times: { key: number; at: number }[] = []
    for (const event of page) {
      const key = keyOf(event)
      const at = time(get(event, 'createdTime'))
      // What has no key cannot be told apart; two equal ones become one later.
      const id = key === undefined ? JSON.stringify(event) : String(key)
      if (key !== undefined && at !== undefined) times.push({ key, at })
      if (known.has(id)) continue
      seen.set(id, at ?? this.mark?.readBackTo ?? 0)
      fresh.push(event)
    }
    // The latest time among the last ones read: one that was committed late does not pull it down.
    times.sort((a, b) => a.key - b.key)
    const reached = Math.max(...times.slice(0, 5).map(({ at }) => at))
    const before = this.mark?.readBackTo ?? Number.POSITIVE_INFINITY
    const readBackTo = Math.min(before, Number.isFinite(reached) ? reached : before)
    // The page itself is kept, since the first step back may meet it again.
    const own = new Set(page.map((event) => String(keyOf(event))))
    for (const [id, at] of seen) {
      if (at > readBackTo + disorderMs * 2 && !own.has(id)) seen.delete(id)
    }
    // No entry so far told a time.
    this.mark = { readBackTo: Number.isFinite(readBackTo) ? readBackTo : latestTime, seen }
    return fresh
  }
}

/** Whether a fault says that a collector is gone while the session may live. */
export function isGone(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'not-found'
}
