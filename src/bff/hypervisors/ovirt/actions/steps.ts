import type { JobState, JobStep } from '../../../../contract/job.ts'
import type { Reader } from '../watch/collections.ts'
import { jobState, stepList } from './poller.ts'

const states: Record<ReturnType<typeof jobState>, JobState> = {
  started: 'running',
  finished: 'done',
  failed: 'failed',
  aborted: 'cancelled',
  unknown: 'unknown',
  gone: 'unknown',
}

/** The steps of a job, each followed by the steps within it. Throws `not-found` when the engine has forgotten the job. */
export async function readSteps(reader: Reader, job: string, signal: AbortSignal): Promise<JobStep[]> {
  const listed = (await reader.list(stepList(job), {}, signal)).map((step, index) => ({
    ...step,
    id: step.id ?? String(index),
  }))
  const ids = new Set(listed.map(({ id }) => id))
  // In which order engines list them is not documented.
  const inOrder = listed.toSorted(
    (a, b) => (a.start_time ?? 0) - (b.start_time ?? 0) || (a.number ?? 0) - (b.number ?? 0),
  )
  const steps: JobStep[] = []
  const add = (parent: string | undefined, depth: number): void => {
    // Deeper than any engine goes: a circle.
    if (depth > 8) return
    for (const step of inOrder) {
      const above = step.parent_step?.id
      const own = above !== undefined && ids.has(above) && above !== step.id ? above : undefined
      if (own !== parent) continue
      steps.push({
        id: step.id,
        title: step.description ?? 'Step without description',
        state: states[jobState(step)],
        depth,
        ...(step.progress === undefined ? {} : { percent: Math.max(0, Math.min(100, step.progress)) }),
        ...(step.start_time === undefined ? {} : { startedAt: step.start_time }),
        ...(step.end_time === undefined ? {} : { endedAt: step.end_time }),
      })
      add(step.id, depth + 1)
    }
  }
  add(undefined, 0)
  return steps
}
