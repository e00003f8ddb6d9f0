import { defaultPace, maxLimit, maxStaggerMs, type Pace } from './run.ts'
import type { RunCore } from './run-core.ts'

/** Where an item stands. */
export interface Place {
  core: RunCore
  index: number
  /** Since when nobody tells of its job, epoch ms. */
  missingSince?: number
}

/** All that goes to one system, whatever run it is of. */
export class Line {
  pace: Pace = defaultPace
  /** Under way, by intent. */
  readonly active = new Map<string, Place>()
  /** Without a reply, by intent: their jobs may turn up. */
  readonly unsure = new Map<string, Place>()
  private lastStart = Number.NEGATIVE_INFINITY
  private timer: ReturnType<typeof setTimeout> | undefined

  setPace({ limit = this.pace.limit, staggerMs = this.pace.staggerMs }: Partial<Pace>): void {
    this.pace = { limit: within(limit, 1, maxLimit), staggerMs: within(staggerMs, 0, maxStaggerMs) }
    clearTimeout(this.timer)
    this.timer = undefined
  }

  free(): boolean {
    return this.active.size < this.pace.limit
  }

  /** How long until the next start, ms. */
  wait(now: number): number {
    return this.lastStart + this.pace.staggerMs - now
  }

  started(now: number): void {
    this.lastStart = now
  }

  later(ms: number, run: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      run()
    }, ms)
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)))
}
