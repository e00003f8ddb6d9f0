import type { Random } from '../../world/random.ts'
import type { Timeline } from './timeline.ts'

export interface Job {
  id: string
  description: string
  status: 'started' | 'finished' | 'failed'
  startedAt: number
  updatedAt: number
  endedAt: number | undefined
  correlationId: string | undefined
  steps: { id: string; description: string; type: 'validating' | 'executing' }[]
}

/** Jobs of the engine. A finished one disappears after ten minutes, a failed one after an hour. */
export class JobLog {
  readonly all = new Map<string, Job>()
  private readonly random: Random
  private readonly timeline: Timeline

  constructor(random: Random, timeline: Timeline) {
    this.random = random
    this.timeline = timeline
  }

  start(description: string, correlationId: string | undefined): Job {
    const { now } = this.timeline
    const job: Job = {
      id: this.random.uuid(),
      description,
      status: 'started',
      startedAt: now,
      updatedAt: now,
      endedAt: undefined,
      correlationId,
      steps: [
        { id: this.random.uuid(), description: 'Validating', type: 'validating' },
        { id: this.random.uuid(), description: 'Executing', type: 'executing' },
      ],
    }
    this.all.set(job.id, job)
    return job
  }

  end(job: Job, status: 'finished' | 'failed'): void {
    job.status = status
    job.endedAt = this.timeline.now
    job.updatedAt = this.timeline.now
    this.timeline.after(status === 'finished' ? 600_000 : 3_600_000, () => this.all.delete(job.id))
  }
}
