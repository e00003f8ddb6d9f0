import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useNavigate } from 'react-router'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { stepOfField } from '../../../../contract/clone/plan.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { draftKey, forgetDraft } from '../drafts/draft-store.ts'
import type { CloneRun } from '../run/clone-run.ts'
import { clonePace, markRetry, newRun, retryOf } from '../run/runs.ts'
import { sendAgain, startRun } from '../run/send-copies.ts'
import type { StepProps } from '../wizard.ts'
import { accept, useAccepted } from './accepted.ts'

/** Starts the copies, once nothing forbids it and warnings were accepted. */
export function StartSection(props: StepProps): ReactNode {
  const { system, draft, findings, goTo, foot } = props
  const navigate = useNavigate()
  const key = draftKey(system.id, draft.source.vm)
  const warnings = findings.filter(({ level }) => level === 'warning')
  const accepted = useAccepted(key, warnings)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()
  const sent = useRef<{ order: CloneOrder; run: CloneRun }>(undefined)
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (fault !== undefined) alert.current?.focus()
  }, [fault])

  const refusal = whyNot(props, accepted)
  const retry = props.order === undefined ? undefined : retryOf(key, props.order)
  const count = draft.copies.length
  const field = fault?.field

  const onStart = async () => {
    const { order } = props
    if (order === undefined || refusal !== undefined || busy) return
    setBusy(true)
    setFault(undefined)
    const result = await send(key, system.id, { ...props, order }, sent)
    setBusy(false)
    if ('fault' in result) {
      setFault(result.fault)
      return
    }
    markRetry(key, undefined)
    accept(key, [])
    await navigate(`/clone/runs/${result.run}`)
    // What is shown until then is this draft.
    forgetDraft(key)
  }

  // Beside the other buttons of the wizard, so that it is in sight however long the plan is.
  const start = (
    <Group gap="sm">
      <Button
        loading={busy}
        disabled={refusal !== undefined}
        aria-describedby="clone-start-note"
        onClick={() => void onStart()}
      >
        Start {count} {count === 1 ? 'copy' : 'copies'}
      </Button>
      <Text size="sm" id="clone-start-note">
        {refusal ??
          (retry === undefined
            ? 'They go on without this page, as jobs.'
            : 'Goes on in the run that it belongs to.')}
      </Text>
    </Group>
  )
  return (
    <Stack gap="xs">
      {fault === undefined ? null : (
        <div ref={alert} tabIndex={-1}>
          <FaultAlert fault={fault} />
          {field === undefined ? null : (
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => goTo(stepOfField(field), field)}
            >
              Go to the field
            </Anchor>
          )}
        </div>
      )}
      {foot === null ? null : createPortal(start, foot)}
    </Stack>
  )
}

/** Why it cannot be started now. */
function whyNot({ order, findings, plan, source, system }: StepProps, accepted: boolean): string | undefined {
  if (system.session.state !== 'signed-in') return `Sign in to ${system.name} first.`
  if (source === undefined) return 'The source is not there.'
  const errors = findings.filter(({ level }) => level === 'error').length
  if (errors > 0)
    return errors === 1 ? 'One error must be put right first.' : `${errors} errors must be put right first.`
  if (order === undefined) return 'Something is not filled in yet.'
  if (plan.fault !== undefined) return 'The system could not be asked whether it can be done.'
  if (!plan.current) return 'It is being checked.'
  return accepted ? undefined : 'Accept the warnings first.'
}

/** Starts a run, or goes on with the copy that is tried again. The same order once more is the same run. */
async function send(
  key: string,
  system: string,
  { order, draft }: Pick<StepProps, 'draft'> & { order: CloneOrder },
  sent: { current: { order: CloneOrder; run: CloneRun } | undefined },
): Promise<{ run: string } | { fault: FaultInfo }> {
  const retry = retryOf(key, order)
  if (retry !== undefined) {
    const fault = await sendAgain(retry.run, retry.index, { order, draft })
    return fault === undefined ? { run: retry.run } : { fault }
  }
  const run = sent.current?.order === order ? sent.current.run : newRun(system, order, draft, Date.now())
  sent.current = { order, run }
  const fault = await startRun(run, clonePace(system))
  return fault === undefined ? { run: run.id } : { fault }
}
