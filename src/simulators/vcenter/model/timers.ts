interface Timer {
  at: number
  order: number
  run: () => void
}

/** What is due when, in simulated time. */
export class Timers {
  private readonly queue: Timer[] = []
  private count = 0
  now: number

  constructor(now: number) {
    this.now = now
  }

  /** Runs `run` after `ms` of simulated time. */
  after(ms: number, run: () => void): void {
    const timer = { at: this.now + ms, order: this.count, run }
    this.count += 1
    let low = 0
    let high = this.queue.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.queue[middle]
      if (other !== undefined && other.at <= timer.at) low = middle + 1
      else high = middle
    }
    this.queue.splice(low, 0, timer)
  }

  /** Moves time on and runs what falls due, in order. */
  advance(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = this.queue[0]
      if (next === undefined || next.at > end) break
      this.queue.shift()
      this.now = Math.max(this.now, next.at)
      next.run()
    }
    this.now = end
  }
}
