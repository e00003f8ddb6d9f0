import { median } from './measure.ts'

const everyMs = 3_000

/**
 * Does a fixed piece of work every 3 s (about 50 ms of it: shorter ones slip through before anybody else gets the
 * processor) and notes how long it takes: when others use the
 * machine, it takes longer, and so does everything that is measured meanwhile.
 */
export class MachineWatch {
  private readonly timer = setInterval(() => this.times.push(work()), everyMs)
  private times: number[] = []
  private best = Number.POSITIVE_INFINITY

  constructor() {
    // The first rounds are slow because the code is not compiled yet.
    for (let round = 0; round < 10; round += 1) this.best = Math.min(this.best, work())
  }

  /** How many times longer than at its best the work took since the last call. */
  take(): number {
    const { times } = this
    if (times.length === 0) times.push(work())
    this.times = []
    this.best = Math.min(this.best, ...times)
    return median(times) / this.best
  }

  stop(): void {
    clearInterval(this.timer)
  }
}

function work(): number {
  const startedAt = performance.now()
  let state = 1
  for (let i = 0; i < 30_000_000; i += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  // Read, so that the loop is not dropped.
  return state === 0 ? Number.NaN : performance.now() - startedAt
}
