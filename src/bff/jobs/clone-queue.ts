import type { ClonePace } from '../../contract/clone/order.ts'
import type { Clock } from '../hypervisors/port.ts'

/** The copies of one source that wait, or are made, count against this many. */
export interface Place {
  source: string
  perSource: number
}

interface Waiting extends Place {
  go(): void
}

/** Lets so many copies be made at once, of one system for one account, at least so many seconds apart. */
export class CloneQueue {
  private pace: ClonePace = { atOnce: 8, staggerSeconds: 0 }
  private readonly clock: Clock
  private readonly waiting: Waiting[] = []
  private readonly made = new Map<string, number>()
  private count = 0
  private lastAt = Number.NEGATIVE_INFINITY
  private timer: AbortController | undefined

  constructor(clock: Clock) {
    this.clock = clock
  }

  get paced(): ClonePace {
    return this.pace
  }

  setPace(pace: ClonePace): void {
    this.pace = pace
    this.fill()
  }

  /** Resolves with how to leave when it is this copy's turn; with `undefined` when `withdrawn` aborts first. */
  turn(place: Place, withdrawn: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      if (withdrawn.aborted) return resolve(undefined)
      const withdraw = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1)
        resolve(undefined)
      }
      const waiting: Waiting = {
        ...place,
        go: () => {
          withdrawn.removeEventListener('abort', withdraw)
          resolve(this.enter(place.source))
        },
      }
      withdrawn.addEventListener('abort', withdraw, { once: true })
      this.waiting.push(waiting)
      this.fill()
    })
  }

  private enter(source: string): () => void {
    this.count += 1
    this.made.set(source, (this.made.get(source) ?? 0) + 1)
    this.lastAt = this.clock.now()
    let left = false
    return () => {
      if (left) return
      left = true
      this.count -= 1
      const others = (this.made.get(source) ?? 1) - 1
      if (others === 0) this.made.delete(source)
      else this.made.set(source, others)
      this.fill()
    }
  }

  private fill(): void {
    this.timer?.abort()
    this.timer = undefined
    while (this.pace.paused !== true && this.count < this.pace.atOnce) {
      const next = this.waiting.findIndex(({ source, perSource }) => (this.made.get(source) ?? 0) < perSource)
      if (next < 0) return
      const early = this.lastAt + this.pace.staggerSeconds * 1000 - this.clock.now()
      if (early > 0) {
        this.later(early)
        return
      }
      const [waiting] = this.waiting.splice(next, 1)
      waiting?.go()
    }
  }

  private later(ms: number): void {
    const timer = new AbortController()
    this.timer = timer
    void this.clock.sleep(ms, timer.signal).then(
      () => this.fill(),
      // Somebody looks again sooner.
      () => {},
    )
  }
}
