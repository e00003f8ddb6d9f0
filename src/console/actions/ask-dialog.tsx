import { Alert, Button, Loader, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { RequestPreview } from '../../contract/job.ts'
import { api, faultOf } from '../client/api.ts'
import { useInventory } from '../client/inventory.ts'
import { useVmDetail } from '../client/use-detail.ts'
import { FaultAlert } from '../ui/fault-alert.tsx'
import { WarningIcon } from '../ui/icons.tsx'
import classes from './actions.module.css'
import { ErrorSummary, MeanwhileNote } from './dialog-notes.tsx'
import type { Draft } from './draft.ts'
import type { ActionForm, FormContext } from './form.ts'
import { jobAdvice } from './job-advice.ts'
import { offerOf } from './offers.ts'
import type { Target } from './request.ts'
import { RequestView } from './request-view.tsx'
import { type DraftState, useDraft } from './use-draft.ts'
import { type LoadedForm, useForm } from './use-form.ts'
import type { Send } from './use-send.ts'
import { useTarget } from './use-target.ts'

/** Kinds of faults that may come of a state that is no longer what the page shows. */
const conflicts: readonly FaultInfo['kind'][] = ['invalid-state', 'conflict', 'not-found']

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
  const preview = usePreview(target)
  const body = useRef<HTMLFormElement>(null)
  const { system } = state

  // biome-ignore lint/correctness/useExhaustiveDependencies: a verb without options begins with what was asked for
  useEffect(() => {
    if (form.state === 'none') draft.start(preset)
  }, [])

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
    if (action !== undefined) void preview.ask(action)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${title}: ${target.name}`}
      size={form.state === 'ready' ? (form.form.size ?? 'md') : 'md'}
      closeOnClickOutside={!draft.dirty && verbs[verb].form !== true}
      closeOnEscape={!draft.dirty}
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
          {loses === undefined ? null : (
            <Alert variant="light" color="orange" icon={<WarningIcon size={18} />}>
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {title} {target.name} on {system?.name ?? target.system}?
              </Text>
              <Text size="sm">{loses}</Text>
            </Alert>
          )}
          <Options form={form} draft={draft} state={state} target={target} preset={preset} />
          {takesReason(verb, system) ? (
            <TextInput
              label="Reason"
              description="Goes into the log of the engine. May stay empty."
              value={typeof draft.draft?.reason === 'string' ? draft.draft.reason : ''}
              error={draft.errors.get('reason')}
              onChange={({ currentTarget: { value } }) =>
                draft.setDraft(({ reason: _, ...rest }) => (value === '' ? rest : { ...rest, reason: value }))
              }
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
          {preview.requests === undefined || system === undefined ? null : (
            <RequestView requests={preview.requests} system={system} />
          )}
        </Stack>
        <div className={classes.foot}>
          <Button
            variant="default"
            size="sm"
            onClick={preview.requests === undefined ? onShow : preview.hide}
            loading={preview.busy}
            disabled={draft.draft === undefined}
          >
            {preview.requests === undefined ? 'Show request' : 'Hide request'}
          </Button>
          <span className={classes.spacer} />
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
      </form>
    </Modal>
  )
}

/** The safe way out has the focus where something can be lost. */
function autoFocus(wanted: boolean): { 'data-autofocus'?: true } {
  return wanted ? { 'data-autofocus': true } : {}
}

/** Engines of the v4 API write a reason into their log. */
function takesReason(verb: Verb, system: ReturnType<typeof useTarget>['system']): boolean {
  return (verb === 'stop' || verb === 'shutdown') && system?.info?.dialect === 'v4'
}

function Options(props: {
  form: LoadedForm
  draft: DraftState
  state: ReturnType<typeof useTarget>
  target: Target
  preset: Draft
}): ReactNode {
  const { form } = props
  if (form.state === 'none') return null
  if (form.state === 'loading') return <Loader size="sm" aria-label="Loading the form" />
  if (form.state === 'missing') {
    return (
      <Alert color="red" role="alert" title="The form could not be loaded">
        <Button size="xs" variant="default" onClick={form.retry}>
          Try again
        </Button>
      </Alert>
    )
  }
  return <FormBody {...props} form={form.form} />
}

function FormBody(props: {
  form: ActionForm
  draft: DraftState
  state: ReturnType<typeof useTarget>
  target: Target
  preset: Draft
}): ReactNode {
  const { form, draft, state, target, preset } = props
  const inventory = useInventory()
  const { system, machine } = state
  const detail = useVmDetail(target.system, target.id, machine, system !== undefined)
  const waiting = detail.pending && detail.fault === undefined
  const context: FormContext | undefined =
    system === undefined || waiting
      ? undefined
      : {
          targets: [target],
          machines: machine === undefined ? [] : [machine],
          system,
          detail: detail.data,
          inventory,
        }

  const begun = draft.draft !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as all is known
  useEffect(() => {
    if (context !== undefined && !begun) draft.start({ ...form.initial(context), ...preset })
  }, [context === undefined, begun])

  if (context === undefined || draft.draft === undefined) {
    return <Loader size="sm" aria-label={`Reading ${target.name}`} />
  }
  return (
    <>
      {detail.fault === undefined || state.gone ? null : (
        <FaultAlert fault={detail.fault} onRetry={detail.retry} />
      )}
      <form.Fields
        context={context}
        draft={draft.draft}
        setDraft={draft.setDraft}
        errors={draft.errors}
        stumbles={draft.stumbles}
      />
    </>
  )
}

interface Preview {
  requests: readonly RequestPreview[] | undefined
  fault: FaultInfo | undefined
  busy: boolean
  ask: (action: VmAction) => Promise<void>
  hide: () => void
}

function usePreview(target: Target): Preview {
  const [requests, setRequests] = useState<readonly RequestPreview[]>()
  const [fault, setFault] = useState<FaultInfo>()
  const [busy, setBusy] = useState(false)
  const ask = async (action: VmAction) => {
    setBusy(true)
    setFault(undefined)
    try {
      const found = await api.vms.preview({ system: target.system, vm: target.id, action })
      setRequests(found.requests)
    } catch (error) {
      setFault(faultOf(error))
    }
    setBusy(false)
  }
  return { requests, fault, busy, ask, hide: () => setRequests(undefined) }
}
