import { Fault, type FaultInfo } from '../contract/fault.ts'
import type { Clock } from './hypervisors/port.ts'

/** Ends `signal` when either of the others does. */
function anySignal(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined))
}

/**
 * Runs `work` and gives up after `ms`: its signal is aborted and the call throws a `timeout` fault, even
 * when `work` ignores the signal.
 */
export async function withTimeout<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal | undefined,
  what: Pick<FaultInfo, 'message' | 'system'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController()
  const cancel = new AbortController()
  const late = clock.sleep(ms, done.signal).then(
    () => {
      const fault = new Fault({ kind: 'timeout', ...what })
      cancel.abort(fault)
      throw fault
    },
    // The work was quicker: this branch must never win the race.
    () => new Promise<never>(() => {}),
  )
  try {
    return await Promise.race([work(anySignal(outer, cancel.signal)), late])
  } finally {
    done.abort()
  }
}

/** Waits for `promise`, at most `ms`; says whether it was settled in time. Never throws. */
export async function settledWithin(clock: Clock, ms: number, promise: Promise<unknown>): Promise<boolean> {
  const done = new AbortController()
  try {
    return await Promise.race([
      promise.then(
        () => true,
        () => true,
      ),
      clock.sleep(ms, done.signal).then(
        () => false,
        () => false,
      ),
    ])
  } finally {
    done.abort()
  }
}

/** Lets one waiter sleep until somebody rings or time has come. A ring while nobody waits is kept. */
export class Bell {
  private rung = false
  private waiter: (() => void) | undefined

  readonly ring = (): void => {
    this.rung = true
    this.waiter?.()
  }

  /** Forgets a ring that nobody heard. */
  clear(): void {
    this.rung = false
  }

  /** Resolves on a ring, after `ms`, or when `signal` aborts. */
  async wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) {
      const done = new AbortController()
      // Not AbortSignal.any: this runs for as long as a page is open and must leave nothing behind.
      const stop = () => done.abort()
      signal.addEventListener('abort', stop, { once: true })
      const rung = new Promise<void>((resolve) => {
        this.waiter = resolve
      })
      await Promise.race([rung, clock.sleep(ms, done.signal).catch(() => {})])
      this.waiter = undefined
      signal.removeEventListener('abort', stop)
      done.abort()
    }
    this.rung = false
  }
}
