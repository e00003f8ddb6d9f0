import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Job } from '../../../../contract/job.ts'
import { useRow } from '../../../client/inventory.ts'
import { JobStateText } from '../../../ui/job-state.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { RowLink } from '../../../ui/object-link.tsx'
import { JobSteps } from './job-steps.tsx'
import classes from './panel.module.css'

/** The job that an entry tells of. */
export function JobCard({ job }: { job: Job }): ReactNode {
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
        {job.userName === undefined ? '' : ` by ${job.userName}`}, <Moment at={job.startedAt} />
        {job.endedAt === undefined ? null : (
          <>
            {' '}
            to <Moment at={job.endedAt} />
          </>
        )}
        {job.upstreamId === undefined ? '' : ` · ${job.upstreamId}`}
      </p>
      {job.fault === undefined ? null : <p className={classes.text}>{job.fault.message}</p>}
      <JobSteps job={job} />
      <Anchor component={Link} to={`/jobs?job=${encodeURIComponent(`${job.system}/${job.id}`)}`} size="sm">
        Open the job
      </Anchor>
    </section>
  )
}
