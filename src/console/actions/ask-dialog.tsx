import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { FaultAlert } from '../ui/fault-alert.tsx'
import { ActionOptions } from './action-options.tsx'
import classes from './actions.module.css'
import { ErrorSummary, MeanwhileNote } from './dialog-notes.tsx'
import type { Draft } from './draft.ts'
import { jobAdvice } from './job-advice.ts'
import { LeaveQuestion, useLeave } from './leave.tsx'
import { offerOf } from './offers.ts'
import { takesReason, withReason } from './reason.ts'
import { ReasonField } from './reason-field.tsx'
import type { Target } from './request.ts'
import { RequestView } from './request-view.tsx'
import { useDraft } from './use-draft.ts'
import { useForm } from './use-form.ts'
import { usePreviews } from './use-preview.ts'
import type { Send } from './use-send.ts'
import { useTarget } from './use-target.ts'

/** Kinds of faults that may come of a state that is no longer what the page shows. */
const conflicts: readonly FaultInfo['kind'][] = ['invalid-state', 'conflict', 'not-found']

/** Wide enough for three buttons in a row. */
const narrow = '32rem'

/** Names the target, says what is lost, asks for options, shows the request, and sends it. */
export function AskDialog(props: {
  verb: Verb
  target: Target
  preset: Draft
  send: Send
  /** Sends; the fault when it was not taken. Closes the dialog when it was. */
  submit: (action: VmAction) => Promise<FaultInfo | undefined>
  onClose: () => void
}): ReactNode {
  const { verb, target, preset, send, submit, onClose } = props
  const { title, loses, typeName } = verbs[verb]
  const state = useTarget(target)
  const form = useForm(verb)
  const draft = useDraft(verb, form.state === 'ready' ? form.form : undefined)
  const [typed, setTyped] = useState('')
  const [mistyped, setMistyped] = useState(false)
  const preview = usePreviews()
  const leave = useLeave(draft.changed || typed !== '', onClose)
  const body = useRef<HTMLFormElement>(null)
  const { system } = state

  // biome-ignore lint/correctness/useExhaustiveDependencies: a verb without options begins with what was asked for
  useEffect(() => {
    if (form.state === 'none') draft.start(preset)
  }, [])

  // What was shown is not what would be sent any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the change is
  useEffect(() => preview.hide(), [draft.draft])

  // The first of what is marked gets the focus, once the form has brought it in sight.
  useEffect(() => {
    if (draft.stumbles === 0) return
    const frame = requestAnimationFrame(() => {
      const wrong = body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      const first = wrong ?? body.current?.querySelector<HTMLElement>('[data-summary]')
      first?.focus()
      // Not below the buttons, which stay at the foot of the dialog.
      first?.scrollIntoView({ block: 'center' })
    })
    return () => cancelAnimationFrame(frame)
  }, [draft.stumbles])

  const offer =
    system === undefined || state.machine === undefined ? undefined : offerOf(verb, state.machine, system)
  const refused = offer === undefined || offer.allowed === true ? undefined : offer.allowed

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (leave.asking) return
    const action = draft.check()
    const wrongName = typeName === true && typed.trim() !== target.name
    setMistyped(wrongName)
    if (action === undefined || wrongName || refused !== undefined || state.gone) return
    const fault = await submit(action)
    if (fault === undefined) return
    draft.blame(fault)
    if (conflicts.includes(fault.kind)) await state.reread()
  }

  const onShow = () => {
    const action = draft.check()
    if (action !== undefined) void preview.ask([{ target, action }])
  }

  return (
    <Modal
      opened
      onClose={leave.leave}
      title={`${title}: ${target.name}`}
      size={form.state === 'ready' ? (form.form.size ?? narrow) : narrow}
      closeOnClickOutside={verbs[verb].form !== true}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <form ref={body} onSubmit={(event) => void onSubmit(event)} noValidate>
        <Stack gap="sm">
          {send.fault === undefined ? null : (
            <FaultAlert fault={{ ...send.fault, advice: jobAdvice(send.fault) }} />
          )}
          <ErrorSummary errors={draft.errors} />
          {send.busy ? null : <MeanwhileNote name={target.name} state={state} refused={refused} />}
          <ActionOptions
            verb={verb}
            form={form}
            draft={draft}
            state={state}
            target={target}
            preset={preset}
          />
          {takesReason(verb, system) ? (
            <ReasonField
              value={typeof draft.draft?.reason === 'string' ? draft.draft.reason : ''}
              error={draft.errors.get('reason')}
              onChange={(reason) => draft.setDraft((old) => withReason(old, reason))}
            />
          ) : null}
          {typeName === true ? (
            <TextInput
              label={`Type ${target.name} to confirm`}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              error={mistyped && typed.trim() !== target.name ? 'This is not its name.' : undefined}
              onChange={({ currentTarget: { value } }) => setTyped(value)}
            />
          ) : null}
          {preview.fault === undefined ? null : <FaultAlert fault={preview.fault} />}
          {system === undefined
            ? null
            : preview.shown?.map(({ requests }) => (
                <RequestView key={target.id} requests={requests} system={system} />
              ))}
        </Stack>
        {leave.asking ? (
          <LeaveQuestion leave={leave} onClose={onClose} />
        ) : (
          <div className={classes.foot}>
            <Button
              variant="default"
              size="sm"
              onClick={preview.shown === undefined ? onShow : preview.hide}
              loading={preview.busy}
              disabled={draft.draft === undefined}
            >
              {preview.shown === undefined ? 'Show request' : 'Hide request'}
            </Button>
            <div className={classes.ways}>
              <Button
                variant="default"
                size="sm"
                onClick={onClose}
                {...autoFocus(loses !== undefined && typeName !== true)}
              >
                Cancel
              </Button>
              <Button
                type="submit"
                size="sm"
                loading={send.busy}
                disabled={draft.draft === undefined || state.gone || refused !== undefined}
                {...(loses === undefined ? {} : { color: 'red.9' })}
              >
                {title}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Modal>
  )
}

/** The safe way out has the focus where something can be lost. */
function autoFocus(wanted: boolean): { 'data-autofocus'?: true } {
  return wanted ? { 'data-autofocus': true } : {}
}
