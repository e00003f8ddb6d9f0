import { ended, type Job } from '../../../contract/job.ts'

/** What a list of jobs is narrowed to; absent: all. As it stands in the URL. */
export interface JobFilter {
  /** A state, or `open` for all that have not ended. */
  state?: string | undefined
  system?: string | undefined
  verb?: string | undefined
  run?: string | undefined
  text?: string | undefined
}

/** A test of jobs; every word of the text must stand somewhere in what the job says. */
export function jobTest(filter: JobFilter): (job: Job) => boolean {
  const words = (filter.text ?? '').trim().toLowerCase().split(/\s+/)
  return (job) => {
    if (filter.state === 'open' ? ended(job) : filter.state !== undefined && job.state !== filter.state)
      return false
    if (filter.system !== undefined && job.system !== filter.system) return false
    if (filter.verb !== undefined && job.verb !== filter.verb) return false
    if (filter.run !== undefined && job.run !== filter.run) return false
    const said = textOf(job)
    return words.every((word) => said.includes(word))
  }
}

function textOf({ title, target, userName, step, fault, upstreamId }: Job): string {
  return [title, target.name, userName, step, fault?.message, upstreamId].join(' ').toLowerCase()
}

/** The newest first; of one moment those that still run. */
export function newestFirst(jobs: Iterable<Job>): Job[] {
  return [...jobs].sort((a, b) => b.startedAt - a.startedAt || Number(ended(a)) - Number(ended(b)))
}

export const keyOfJob = (job: Pick<Job, 'system' | 'id'>): string => `${job.system}/${job.id}`

/** How many have not ended. */
export function countOpen(jobs: ReadonlyMap<string, Job>): number {
  let open = 0
  for (const job of jobs.values()) if (!ended(job)) open += 1
  return open
}

/** Why a job that ended otherwise than well cannot be tried again from here; `undefined` where it can. */
export function retryRefusal(job: Job, present: boolean): string | undefined {
  if (job.target.id === undefined || !present) return 'What it acted on is not in the inventory.'
  if (job.action !== undefined) return undefined
  if (!job.own) return 'It was not started through Gantry.'
  return 'Gantry does not keep what was asked: it held a secret, or Gantry has restarted since.'
}

/** Whether another try makes sense. */
export function endedBadly(job: Pick<Job, 'state'>): boolean {
  return job.state === 'failed' || job.state === 'cancelled' || job.state === 'unknown'
}
