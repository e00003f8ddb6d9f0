import { Anchor, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useEffect } from 'react'
import { useHref, useNavigate } from 'react-router'
import { ended, type Job } from '../../contract/job.ts'
import { currentJobs, onJobsChange } from '../client/jobs.ts'
import { awaitedJobs } from './awaited-jobs.ts'
import { jobAdvice } from './job-advice.ts'

/** Tells of the start of a job, and later of its end. */
export type TellOf = (job: Job) => void

/** Tells of the jobs that this page started when they end; gives what tells of their start. */
export function useJobToasts(): TellOf {
  const navigate = useNavigate()
  const href = useHref('/jobs')

  useEffect(() => {
    const tell = () => {
      for (const job of awaitedJobs.takeEnded(currentJobs())) {
        tellEnd(job, <JobLink job={job} base={href} onGo={(to) => void navigate(to)} />)
      }
    }
    tell()
    return onJobsChange(tell)
  }, [navigate, href])

  return (job) => {
    awaitedJobs.add(job)
    if (ended(job)) {
      for (const each of awaitedJobs.takeEnded(new Map([[`${job.system}/${job.id}`, job]]))) {
        tellEnd(each, <JobLink job={each} base={href} onGo={(to) => void navigate(to)} />)
      }
      return
    }
    notifications.show({
      id: toastId(job),
      title: `${job.title}: ${job.target.name}`,
      message: (
        <>
          <Text size="sm">It has begun.</Text>
          <JobLink job={job} base={href} onGo={(to) => void navigate(to)} />
        </>
      ),
    })
  }
}

function tellEnd(job: Job, link: ReactNode): void {
  // What told of the start says nothing new any more.
  notifications.hide(toastId(job))
  const { fault } = job
  const well = job.state === 'done'
  notifications.show({
    id: `${toastId(job)}-end`,
    color: well ? 'green' : job.state === 'cancelled' ? 'gray' : 'red',
    title: `${job.title}: ${job.target.name}`,
    // Bad news wait until somebody has read them.
    autoClose: well || job.state === 'cancelled' ? 6000 : false,
    message: (
      <>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {endWords(job)}
        </Text>
        {fault === undefined ? null : (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {jobAdvice(fault)}
          </Text>
        )}
        {link}
      </>
    ),
  })
}

function endWords(job: Job): string {
  const { fault } = job
  if (job.state === 'done') return 'Done.'
  if (job.state === 'cancelled') return 'It was cancelled.'
  if (fault === undefined) return job.state === 'failed' ? 'It failed.' : 'Nobody knows how it ended.'
  return job.state === 'failed' ? `It failed: ${fault.message}` : fault.message
}

const toastId = (job: Job) => `job-${job.system}-${job.id}`

/** Stands outside of the router, so it is told where links lead and how to follow them. */
function JobLink(props: { job: Job; base: string; onGo: (to: string) => void }): ReactNode {
  const search = `?job=${encodeURIComponent(`${props.job.system}/${props.job.id}`)}`
  return (
    <Anchor
      size="sm"
      href={`${props.base}${search}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        props.onGo(`/jobs${search}`)
      }}
    >
      Show job
    </Anchor>
  )
}
