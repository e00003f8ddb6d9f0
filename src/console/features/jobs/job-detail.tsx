import { CloseButton, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Job } from '../../../contract/job.ts'
import { jobAdvice } from '../../actions/job-advice.ts'
import { CopyId } from '../../ui/copy-id.tsx'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import { JobEventsLink } from '../../ui/job-events-link.tsx'
import { JobStateText } from '../../ui/job-state.tsx'
import { Moment } from '../../ui/moment.tsx'
import classes from './job-detail.module.css'
import { JobControls, JobProgress, JobTarget, JobTime, RunLink, SystemName } from './job-parts.tsx'

/** All that is known of one job. */
export function JobDetail({ job, onClose }: { job: Job | undefined; onClose: () => void }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  const key = job === undefined ? undefined : `${job.system}/${job.id}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: another job was opened, and is read from its name on
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key])
  return (
    <section className={classes.box} aria-label="Open job">
      <div className={classes.head}>
        <h2 className={classes.title} ref={heading} tabIndex={-1}>
          {job === undefined ? 'This job is not known' : `${job.title}: ${job.target.name}`}
        </h2>
        <CloseButton aria-label="Close job" onClick={onClose} />
      </div>
      {job === undefined ? (
        <Text size="sm">It ended long ago, or its system does not tell of it now.</Text>
      ) : (
        <Stack gap="xs">
          <dl className={classes.facts}>
            <Fact label="State">
              <JobStateText job={job} />
              <JobProgress job={job} />
            </Fact>
            <Fact label="Target">
              <JobTarget job={job} />
            </Fact>
            <Fact label="System">
              <SystemName id={job.system} />
            </Fact>
            <Fact label="User">{job.userName ?? '–'}</Fact>
            <Fact label="Started">
              <Moment at={job.startedAt} />
            </Fact>
            <Fact label="Ended">{job.endedAt === undefined ? '–' : <Moment at={job.endedAt} />}</Fact>
            <Fact label="Time">
              <JobTime job={job} />
            </Fact>
            <Fact label="Started by">{job.own ? 'Gantry' : 'the system or another program'}</Fact>
            {job.run === undefined ? null : (
              <Fact label="Started with others">
                <RunLink job={job} />
              </Fact>
            )}
            {job.chains === undefined ? null : (
              <Fact label="In the log">
                <JobEventsLink jobs={[job]} text="Its events" />
              </Fact>
            )}
            <Fact label="Job id">
              <CopyId value={job.upstreamId ?? job.id} label="job id" />
            </Fact>
          </dl>
          {job.fault === undefined ? null : (
            <FaultAlert fault={{ ...job.fault, advice: jobAdvice(job.fault) }} />
          )}
          <JobControls job={job} />
        </Stack>
      )}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  )
}
