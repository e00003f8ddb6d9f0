import { useEffect, useRef } from 'react'
import { ended } from '../../../contract/job.ts'
import { currentJobs, onJobsChange } from '../../client/jobs.ts'

/**
 * Reads again as soon as a job on this VM has ended: snapshots, questions and what waits for the next start may change
 * where its row does not.
 */
export function useReadAfterJob(system: string, vm: string, read: () => void): void {
  const newest = useRef(read)
  useEffect(() => {
    newest.current = read
  })
  useEffect(() => {
    let before = endedOn(system, vm)
    return onJobsChange(() => {
      const now = endedOn(system, vm)
      const more = [...now].some((id) => !before.has(id))
      before = now
      if (more) newest.current()
    })
  }, [system, vm])
}

function endedOn(system: string, vm: string): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const job of currentJobs().values()) {
    if (job.system === system && job.target.id === vm && ended(job)) ids.add(job.id)
  }
  return ids
}
