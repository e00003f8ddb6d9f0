import { Anchor } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'react-router'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { useJobs } from '../../../client/jobs.ts'
import { eventsHref } from '../../../client/links.ts'
import { JobCard } from './job-card.tsx'
import classes from './panel.module.css'
import { RunJobs } from './run-jobs.tsx'
import { jobsOf, runOf } from './trail.ts'
import { TrailList } from './trail-list.tsx'

const dayMs = 86_400_000

/** The operation that an entry is part of: who began it, its job, its other entries, and the run that it was started with. */
export function Belongs(props: {
  event: LogEvent
  utc: boolean
  onShow: (event: LogEvent) => void
}): ReactNode {
  const { event, utc, onShow } = props
  const { jobs, known, faults } = useJobs()
  const own = useMemo(() => jobsOf(jobs.values(), event), [jobs, event])
  const run = useMemo(() => {
    const one = own.find((job) => job.run !== undefined)
    return one === undefined ? [] : runOf(jobs.values(), one)
  }, [jobs, own])
  const chains = [...new Set([event.chain, ...own.flatMap((job) => job.chains ?? [])])].filter(
    (chain) => chain !== undefined,
  )
  const names = chains.map((chain) => `${event.system}/${chain}`)
  const at = { from: event.at - dayMs, until: event.at + dayMs }
  return (
    <>
      {own.map((job) => (
        <JobCard key={job.id} job={job} utc={utc} />
      ))}
      {own.length > 0 ? null : (
        <NoJob event={event} known={known.has(event.system)} fault={faults.get(event.system)?.message} />
      )}
      {chains.length === 0 ? (
        <p className={classes.text}>
          It names no operation: its system does not say which other entries it belongs to. What happened to
          the same objects stands below.
        </p>
      ) : (
        <>
          <h4 className={classes.subtitle}>The operation, in its order</h4>
          <TrailList
            system={event.system}
            chains={chains}
            here={event}
            at={event.at}
            jobs={own}
            utc={utc}
            onShow={onShow}
          />
          <Anchor
            component={Link}
            to={eventsHref({ chains: names, ...at })}
            size="sm"
            className={`${classes.way}`}
          >
            Show them alone in the log
          </Anchor>
        </>
      )}
      <RunJobs jobs={run} own={own} here={event} utc={utc} onShow={onShow} />
    </>
  )
}

/** Why there is no job. */
function NoJob(props: { event: LogEvent; known: boolean; fault: string | undefined }): ReactNode {
  const { event, known, fault } = props
  if (event.chain === undefined && event.task === undefined) return null
  if (fault !== undefined)
    return <p className={classes.text}>The jobs of its system cannot be seen now: {fault}</p>
  if (!known) return <p className={classes.text}>The jobs of its system are not known yet.</p>
  return (
    <p className={classes.text}>
      {event.task === undefined ? 'No job of it is known now' : `Its task ${event.task} is not known now`}:
      systems forget what has ended after minutes to a day.
    </p>
  )
}
