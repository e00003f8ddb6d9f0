import { Marks } from '../map/marks.ts'
import type { Access, Engine } from '../transport/engine.ts'
import type { Origin, Origins } from './origins.ts'
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
export class Workrooms implements Origins {
  readonly marks = new Marks()
  /** Where jobs come from, the latest ones: they do not tell themselves. */
  private readonly jobs = new Map<string, Origin>()
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

  origin(job: string): Origin {
    return this.jobs.get(job) ?? {}
  }

  setOrigin(job: string, origin: Origin): void {
    this.jobs.set(job, { ...this.jobs.get(job), ...origin })
    if (this.jobs.size <= mostJobs) return
    const [oldest] = this.jobs.keys()
    if (oldest !== undefined) this.jobs.delete(oldest)
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

const mostJobs = 2_000

const keyOf = (access: Access): string => JSON.stringify([access.base, access.bearer, access.cookie])
