import { useState } from 'react'
import type { Job } from '../../../contract/job.ts'
import { awaitedJobs } from '../../actions/awaited-jobs.ts'

/**
 * The job that an address names by `system/id`. A server that was restarted may know it by the system's own id alone, which
 * is remembered from when it was seen, or by this tab from its start.
 */
export function useOpenJob(jobs: ReadonlyMap<string, Job>, key: string | undefined): Job | undefined {
  const [seen, setSeen] = useState<{ key: string; upstream: string }>()
  if (key === undefined) return undefined
  const job = jobs.get(key)
  if (job !== undefined) {
    const upstream = job.upstreamId === undefined ? undefined : `${job.system}/${job.upstreamId}`
    if (upstream !== undefined && (seen?.key !== key || seen.upstream !== upstream))
      setSeen({ key, upstream })
    return job
  }
  return jobs.get(seen?.key === key ? seen.upstream : awaitedJobs.upstreamOf(key))
}
