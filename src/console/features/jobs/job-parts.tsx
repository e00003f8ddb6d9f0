import { Anchor, Button, Group, Progress, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { FaultInfo } from '../../../contract/fault.ts'
import { ended, type Job } from '../../../contract/job.ts'
import { formatDuration } from '../../../contract/units.ts'
import { jobAdvice } from '../../actions/job-advice.ts'
import { requestAction } from '../../actions/request.ts'
import { api, faultOf } from '../../client/api.ts'
import { useRow } from '../../client/inventory.ts'
import { runPath } from '../../client/links.ts'
import { useSystems } from '../../client/systems.ts'
import { Elapsed } from '../../ui/moment.tsx'
import { RowLink } from '../../ui/object-link.tsx'
import { endedBadly, retryRefusal } from './job-list.ts'

/** How far it is, while it runs: percent where the system tells, and what it does now. */
export function JobProgress({ job, bar = true }: { job: Job; bar?: boolean }): ReactNode {
  if (ended(job)) return null
  const { percent, step } = job
  return (
    <>
      {percent === undefined || !bar ? null : (
        <Progress.Root size="sm" mt={4}>
          <Progress.Section value={percent} aria-label={`Progress of ${job.title}: ${job.target.name}`} />
        </Progress.Root>
      )}
      {percent === undefined && step === undefined ? null : (
        <Text size="sm" c="dimmed" component="span" style={{ overflowWrap: 'anywhere' }}>
          {[percent === undefined ? undefined : `${Math.round(percent)} %`, step].filter(Boolean).join(' · ')}
        </Text>
      )}
    </>
  )
}

/** What it acts on: a link where the inventory has it. */
export function JobTarget({ job }: { job: Job }): ReactNode {
  const row = useRow(job.system, job.target.id)
  return row === undefined ? job.target.name : <RowLink row={row} />
}

/** The run that it was started with, where there is one. */
export function RunLink({ job }: { job: Job }): ReactNode {
  return job.run === undefined ? null : (
    <Anchor component={Link} to={runPath({ run: job.run, verb: job.verb })} inherit underline="always">
      Its run
    </Anchor>
  )
}

export function SystemName({ id }: { id: string }): ReactNode {
  return useSystems().find((system) => system.id === id)?.name ?? id
}

/** For how long it runs, or ran. */
export function JobTime({ job }: { job: Job }): ReactNode {
  if (!ended(job)) return <Elapsed since={job.startedAt} />
  return job.endedAt === undefined ? '–' : formatDuration(Math.max(0, job.endedAt - job.startedAt))
}

/** The system's words and what can be done, in few lines. */
export function JobFault({ fault }: { fault: FaultInfo }): ReactNode {
  return (
    <div>
      <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
        {fault.message}
        {fault.code === undefined ? '' : ` (${fault.code})`}
      </Text>
      <Text size="sm" c="dimmed">
        {jobAdvice(fault)}
      </Text>
    </div>
  )
}

/** Cancel while it runs, another try after it went wrong; or why there is neither. */
export function JobControls({ job }: { job: Job }): ReactNode {
  if (!ended(job)) return <CancelControl job={job} />
  return endedBadly(job) ? <RetryControl job={job} /> : null
}

function CancelControl({ job }: { job: Job }): ReactNode {
  const [asked, setAsked] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()
  if (job.cancel !== true) {
    return (
      <Text size="sm" c="dimmed">
        Cannot be cancelled: {job.cancel}
      </Text>
    )
  }
  const onCancel = async () => {
    setAsked(true)
    setFault(undefined)
    try {
      await api.jobs.cancel({ system: job.system, job: job.id })
    } catch (error) {
      setFault(faultOf(error))
      setAsked(false)
    }
  }
  return (
    <>
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          disabled={asked}
          aria-label={`Cancel ${job.title}: ${job.target.name}`}
          onClick={() => void onCancel()}
        >
          {asked ? 'Cancel asked for' : 'Cancel'}
        </Button>
      </Group>
      {fault === undefined ? null : (
        <div role="alert">
          <JobFault fault={fault} />
        </div>
      )}
    </>
  )
}

/** Opens the same dialog with what was asked, as a new intent. */
function RetryControl({ job }: { job: Job }): ReactNode {
  const row = useRow(job.system, job.target.id)
  const machine = row?.kind === 'vm' || row?.kind === 'template' ? row : undefined
  const { action } = job
  const refusal = retryRefusal(job, machine !== undefined)
  if (refusal !== undefined || machine === undefined || action === undefined) {
    return (
      <Text size="sm" c="dimmed">
        No retry: {refusal}
      </Text>
    )
  }
  const onRetry = () => {
    const { verb, ...preset } = action
    const { kind, system, id, name } = machine
    requestAction({ verb, targets: [{ kind, system, id, name }], preset })
  }
  return (
    <Group>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Retry ${job.title}: ${job.target.name}`}
        onClick={onRetry}
      >
        Retry
      </Button>
    </Group>
  )
}
