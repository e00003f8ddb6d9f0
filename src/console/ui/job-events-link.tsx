import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Job } from '../../contract/job.ts'
import { jobEventsLink } from '../client/job-events.ts'

/** Leads to what the systems' logs tell of jobs; nothing where no system has named an operation. */
export function JobEventsLink(props: { jobs: readonly Job[]; text: string }): ReactNode {
  const link = jobEventsLink(props.jobs)
  return link === undefined ? null : (
    <Anchor component={Link} to={link.href} inherit underline="always">
      {link.exact ? props.text : 'What happened meanwhile'}
    </Anchor>
  )
}
