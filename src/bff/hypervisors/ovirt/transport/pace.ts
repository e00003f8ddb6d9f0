import type { Clock } from '../../port.ts'
import { pause } from './wait.ts'

/** An upper bound for requests: so many at once, and so much time between the starts of two. First come, first served. */
export class Pace {
  private readonly clock: Clock
  private readonly atOnce: number
  private readonly spacingMs: number
  private running = 0
  private nextStart = 0
  private readonly waiting: (() => void)[] = []

  constructor(clock: Clock, { atOnce, perSecond }: { atOnce: number; perSecond: number }) {
    this.clock = clock
    this.atOnce = atOnce
    this.spacingMs = 1000 / perSecond
  }

  /** Does `ask` when its turn comes; rejects with the signal's reason when aborted before that. */
  async run<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.running += 1
    try {
      signal.throwIfAborted()
      const now = this.clock.now()
      const start = Math.max(now, this.nextStart)
      this.nextStart = start + this.spacingMs
      if (start > now) await pause(this.clock, start - now, signal)
      return await ask()
    } finally {
      // The place is handed on, so that nobody can slip in between.
      const next = this.waiting.shift()
      if (next === undefined) this.running -= 1
      else next()
    }
  }
}
