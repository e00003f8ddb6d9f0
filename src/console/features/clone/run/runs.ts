import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CloneOrder, ClonePace } from '../../../../contract/clone/order.ts'
import type { Job } from '../../../../contract/job.ts'
import { newIntent } from '../../../actions/send.ts'
import { currentJobs, onJobsChange } from '../../../client/jobs.ts'
import type { CloneDraft } from '../wizard.ts'
import { type CloneRun, defaultPace, jobOf, type RunCopy, seenOf } from './clone-run.ts'
import { type Kept, mostRuns, type Retry, RunShelf } from './run-shelf.ts'

const shelf = new RunShelf(tabStorage())
const store = createStore<Kept>(() => shelf.read())

onJobsChange(() => follow(currentJobs()))
follow(currentJobs())

/** A run that this tab remembers. */
export function useCloneRun(id: string | undefined): CloneRun | undefined {
  return useStore(store, ({ runs }) => runs.find((run) => run.id === id))
}

export function cloneRun(id: string): CloneRun | undefined {
  return store.getState().runs.find((run) => run.id === id)
}

/** The pace that this tab last asked for. */
export function useClonePace(system: string): ClonePace {
  return useStore(store, ({ paces }) => paces.get(system) ?? defaultPace)
}

export function clonePace(system: string): ClonePace {
  return store.getState().paces.get(system) ?? defaultPace
}

export function rememberPace(system: string, pace: ClonePace): void {
  change(({ paces }) => ({ paces: new Map(paces).set(system, pace) }))
}

/** Remembers copies before they are sent, so that a lost reply loses none of them. */
export function rememberRun(run: CloneRun): void {
  change(({ runs }) => ({ runs: [...runs.filter(({ id }) => id !== run.id), run].slice(-mostRuns) }))
}

/** Forgets a run that was refused as a whole. */
export function forgetRun(id: string): void {
  change(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }))
}

/** Puts a new attempt in the place of a copy; gives its intent. `own`: what it asks for, where that is something else. */
export function renewCopy(id: string, index: number, own?: NonNullable<RunCopy['own']>): string {
  const before = cloneRun(id)?.copies[index]
  // What nobody heard of may have been taken all the same: the same intent is not done twice.
  const unheard = before?.seen === undefined ? before?.intent : undefined
  const intent = unheard ?? newIntent()
  changeCopy(id, index, (copy) => {
    const kept = own ?? copy.own
    return {
      name: own?.order.copies[0]?.name ?? copy.name,
      intent,
      attempt: copy.attempt + 1,
      ...(kept === undefined ? {} : { own: kept }),
    }
  })
  return intent
}

/** The attempt before is the present one again: the new one was refused before it became a job. */
export function restoreCopy(id: string, index: number, copy: RunCopy): void {
  changeCopy(id, index, () => copy)
}

/** The draft of this key is about one copy of a run. */
export function markRetry(key: string, retry: Retry | undefined): void {
  change(({ retries }) => {
    const next = new Map(retries)
    if (retry === undefined) next.delete(key)
    else next.set(key, retry)
    return { retries: next }
  })
}

/**
 * The copy that an order tries again, if it does: it makes one copy, and the draft was opened for that. `undefined` where the
 * run is no longer remembered.
 */
export function retryOf(key: string, order: Pick<CloneOrder, 'copies'>): Retry | undefined {
  const { retries, runs } = store.getState()
  const retry = retries.get(key)
  const known = runs.find(({ id }) => id === retry?.run)?.copies[retry?.index ?? -1]
  return order.copies.length === 1 && known !== undefined ? retry : undefined
}

/** A run about to be sent, with an intent for each copy. */
export function newRun(system: string, order: CloneOrder, draft: CloneDraft, now: number): CloneRun {
  return {
    id: newIntent(),
    system,
    startedAt: now,
    order,
    draft,
    bare: false,
    copies: order.copies.map(({ name }) => ({ name, intent: newIntent(), attempt: 1 })),
  }
}

/** Remembers how far the copies are, for the time when their jobs are not told any more. */
function follow(jobs: ReadonlyMap<string, Job>): void {
  const { runs } = store.getState()
  const next = runs.map((run) => seenRun(run, jobs))
  if (next.some((run, index) => run !== runs[index])) change(() => ({ runs: next }))
}

function seenRun(run: CloneRun, jobs: ReadonlyMap<string, Job>): CloneRun {
  const copies = run.copies.map((copy) => {
    const job = jobOf(run, copy, jobs)
    const seen = job === undefined ? copy.seen : seenOf(job, copy.seen)
    return seen === undefined || seen === copy.seen ? copy : { ...copy, seen }
  })
  return copies.some((copy, index) => copy !== run.copies[index]) ? { ...run, copies } : run
}

function changeCopy(id: string, index: number, next: (copy: RunCopy) => RunCopy): void {
  change(({ runs }) => ({
    runs: runs.map((run) =>
      run.id === id
        ? { ...run, copies: run.copies.map((copy, at) => (at === index ? next(copy) : copy)) }
        : run,
    ),
  }))
}

function change(next: (old: Kept) => Partial<Kept>): void {
  store.setState(next(store.getState()))
  shelf.write(store.getState())
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    // Blocked by the browser: runs are then remembered as long as the page lives.
    return undefined
  }
}
