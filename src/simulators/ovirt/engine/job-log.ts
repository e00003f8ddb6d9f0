import type { Random } from '../../world/random.ts'
import type { Timeline } from './timeline.ts'

export type JobStatus = 'started' | 'finished' | 'failed' | 'aborted'

export interface Step {
  id: string
  description: string
  type: 'validating' | 'executing' | 'finalizing'
  status: JobStatus
  startedAt: number
  endedAt: number | undefined
  /** The step that it is a part of. */
  parent: string | undefined
}

export interface Job {
  id: string
  /** Under which the tasks of its storage are asked for; not the job's own id. */
  taskId: string
  description: string
  status: JobStatus
  startedAt: number
  updatedAt: number
  endedAt: number | undefined
  /** How long it is going to take, ms; nothing when nobody knows. */
  takes: number | undefined
  correlationId: string | undefined
  ownerId: string | undefined
  steps: Step[]
}

export interface JobStart {
  description: string
  correlationId: string | undefined
  ownerId: string | undefined
  takes?: number | undefined
  /** What its storage does meanwhile: a step of its own below the executing one. */
  storage?: string | undefined
}

/** Jobs of the engine. One that succeeded disappears after ten minutes, any other after an hour. */
export class JobLog {
  readonly all = new Map<string, Job>()
  private readonly tasks = new Map<string, Job>()
  private readonly random: Random
  private readonly timeline: Timeline

  constructor(random: Random, timeline: Timeline) {
    this.random = random
    this.timeline = timeline
  }

  start(given: JobStart): Job {
    const { now } = this.timeline
    const job: Job = {
      id: this.random.uuid(),
      taskId: this.random.uuid(),
      description: given.description,
      status: 'started',
      startedAt: now,
      updatedAt: now,
      endedAt: undefined,
      takes: given.takes,
      correlationId: given.correlationId,
      ownerId: given.ownerId,
      steps: [],
    }
    this.step(job, 'validating', 'Validating', undefined, true)
    const executing = this.step(job, 'executing', 'Executing')
    if (given.storage !== undefined) this.step(job, 'executing', given.storage, executing.id)
    this.all.set(job.id, job)
    this.tasks.set(job.taskId, job)
    return job
  }

  end(job: Job, status: Exclude<JobStatus, 'started'>): void {
    const { now } = this.timeline
    job.status = status
    job.endedAt = now
    job.updatedAt = now
    for (const step of job.steps) {
      if (step.status !== 'started') continue
      step.status = status
      step.endedAt = now
    }
    if (status === 'finished') this.step(job, 'finalizing', 'Finalizing', undefined, true)
    this.timeline.after(status === 'finished' ? 600_000 : 3_600_000, () => {
      this.all.delete(job.id)
      this.tasks.delete(job.taskId)
    })
  }

  /** The job whose storage works under this id. */
  byTask(taskId: string): Job | undefined {
    return this.tasks.get(taskId)
  }

  /** How far a step is, percent; nothing for one that is over or cannot tell. */
  progress(job: Job, step: Step): number | undefined {
    if (step.status !== 'started' || job.takes === undefined) return undefined
    return Math.min(99, Math.floor((100 * (this.timeline.now - job.startedAt)) / job.takes))
  }

  private step(job: Job, type: Step['type'], description: string, parent?: string, over = false): Step {
    const { now } = this.timeline
    const step: Step = {
      id: this.random.uuid(),
      description,
      type,
      status: over ? 'finished' : 'started',
      startedAt: now,
      endedAt: over ? now : undefined,
      parent,
    }
    job.steps.push(step)
    return step
  }
}
