import { Anchor, Drawer, Text } from '@mantine/core'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { Job } from '../../../contract/job.ts'
import { useJobs } from '../../client/jobs.ts'
import { JobEventsLink } from '../../ui/job-events-link.tsx'
import { JobStateText } from '../../ui/job-state.tsx'
import { Moment } from '../../ui/moment.tsx'
import { keyOfJob, newestFirst } from './job-list.ts'
import { JobControls, JobFault, JobProgress, JobTarget, JobTime, RunLink, SystemName } from './job-parts.tsx'
import classes from './jobs.module.css'
import { UnseenJobs } from './unseen-jobs.tsx'

const most = 100

/** The newest jobs of all systems, beside whatever page is open. */
export function JobsDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    // Who went to another page wants to see it.
    onClose()
  }, [pathname, onClose])
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title="Jobs"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <DrawerBody onClose={onClose} />
    </Drawer>
  )
}

function DrawerBody({ onClose }: { onClose: () => void }): ReactNode {
  const { jobs } = useJobs()
  const list = newestFirst(jobs.values())
  return (
    <>
      <Text size="sm" mb="xs">
        <Anchor component={Link} to="/jobs" inherit underline="always" onClick={onClose}>
          {list.length > most
            ? `The newest ${most}; all ${list.length.toLocaleString('en')} jobs`
            : 'All jobs'}
        </Anchor>
      </Text>
      <UnseenJobs />
      {list.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing runs, and nothing has ended lately.
        </Text>
      ) : (
        <ul className={classes.list} aria-label="Newest jobs">
          {list.slice(0, most).map((job) => (
            <Item key={keyOfJob(job)} job={job} />
          ))}
        </ul>
      )}
    </>
  )
}

const Item = memo(function Item({ job }: { job: Job }): ReactNode {
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <Text size="sm" fw={600} component="span">
          {job.title}: <JobTarget job={job} />
        </Text>
        <Text size="sm" component="span" style={{ flex: 'none' }}>
          <JobStateText job={job} />
        </Text>
      </div>
      <JobProgress job={job} />
      <Text size="xs" c="dimmed">
        <SystemName id={job.system} />
        {job.userName === undefined ? '' : ` · ${job.userName}`} · <Moment at={job.startedAt} /> ·{' '}
        <span style={{ whiteSpace: 'nowrap' }}>
          <JobTime job={job} />
        </span>
        {job.run === undefined ? null : (
          <>
            {' '}
            · <RunLink job={job} />
          </>
        )}
        {job.chains === undefined ? null : (
          <>
            {' '}
            · <JobEventsLink jobs={[job]} text="Its events" />
          </>
        )}
      </Text>
      {job.fault === undefined ? null : <JobFault fault={job.fault} />}
      <JobControls job={job} />
    </li>
  )
})
