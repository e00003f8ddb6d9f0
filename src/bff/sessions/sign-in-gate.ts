import { Fault } from '../../contract/fault.ts'

const parallelPerSystem = 4
const waitingPerSystem = 16

interface Lane {
  running: number
  waiting: (() => void)[]
}

/** Bounds how many sign-ins one system gets at a time: a directory server behind it may be slow. */
export class SignInGate {
  private readonly lanes = new Map<string, Lane>()

  /** Throws `unavailable` when too many wait already. */
  async run<T>(system: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(system) ?? { running: 0, waiting: [] }
    this.lanes.set(system, lane)
    if (lane.running >= parallelPerSystem) {
      if (lane.waiting.length >= waitingPerSystem) throw crowded(system)
      await new Promise<void>((resolve) => lane.waiting.push(resolve))
    } else {
      lane.running += 1
    }
    try {
      return await work()
    } finally {
      const next = lane.waiting.shift()
      // A waiter takes over this one's place; nobody can slip in between.
      if (next === undefined) lane.running -= 1
      else next()
    }
  }
}

function crowded(system: string): Fault {
  return new Fault({
    kind: 'unavailable',
    message: 'Too many people are signing in to this system just now.',
    code: 'SIGN_IN_BUSY',
    advice: 'Try again in a moment.',
    system,
  })
}
