import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Job } from '../../../../contract/job.ts'
import { useRow } from '../../../client/inventory.ts'
import { JobStateText } from '../../../ui/job-state.tsx'
import { RowLink } from '../../../ui/object-link.tsx'
import { momentText } from '../filter/moment-text.ts'
import { JobSteps } from './job-steps.tsx'
import classes from './panel.module.css'

/** The job that an entry tells of. */
export function JobCard({ job, utc }: { job: Job; utc: boolean }): ReactNode {
  const row = useRow(job.system, job.target.id)
  return (
    <section className={classes.job} aria-label={`Job ${job.title}: ${job.target.name}`}>
      <div className={classes.jobHead}>
        <strong>
          {job.title}: {row === undefined ? job.target.name : <RowLink row={row} />}
        </strong>
        <JobStateText job={job} />
      </div>
      <p className={classes.text}>
        {job.own ? 'Started through Gantry' : 'Started in the system itself or by another program'}
        {job.userName === undefined ? '' : ` by ${job.userName}`}, {momentText(job.startedAt, utc, true)}
        {job.endedAt === undefined ? '' : ` to ${momentText(job.endedAt, utc, true)}`}
        {job.upstreamId === undefined ? '' : ` · ${job.upstreamId}`}
      </p>
      {job.fault === undefined ? null : <p className={classes.text}>{job.fault.message}</p>}
      <JobSteps job={job} />
      <Anchor
        component={Link}
        to={`/jobs?job=${encodeURIComponent(`${job.system}/${job.id}`)}`}
        size="sm"
        className={`${classes.way}`}
      >
        Open the job
      </Anchor>
    </section>
  )
}
