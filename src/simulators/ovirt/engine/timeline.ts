interface Due {
  at: number
  order: number
  run: () => void
}

/** Simulated time: what is due runs in order when time is moved, never by itself. */
export class Timeline {
  /** Epoch ms. */
  now: number
  private heap: Due[] = []
  private order = 0

  constructor(startAt: number) {
    this.now = startAt
  }

  /** Runs `run` once `ms` have passed. */
  after(ms: number, run: () => void): void {
    this.order += 1
    const due: Due = { at: this.now + ms, order: this.order, run }
    let i = this.heap.push(due) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      const above = this.heap[parent]
      if (above === undefined || !before(due, above)) break
      this.heap[i] = above
      this.heap[parent] = due
      i = parent
    }
  }

  /** Moves time forward; what becomes due sees the time at which it was due. */
  advance(ms: number): void {
    const end = this.now + ms
    for (let next = this.heap[0]; next !== undefined && next.at <= end; next = this.heap[0]) {
      this.removeFirst()
      this.now = Math.max(this.now, next.at)
      next.run()
    }
    this.now = end
  }

  private removeFirst(): void {
    const last = this.heap.pop()
    if (last === undefined || this.heap.length === 0) return
    this.heap[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        const candidate = this.heap[child]
        const current = this.heap[least]
        if (candidate !== undefined && current !== undefined && before(candidate, current)) least = child
      }
      if (least === i) return
      const moved = this.heap[least]
      if (moved === undefined) return
      this.heap[least] = last
      this.heap[i] = moved
      i = least
    }
  }
}

const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order)
