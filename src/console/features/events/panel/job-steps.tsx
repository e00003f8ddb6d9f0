import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ended, type Job } from '../../../../contract/job.ts'
import { faultOf, orpc } from '../../../client/api.ts'
import { jobStateWords } from '../../../ui/job-state.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import classes from './panel.module.css'

const againMs = 4_000

/** The steps of a job where its system has such. */
export function JobSteps({ job }: { job: Job }): ReactNode {
  const { data, error } = useQuery({
    ...orpc.jobs.steps.queryOptions({ input: { system: job.system, job: job.id } }),
    enabled: job.upstreamId !== undefined,
    refetchInterval: ended(job) ? false : againMs,
    retry: false,
  })
  if (error !== null) {
    const fault = faultOf(error)
    if (fault.kind === 'not-found')
      return <p className={classes.aside}>The system has forgotten its steps.</p>
    return <p className={classes.aside}>Its steps cannot be read: {fault.message}</p>
  }
  if (data?.steps === undefined || data.steps.length === 0) return null
  return (
    <ul className={classes.steps} aria-label="Steps">
      {data.steps.map(({ id, title, state, percent, depth }) => (
        <li key={id} style={{ paddingInlineStart: `${depth}rem` }}>
          <StatusText tone={jobStateWords[state].tone}>{title}</StatusText>{' '}
          <span className={classes.aside}>
            {jobStateWords[state].text}
            {percent === undefined ? '' : ` · ${Math.round(percent)} %`}
          </span>
        </li>
      ))}
    </ul>
  )
}
