import type { Clock } from '../hypervisors/port.ts'

interface Sleeper {
  at: number
  wake(): void
}

/** Lets everything that is ready to run do so. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time: number
  private readonly sleepers = new Set<Sleeper>()

  constructor(start = 1_000_000) {
    this.time = start
  }

  now(): number {
    return this.time
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at: this.time + ms,
        wake: () => {
          this.sleepers.delete(sleeper)
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      const onAbort = () => {
        this.sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.sleepers.add(sleeper)
    })
  }

  /** Moves time by `ms`, waking sleepers in their order and letting each act before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms
    await settle()
    for (;;) {
      const next = [...this.sleepers].sort((a, b) => a.at - b.at)[0]
      if (next === undefined || next.at > end) break
      this.time = Math.max(this.time, next.at)
      next.wake()
      await settle()
    }
    this.time = end
    await settle()
  }
}
