import { z } from 'zod'
import type { Engine } from '../transport/engine.ts'
import { pause } from '../transport/wait.ts'
import { Reader } from '../watch/collections.ts'
import { number, ref, status, text, time } from '../wire/coerce.ts'

/** How often the engine is asked while something is under way. */
const roundMs = 1_500
/** So many objects are asked for one by one, more by one list. */
const few = 3
/** Steps are read of so many jobs in a round. */
const stepReads = 8

/** What of a VM tells how an action goes. */
const followedVm = z.object({
  id: z.string().min(1),
  name: text,
  status,
  status_detail: text,
  host: ref,
  stop_reason: text,
  vm_pool: ref,
  vmpool: ref,
})
export type FollowedVm = z.output<typeof followedVm>

const wireJob = z.object({
  id: z.string().min(1),
  description: text,
  status,
  correlation_id: text,
  start_time: time,
  end_time: time,
  last_updated: time,
})
export type WireJob = z.output<typeof wireJob>

const wireStep = z.object({
  id: text,
  description: text,
  status,
  number,
  progress: number,
  parent_step: ref,
  start_time: time,
  end_time: time,
})

/** The steps of a job as the engine lists them. */
export const stepList = (job: string) => ({
  path: `/jobs/${encodeURIComponent(job)}/steps`,
  key: 'step',
  schema: wireStep,
})

const vms = { path: '/vms', key: 'vm', schema: followedVm, byId: true } as const
export const jobList = { path: '/jobs', key: 'job', schema: wireJob } as const

export type JobState = 'started' | 'finished' | 'failed' | 'aborted' | 'unknown' | 'gone'

export interface JobSight {
  state: JobState
  /** 0…100 of the step that is under way, where it says so. */
  percent?: number
  step?: string
}

/** QUIRK(ovirt 3.x): states of jobs are in upper case, and inside an element (fact sheet §1). */
export function jobState(job: Pick<WireJob, 'status'>): JobState {
  const word = job.status.word?.toLowerCase()
  return word === 'started' || word === 'finished' || word === 'failed' || word === 'aborted'
    ? word
    : 'unknown'
}

/** What one round saw. */
export interface Sight {
  /** Undefined: there is no such VM any more. */
  vm: FollowedVm | undefined
  /** Undefined: nobody asked for a job. */
  job: JobSight | undefined
}

interface Ask {
  vm: string
  job: string | undefined
  resolve(sight: Sight): void
  reject(error: unknown): void
}

/**
 * Looks after everything that an account has under way on an engine: however many ask, there is one round of requests
 * at a time, and none when nobody asks.
 */
export class Poller {
  private readonly engine: Engine
  private readonly reader: Reader
  private asks = new Set<Ask>()
  private running = false

  constructor(engine: Engine) {
    this.engine = engine
    this.reader = new Reader(engine)
  }

  /** What the next round sees. Rejects with the round's fault, or with the signal's reason. */
  next(vm: string, job: string | undefined, signal: AbortSignal): Promise<Sight> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const abort = (): void => {
        this.asks.delete(ask)
        reject(signal.reason)
      }
      const free = (): void => signal.removeEventListener('abort', abort)
      const ask: Ask = {
        vm,
        job,
        resolve: (sight) => {
          free()
          resolve(sight)
        },
        reject: (error) => {
          free()
          reject(error)
        },
      }
      signal.addEventListener('abort', abort, { once: true })
      this.asks.add(ask)
      if (!this.running) void this.rounds()
    })
  }

  private async rounds(): Promise<void> {
    this.running = true
    const { signal } = new AbortController()
    while (this.asks.size > 0) {
      await pause(this.engine.options.clock, roundMs, signal)
      const round = [...this.asks]
      this.asks = new Set()
      if (round.length === 0) continue
      try {
        await this.look(round, signal)
      } catch (error) {
        for (const ask of round) ask.reject(error)
      }
    }
    this.running = false
  }

  private async look(round: readonly Ask[], signal: AbortSignal): Promise<void> {
    const ids = [...new Set(round.map((ask) => ask.vm))]
    const jobIds = [...new Set(round.flatMap((ask) => ask.job ?? []))]
    // In this order: what the VM says is never older than what its job says is over.
    const jobs = await this.jobs(jobIds, signal)
    const found = await this.reader.byIds(vms, ids, signal)
    const byId = new Map(found.found.map((vm) => [vm.id, vm]))
    for (const ask of round) {
      ask.resolve({ vm: byId.get(ask.vm), job: ask.job === undefined ? undefined : jobs.get(ask.job) })
    }
  }

  private async jobs(ids: readonly string[], signal: AbortSignal): Promise<Map<string, JobSight>> {
    const sights = new Map<string, JobSight>()
    const listed = ids.length > few ? await this.reader.list(jobList, {}, signal) : undefined
    let reads = 0
    for (const id of ids) {
      const job =
        listed === undefined
          ? await this.reader.one(jobList, id, signal)
          : listed.find((candidate) => candidate.id === id)
      const state = job === undefined ? 'gone' : jobState(job)
      const steps = state === 'started' && reads < stepReads
      if (steps) reads += 1
      sights.set(id, { state, ...(steps ? await stepOf(this.reader, id, signal) : {}) })
    }
    return sights
  }
}

/** What a job does now and how far that is. */
export async function stepOf(
  reader: Reader,
  job: string,
  signal: AbortSignal,
): Promise<Pick<JobSight, 'percent' | 'step'>> {
  const steps = (await reader.list(stepList(job), {}, signal).catch(() => [])).filter(
    (step) => step.status.word?.toLowerCase() === 'started',
  )
  // The innermost says most.
  const parents = new Set(steps.map((step) => step.parent_step?.id))
  const inner = steps.filter((step) => !parents.has(step.id)).at(-1)
  const percent = inner?.progress ?? steps.find((step) => step.progress !== undefined)?.progress
  return {
    ...(percent === undefined ? {} : { percent: Math.max(0, Math.min(100, percent)) }),
    ...(inner?.description === undefined ? {} : { step: inner.description }),
  }
}
