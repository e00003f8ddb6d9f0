import type { Job } from '../../../contract/job.ts'
import type { RunItem } from './run.ts'
import type { LaneCore } from './run-core.ts'

/** After so many in a row that did not even reach the system, the rest of its items wait for somebody to look. */
const mostInVain = 3

/** How an item ends whose job nobody tells of any more. */
export const lost = {
  state: 'unknown',
  fault: {
    kind: 'not-found',
    message: 'Gantry no longer knows its job, which did not say how it ended.',
    advice: 'Look at the VM itself.',
  },
} as const

/** The job of the present attempt, where it is told of. */
export function jobOf(
  jobs: ReadonlyMap<string, Job>,
  system: string,
  item: RunItem | undefined,
): Job | undefined {
  if (item === undefined) return undefined
  const job = jobs.get(`${system}/${item.intent}`)
  if (job !== undefined || item.upstreamId === undefined) return job
  // A server that was restarted finds it again under the system's own name; a system that was may give that name anew.
  const found = jobs.get(`${system}/${item.upstreamId}`)
  const another = found?.target.id !== undefined && found.target.id !== item.target.id
  return another ? undefined : found
}

export function sameProgress(a: RunItem, b: RunItem): boolean {
  return a.state === b.state && a.percent === b.percent && a.step === b.step && a.upstreamId === b.upstreamId
}

/** Lets a lane go on. */
export function release(lane: LaneCore | undefined): void {
  if (lane === undefined) return
  delete lane.held
  lane.inVain = 0
}

/** A system that cannot be reached is not asked for all the rest too. */
export function blame(lane: LaneCore, { state, fault }: RunItem): void {
  const inVain = state === 'failed' && (fault?.kind === 'unavailable' || fault?.kind === 'auth')
  lane.inVain = inVain ? lane.inVain + 1 : 0
  if (lane.inVain < mostInVain || lane.held !== undefined) return
  lane.held = {
    reason: `Paused: ${mostInVain} in a row failed, the last with “${fault?.message}”`,
    self: true,
  }
}
