import type { CloneOrder, ClonePace } from '../../../../contract/clone/order.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { api, faultOf } from '../../../client/api.ts'
import { putJob } from '../../../client/jobs.ts'
import { type CloneRun, orderOfCopy, type RunCopy } from './clone-run.ts'
import { clonePace, cloneRun, forgetRun, rememberPace, rememberRun, renewCopy, restoreCopy } from './runs.ts'

/** Why nothing was queued; `undefined` where it was. */
type Refused = FaultInfo | undefined

/** No answer came, or one of a stop on the way: the copies may have been queued all the same. */
const unsure: readonly FaultInfo['kind'][] = ['unavailable', 'timeout', 'protocol']

/**
 * Starts a run. What is sent again is the same run with the same intents, so no copy is made twice; a run that was refused
 * is forgotten.
 */
export async function startRun(run: CloneRun, pace: ClonePace): Promise<Refused> {
  rememberRun(run)
  const fault = await send(
    run,
    run.order,
    run.copies.map(({ intent }) => intent),
    pace,
  )
  if (fault !== undefined && !unsure.includes(fault.kind)) forgetRun(run.id)
  return fault
}

/** Another attempt at one copy, as it was asked for or as `own` asks for it. */
export async function sendAgain(
  id: string,
  index: number,
  own?: NonNullable<RunCopy['own']>,
): Promise<Refused> {
  const before = cloneRun(id)?.copies[index]
  if (before === undefined) return { kind: 'not-found', message: 'This run is no longer known here.' }
  const intent = renewCopy(id, index, own)
  const run = cloneRun(id)
  if (run === undefined) return undefined
  const fault = await send(run, orderOfCopy(run, index), [intent], clonePace(run.system))
  if (fault !== undefined && !unsure.includes(fault.kind)) restoreCopy(id, index, before)
  return fault
}

async function send(run: CloneRun, order: CloneOrder, intents: string[], pace: ClonePace): Promise<Refused> {
  try {
    const { jobs } = await api.clones.start({ system: run.system, order, run: run.id, intents, pace })
    for (const job of jobs) putJob(job)
    rememberPace(run.system, pace)
    return undefined
  } catch (error) {
    return faultOf(error)
  }
}

/** Changes how fast copies are made on a system; holds for all runs of this account there. */
export async function setPace(system: string, pace: ClonePace): Promise<Refused> {
  try {
    rememberPace(system, await api.clones.pace({ system, pace }))
    return undefined
  } catch (error) {
    return faultOf(error)
  }
}

/** Asks to cancel jobs, each for itself; the faults of those that refused. */
export async function cancelJobs(jobs: readonly { system: string; id: string }[]): Promise<FaultInfo[]> {
  const asked = await Promise.all(
    jobs.map(async ({ system, id }) => {
      try {
        await api.jobs.cancel({ system, job: id })
        return undefined
      } catch (error) {
        return faultOf(error)
      }
    }),
  )
  return asked.filter((fault) => fault !== undefined)
}
