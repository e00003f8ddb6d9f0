import type { EventFilter } from '../../contract/events/filter.ts'
import type { EventPageReply } from '../../contract/events/page.ts'
import type { FaultInfo } from '../../contract/fault.ts'

/** What a log needs of the world. */
export interface EventLogOutside {
  /** One page of a system's log; throws. */
  read(
    input: { system: string; filter: EventFilter; cursor?: string; limit: number },
    signal: AbortSignal,
  ): Promise<EventPageReply>
  /** What an error of `read` means. */
  faultOf(error: unknown): FaultInfo
  /** Epoch ms. */
  now(): number
  /** Calls `run` after so many ms; returns the way to call it off. */
  later(run: () => void, ms: number): () => void
}

const [firstRetry, longestRetry] = [2_000, 60_000]
/** What an account may not do today it may do after somebody granted it. */
const refusedRetry = 5 * 60_000

interface PageListener {
  onPage(page: EventPageReply): void
  /** `retryAt`: when it is tried again by itself. */
  onFault(fault: FaultInfo, retryAt: number | undefined): void
  /** A read has gone on for so long that others should not wait for it. */
  onSlow?(): void
}

/** A read that takes longer, in ms, is slow. */
export const slowAfter = 4_000

/** Reads one system's log backwards, page by page as it is told to, and tries again what failed. */
export class PageReader {
  readonly system: string
  private readonly outside: EventLogOutside
  private readonly filter: EventFilter
  private readonly listener: PageListener
  private cursor: string | undefined
  private until: number | undefined
  /** Down to where it has read. */
  private readBackTo: number | undefined
  private current: AbortController | undefined
  private cancelRetry: (() => void) | undefined
  private failures = 0
  private idle = 0

  constructor(outside: EventLogOutside, system: string, filter: EventFilter, listener: PageListener) {
    this.outside = outside
    this.system = system
    this.filter = filter
    this.listener = listener
  }

  /** The page that is on its way takes long. */
  slow = false

  /** A page is on its way. */
  get reading(): boolean {
    return this.current !== undefined
  }

  /** Waits before it tries again. */
  get failed(): boolean {
    return this.failures > 0 && !this.reading
  }

  /** Leaves what it read so far, and goes on with what is older than `time` (by the system's clock). */
  goOnBefore(time: number | undefined): void {
    this.stop()
    this.cursor = undefined
    this.until = time
    this.readBackTo = time
  }

  /** Reads the next page, unless one is on its way or a failed one waits for its time. */
  read(limit: number): void {
    if (!this.reading && this.cancelRetry === undefined) void this.run(limit)
  }

  /** Tries again at once what failed. */
  retry(limit: number): void {
    this.cancelRetry?.()
    this.cancelRetry = undefined
    this.read(limit)
  }

  stop(): void {
    this.cancelRetry?.()
    this.cancelRetry = undefined
    this.failures = 0
    this.current?.abort()
    this.current = undefined
  }

  private async run(limit: number): Promise<void> {
    const { cursor, until, outside, listener } = this
    const abort = new AbortController()
    this.current = abort
    this.slow = false
    const callOff = outside.later(() => {
      if (this.current !== abort) return
      this.slow = true
      listener.onSlow?.()
    }, slowAfter)
    try {
      const page = await outside.read(
        {
          system: this.system,
          filter: this.narrowed(until),
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        },
        abort.signal,
      )
      if (this.current !== abort) return
      this.current = undefined
      this.slow = false
      this.failures = 0
      this.cursor = page.cursor
      this.readBackTo = page.readBackTo ?? this.readBackTo
      // A system that gives nothing, again and again, is not asked without a pause.
      this.idle = page.events.length === 0 && page.scanned === 0 ? this.idle + 1 : 0
      if (this.idle > 1 && page.cursor !== undefined) this.wait(firstRetry, limit)
      listener.onPage(page)
    } catch (error) {
      if (this.current === abort) this.fail(outside.faultOf(error), cursor, limit)
    } finally {
      callOff()
    }
  }

  private fail(fault: FaultInfo, cursor: string | undefined, limit: number): void {
    this.current = undefined
    this.slow = false
    if (cursor !== undefined && this.readBackTo !== undefined && fault.kind === 'invalid-input') {
      // The server forgot the cursor, and cannot tell where it stood.
      this.cursor = undefined
      this.until = this.readBackTo
      void this.run(limit)
      return
    }
    this.failures += 1
    const delay = retryDelay(fault, this.failures)
    if (delay !== undefined) this.wait(delay, limit)
    this.listener.onFault(fault, delay === undefined ? undefined : this.outside.now() + delay)
  }

  private wait(delay: number, limit: number): void {
    this.cancelRetry = this.outside.later(() => {
      this.cancelRetry = undefined
      this.read(limit)
    }, delay)
  }

  private narrowed(until: number | undefined): EventFilter {
    const { systems: _, ...filter } = this.filter
    if (until === undefined) return filter
    return { ...filter, until: Math.min(until, filter.until ?? Infinity) }
  }
}

/** ms until what failed is tried again by itself; `undefined`: never, because it would fail in the same way. */
function retryDelay({ kind }: FaultInfo, failures: number): number | undefined {
  if (kind === 'unsupported' || kind === 'invalid-input') return undefined
  if (kind === 'forbidden' || kind === 'auth') return refusedRetry
  return Math.min(longestRetry, firstRetry * 2 ** (failures - 1))
}
