import { Button, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { type CloneFinding, cloneStepSchema, stepOfField } from '../../../../contract/clone/plan.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { draftKey, putDraft } from '../drafts/draft-store.ts'
import { draftOfCopy } from './clone-run.ts'
import type { CopyRow } from './copy-rows.ts'
import type { CopyLine } from './run-columns.tsx'
import { cloneRun, markRetry } from './runs.ts'
import { cancelJobs, sendAgain } from './send-copies.ts'

const retryable = new Set<CopyRow['state']>(['failed', 'cancelled', 'unknown', 'lost'])

/** Whether another attempt can be made from this tab. */
function canRetry({ row, runId }: Pick<CopyLine, 'row' | 'runId'>): boolean {
  return runId !== undefined && row.copy !== undefined && retryable.has(row.state)
}

/** The one thing that is done most often with a copy in its state. */
export function CopyAction(line: CopyLine): ReactNode {
  const { row } = line
  if (row.job?.cancel === true) return <CancelCopy row={row} />
  if (!canRetry(line)) return null
  // What was never sent is right as it is; without its secrets it must be filled in again.
  return row.state === 'lost' && line.bare !== true ? <TryAgain {...line} /> : <RetryWithChanges {...line} />
}

export function CancelCopy({ row }: { row: CopyRow }): ReactNode {
  const [asked, setAsked] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()
  const { job } = row
  if (job === undefined) return null
  const onCancel = async () => {
    setAsked(true)
    setFault(undefined)
    const [refused] = await cancelJobs([job])
    setFault(refused)
    if (refused !== undefined) setAsked(false)
  }
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={asked}
      aria-label={`Cancel ${row.name}`}
      title={fault?.message}
      onClick={() => void onCancel()}
    >
      {asked ? 'Cancel asked for' : fault === undefined ? 'Cancel' : 'Cancel, was refused'}
    </Button>
  )
}

/** Opens the wizard with this copy alone, at the step and field that was blamed. */
export function RetryWithChanges({ row, runId, system }: CopyLine): ReactNode {
  const navigate = useNavigate()
  if (runId === undefined) return null
  const onRetry = () => {
    const run = cloneRun(runId)
    if (run === undefined) return
    const draft = draftOfCopy(run, row.index)
    const key = draftKey(system, draft.source.vm)
    const blamed = blamedBy(row)
    putDraft(key, draft, { visited: cloneStepSchema.options, blamed, bare: run.bare })
    markRetry(key, { run: runId, index: row.index })
    const params = new URLSearchParams({ system, vm: draft.source.vm })
    if (draft.source.snapshotId !== undefined) params.set('snapshot', draft.source.snapshotId)
    const [finding] = blamed
    params.set('step', finding?.step ?? 'copies')
    if (finding?.field !== undefined) params.set('field', finding.field)
    void navigate(`/clone?${params.toString()}`)
  }
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Retry with changes: ${row.name}`}
      onClick={onRetry}
    >
      Retry with changes
    </Button>
  )
}

/** What the fault of a copy says of the wizard’s fields. A fault without a field belongs to the copies. */
function blamedBy({ job }: CopyRow): CloneFinding[] {
  const fault = job?.fault
  if (fault === undefined) return []
  const { field, message, advice } = fault
  return [
    {
      level: 'warning',
      step: field === undefined ? 'copies' : stepOfField(field),
      ...(field === undefined ? {} : { field }),
      message,
      ...(advice === undefined ? {} : { advice }),
    },
  ]
}

/** Sends the same again, as a new attempt at this copy. */
export function TryAgain({ row, runId, bare }: CopyLine): ReactNode {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()
  if (runId === undefined) return null
  const word = row.state === 'lost' ? 'Start again' : 'Try again'
  const onTry = async () => {
    setBusy(true)
    setFault(await sendAgain(runId, row.index))
    setBusy(false)
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        disabled={bare === true}
        title={bare === true ? 'It held a password or script, which is kept nowhere.' : fault?.message}
        aria-label={`${word}: ${row.name}`}
        onClick={() => void onTry()}
      >
        {fault === undefined ? word : `${word}, was refused`}
      </Button>
      {fault === undefined ? null : (
        <Text size="xs" role="alert" c="var(--mantine-color-error)" component="span" ml={4}>
          {fault.message}
        </Text>
      )}
    </>
  )
}

/** Everything that can be done with a copy in its state. */
export function CopyActions(line: CopyLine): ReactNode {
  const { row } = line
  return (
    <>
      {row.job?.cancel === true ? <CancelCopy row={row} /> : null}
      {canRetry(line) ? (
        <>
          <RetryWithChanges {...line} />
          <TryAgain {...line} />
        </>
      ) : null}
    </>
  )
}
