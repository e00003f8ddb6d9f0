import { Marks } from '../map/marks.ts'
import type { Access, Engine } from '../transport/engine.ts'
import { Poller } from './poller.ts'

/** What the connections of one session share while anything is under way. */
export class Workroom {
  readonly poller: Poller
  /** The VM that a job migrates: the one kind of job that can be cancelled. */
  readonly migrations = new Map<string, string>()
  users = 0

  constructor(engine: Engine) {
    this.poller = new Poller(engine)
  }
}

/** What all sessions of one system share: the workroom of each, as long as somebody works there, and marks of VMs. */
export class Workrooms {
  readonly marks = new Marks()
  /** VMs by the jobs that were begun on them through Gantry, the latest ones: jobs themselves do not name their VM. */
  private readonly targets = new Map<string, string>()
  private readonly rooms = new Map<string, Workroom>()

  /** Runs `work` in the room of the engine's session. */
  async within<T>(engine: Engine, work: (room: Workroom) => Promise<T>): Promise<T> {
    const key = keyOf(engine.access)
    const room = this.rooms.get(key) ?? new Workroom(engine)
    this.rooms.set(key, room)
    room.users += 1
    try {
      return await work(room)
    } finally {
      room.users -= 1
      if (room.users === 0) this.rooms.delete(key)
    }
  }

  /** The VM that a job works on. */
  target(job: string): string | undefined {
    return this.targets.get(job)
  }

  setTarget(job: string, vm: string): void {
    this.targets.set(job, vm)
    if (this.targets.size <= mostTargets) return
    const [oldest] = this.targets.keys()
    if (oldest !== undefined) this.targets.delete(oldest)
  }

  /** The VM that this job of any session migrates, as far as Gantry knows. */
  migrating(job: string): string | undefined {
    for (const room of this.rooms.values()) {
      const vm = room.migrations.get(job)
      if (vm !== undefined) return vm
    }
    return undefined
  }
}

const mostTargets = 2_000

const keyOf = (access: Access): string => JSON.stringify([access.base, access.bearer, access.cookie])
