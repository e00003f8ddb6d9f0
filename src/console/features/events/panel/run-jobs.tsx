import { Anchor, Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { LogEvent } from '../../../../contract/events/event.ts'
import type { Job } from '../../../../contract/job.ts'
import { runPath } from '../../../client/links.ts'
import { useSystems } from '../../../client/systems.ts'
import { ChevronDownIcon, ChevronRightIcon } from '../../../ui/icons.tsx'
import { JobEventsLink } from '../../../ui/job-events-link.tsx'
import { JobStateText } from '../../../ui/job-state.tsx'
import classes from './panel.module.css'
import { runSummary } from './trail.ts'
import { TrailList } from './trail-list.tsx'

/** More are on the page of jobs. */
const most = 100

interface RunJobsProps {
  /** All of the run. */
  jobs: readonly Job[]
  /** Those that the open entry tells of. */
  own: readonly Job[]
  here: LogEvent
  utc: boolean
  onShow(event: LogEvent): void
}

/** The jobs that were started together, over all systems; each gives its events. */
export function RunJobs(props: RunJobsProps): ReactNode {
  const { jobs, own } = props
  const first = own.find(({ run }) => run !== undefined)
  if (first?.run === undefined || jobs.length < 2) return null
  const place = jobs.indexOf(first) + 1
  const systems = new Set(jobs.map(({ system }) => system)).size
  return (
    <>
      <h4 className={classes.subtitle}>
        Job {place} of {jobs.length} of one run
      </h4>
      <p className={classes.text}>
        {runSummary(jobs)}
        {systems > 1 ? `, on ${systems} systems` : ''}.{' '}
        <Anchor component={Link} to={runPath({ run: first.run, verb: first.verb })} inherit>
          The run
        </Anchor>
        {' · '}
        <JobEventsLink jobs={jobs} text="Events of all" />
      </p>
      <ul className={classes.runJobs} aria-label="Jobs of the run">
        {jobs.slice(0, most).map((job) => (
          <RunJob key={`${job.system}/${job.id}`} {...props} job={job} mine={own.includes(job)} />
        ))}
      </ul>
      {jobs.length <= most ? null : (
        <Anchor
          component={Link}
          to={`/jobs?run=${encodeURIComponent(first.run)}`}
          size="sm"
          className={`${classes.way}`}
        >
          All {jobs.length} jobs
        </Anchor>
      )}
    </>
  )
}

function RunJob(props: RunJobsProps & { job: Job; mine: boolean }): ReactNode {
  const { job, mine, here, utc, onShow } = props
  const [open, setOpen] = useState(false)
  const system = useSystems().find(({ id }) => id === job.system)
  const { chains } = job
  return (
    <li>
      <div className={classes.runJob}>
        <Button
          size="compact-xs"
          justify="start"
          variant="subtle"
          color="gray"
          disabled={chains === undefined}
          aria-expanded={open}
          title={chains === undefined ? 'Its system has named no operation.' : job.target.name}
          leftSection={open ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />}
          onClick={() => setOpen(!open)}
        >
          {job.target.name}
        </Button>
        <span className={classes.aside}>
          {mine ? 'This job · ' : ''}
          {system?.name ?? job.system}
        </span>
        <JobStateText job={job} />
      </div>
      {open && chains !== undefined ? (
        <TrailList
          system={job.system}
          chains={chains}
          here={here}
          at={job.startedAt}
          jobs={[job]}
          utc={utc}
          onShow={onShow}
        />
      ) : null}
    </li>
  )
}
