import { type CloneOrder, type ClonePace, orderForCopy } from '../../../../contract/clone/order.ts'
import type { Job, JobState } from '../../../../contract/job.ts'
import type { CloneDraft } from '../wizard.ts'

/** How far a copy was when this page last heard of it; enough to find it again after a restart of Gantry. */
export interface Seen {
  state: JobState
  /** It waited in Gantry, so nothing of it had been sent. */
  waits?: true
  upstreamId?: string
  /** Id of the new VM or template. */
  madeId?: string
}

/** One copy of a run: its present attempt. */
export interface RunCopy {
  name: string
  /** Of the present attempt; its job has the same id. */
  intent: string
  /** Counts from 1. */
  attempt: number
  /** What this attempt asked for where it is not what the run did: an order and draft of this copy alone. */
  own?: { order: CloneOrder; draft: CloneDraft }
  seen?: Seen
}

/** What this tab knows of copies that were started together. Never changed: a new one takes its place. */
export interface CloneRun {
  id: string
  system: string
  /** Epoch ms. */
  startedAt: number
  order: CloneOrder
  draft: CloneDraft
  /** The order held secrets, which a reload has lost. */
  bare: boolean
  copies: readonly RunCopy[]
}

export const defaultPace: ClonePace = { atOnce: 8, staggerSeconds: 0 }

/** What one copy asked for, as an order of it alone. */
export function orderOfCopy(run: CloneRun, index: number): CloneOrder {
  return run.copies[index]?.own?.order ?? orderForCopy(run.order, index)
}

/** The wizard as it was filled in for one copy, and for no other. */
export function draftOfCopy(run: CloneRun, index: number): CloneDraft {
  const own = run.copies[index]?.own
  if (own !== undefined) return own.draft
  const { name = '', ...copy } = run.draft.copies[index] ?? {}
  return { ...run.draft, names: { pattern: name, count: 1 }, copies: [{ ...copy, name, byHand: true }] }
}

/** What is remembered of a job; the same object while nothing of it changed. */
export function seenOf(job: Job, before: Seen | undefined): Seen {
  const { state, upstreamId, makes } = job
  const seen: Seen = {
    state,
    ...(waitsInGantry(job) ? { waits: true } : {}),
    ...(upstreamId === undefined ? {} : { upstreamId }),
    ...(makes?.id === undefined ? {} : { madeId: makes.id }),
  }
  const same =
    before !== undefined &&
    before.state === seen.state &&
    before.waits === seen.waits &&
    before.upstreamId === seen.upstreamId &&
    before.madeId === seen.madeId
  return same ? before : seen
}

/** Nothing was sent yet: what is queued upstream cannot simply be withdrawn, or has an id there. */
export function waitsInGantry({ state, cancel, upstreamId }: Job): boolean {
  return state === 'queued' && cancel === true && upstreamId === undefined
}

/** The job of a copy: by its intent, or, after a restart of Gantry, by the system's own id. */
export function jobOf(
  run: Pick<CloneRun, 'system'>,
  { intent, seen }: RunCopy,
  jobs: ReadonlyMap<string, Job>,
): Job | undefined {
  const own = jobs.get(`${run.system}/${intent}`)
  if (own !== undefined || seen?.upstreamId === undefined) return own
  return jobs.get(`${run.system}/${seen.upstreamId}`)
}
