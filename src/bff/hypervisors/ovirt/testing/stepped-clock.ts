import type { Clock } from '../../port.ts'

interface Sleeper {
  at: number
  wake(): void
}

/** Time that passes only when it is told to, so that hours of polling can be counted in seconds. */
export class SteppedClock implements Clock {
  private time = 0
  private readonly sleepers = new Set<Sleeper>()

  now(): number {
    return this.time
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const sleeper = { at: this.time + ms, wake: resolve }
      this.sleepers.add(sleeper)
      signal?.addEventListener('abort', () => {
        this.sleepers.delete(sleeper)
        reject(signal.reason)
      })
    })
  }

  /** Lets `ms` pass. `settle` resolves once all that was woken has done what it can without more time. */
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.time + ms
    for (;;) {
      await settle()
      const next = Math.min(...[...this.sleepers].map((sleeper) => sleeper.at))
      if (next > end) break
      this.time = Math.max(this.time, next)
      for (const sleeper of this.sleepers) {
        if (sleeper.at > this.time) continue
        this.sleepers.delete(sleeper)
        sleeper.wake()
      }
    }
    this.time = end
  }
}
