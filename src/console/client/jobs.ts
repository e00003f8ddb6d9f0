import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FaultInfo } from '../../contract/fault.ts'
import { ended, type Job } from '../../contract/job.ts'
import type { LiveMessage } from '../../contract/live.ts'

interface Jobs {
  /** By `system/id`, newest first is up to who shows them. */
  jobs: ReadonlyMap<string, Job>
  /** By system: why its own jobs cannot be seen now. */
  faults: ReadonlyMap<string, FaultInfo>
  /** Systems whose jobs have been told in full: what is not among them is not there. */
  known: ReadonlySet<string>
}

const jobStore = createStore<Jobs>(() => ({ jobs: new Map(), faults: new Map(), known: new Set() }))

/** All jobs of all signed-in systems; renders again when one changes. */
export function useJobs(): Jobs {
  return useStore(jobStore)
}

/** The same outside of React. */
export function currentJobs(): ReadonlyMap<string, Job> {
  return jobStore.getState().jobs
}

/** Calls `listener` after every change; returns the way to stop it. */
export function onJobsChange(listener: () => void): () => void {
  return jobStore.subscribe(listener)
}

/** Takes one job that a request brought, before the stream tells of it; a reply that was overtaken by the end says nothing. */
export function putJob(job: Job): void {
  const key = `${job.system}/${job.id}`
  const jobs = new Map(jobStore.getState().jobs)
  const known = jobs.get(key)
  if (known !== undefined && ended(known) && !ended(job)) return
  jobs.set(key, job)
  jobStore.setState({ jobs })
}

/** Takes a message of the live stream; fed by `live.ts` alone. */
export function applyJobs({ system, full, jobs, gone, fault }: Extract<LiveMessage, { type: 'jobs' }>): void {
  const now = jobStore.getState()
  const next = full ? new Map([...now.jobs].filter(([, job]) => job.system !== system)) : new Map(now.jobs)
  for (const job of jobs) next.set(`${system}/${job.id}`, job)
  for (const id of gone) next.delete(`${system}/${id}`)
  const faults = new Map(now.faults)
  if (fault === undefined) faults.delete(system)
  else faults.set(system, fault)
  const known = full ? new Set(now.known).add(system) : now.known
  jobStore.setState({ jobs: next, faults, known })
}

/** Forgets the jobs of every system that `keep` refuses. */
export function retainJobs(keep: (system: string) => boolean): void {
  const { jobs, faults, known } = jobStore.getState()
  const all = [...[...jobs.values()].map(({ system }) => system), ...faults.keys(), ...known]
  if (all.every(keep)) return
  jobStore.setState({
    jobs: new Map([...jobs].filter(([, { system }]) => keep(system))),
    faults: new Map([...faults].filter(([system]) => keep(system))),
    known: new Set([...known].filter(keep)),
  })
}
