import type { ReactNode } from 'react'
import type { Job, JobState } from '../../contract/job.ts'
import { StatusText, type Tone } from './status-dot.tsx'

export const jobStateWords: Readonly<Record<JobState, { text: string; tone: Tone }>> = {
  queued: { text: 'Queued', tone: 'busy' },
  running: { text: 'Running', tone: 'busy' },
  done: { text: 'Done', tone: 'ok' },
  failed: { text: 'Failed', tone: 'error' },
  cancelled: { text: 'Cancelled', tone: 'off' },
  unknown: { text: 'Unknown end', tone: 'warning' },
}

export function JobStateText({ job }: { job: Pick<Job, 'state'> }): ReactNode {
  const { text, tone } = jobStateWords[job.state]
  return <StatusText tone={tone}>{text}</StatusText>
}
