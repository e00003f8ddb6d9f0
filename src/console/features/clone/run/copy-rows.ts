import type { Job, JobState } from '../../../../contract/job.ts'
import { type CloneRun, jobOf, type RunCopy, waitsInGantry } from './clone-run.ts'

/**
 * As its job; `waiting` in Gantry, not sent; `lost` Gantry was restarted before it was sent; `unseen` nothing was heard of
 * it yet.
 */
export type CopyState = JobState | 'waiting' | 'lost' | 'unseen'

/** States in the order in which they matter to who watches. */
export const copyStates: readonly CopyState[] = [
  'failed',
  'lost',
  'unknown',
  'running',
  'queued',
  'waiting',
  'unseen',
  'cancelled',
  'done',
]

/** One line of the run page. The same object while nothing of it changed. */
export interface CopyRow {
  key: string
  /** Place in the order, from 0. */
  index: number
  name: string
  state: CopyState
  job: Job | undefined
  /** Absent where this tab does not remember the run: only its jobs are known then. */
  copy: RunCopy | undefined
  /** Id of the new VM or template, once there is one. */
  madeId: string | undefined
}

/**
 * The copies of a run in the order in which they were asked for. `known`: the jobs of its system have been told in full, so
 * what is not among them is not there.
 */
export function copyRows(
  id: string,
  run: CloneRun | undefined,
  jobs: ReadonlyMap<string, Job>,
  known: boolean,
  before: readonly CopyRow[] = [],
): CopyRow[] {
  const made =
    run === undefined
      ? rowsOfJobs(id, jobs)
      : run.copies.map((copy, index) => rowOf(run, copy, index, jobs, known))
  return made.map((row, index) => {
    const old = before[index]
    return old !== undefined && same(old, row) ? old : row
  })
}

function rowOf(
  run: CloneRun,
  copy: RunCopy,
  index: number,
  jobs: ReadonlyMap<string, Job>,
  known: boolean,
): CopyRow {
  const job = jobOf(run, copy, jobs)
  return {
    key: `${index}`,
    index,
    name: job?.makes?.name ?? copy.name,
    state: stateOf(job, copy, known),
    job,
    copy,
    madeId: job?.makes?.id ?? copy.seen?.madeId,
  }
}

function stateOf(job: Job | undefined, { seen }: RunCopy, known: boolean): CopyState {
  if (job !== undefined) return waitsInGantry(job) ? 'waiting' : job.state
  if (seen !== undefined && seen.state !== 'queued' && seen.state !== 'running') return seen.state
  if (!known) return 'unseen'
  // What was sent goes on without Gantry, so nobody may say that it was not.
  return seen === undefined || seen.waits === true ? 'lost' : 'unknown'
}

function rowsOfJobs(id: string, jobs: ReadonlyMap<string, Job>): CopyRow[] {
  return [...jobs.values()]
    .filter(({ run }) => run === id)
    .sort((a, b) => a.startedAt - b.startedAt)
    .map((job, index) => ({
      key: job.id,
      index,
      name: job.makes?.name ?? job.target.name,
      state: waitsInGantry(job) ? ('waiting' as const) : job.state,
      job,
      copy: undefined,
      madeId: job.makes?.id,
    }))
}

function same(a: CopyRow, b: CopyRow): boolean {
  return a.key === b.key && a.name === b.name && a.state === b.state && a.job === b.job && a.copy === b.copy
}

export function countStates(rows: readonly CopyRow[]): ReadonlyMap<CopyState, number> {
  const counts = new Map<CopyState, number>()
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1)
  return counts
}
