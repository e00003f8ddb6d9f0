import { Alert, Button, Loader, Text } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb } from '../../contract/actions/vm-action.ts'
import { useInventory } from '../client/inventory.ts'
import { useVmDetail } from '../client/use-detail.ts'
import { FaultAlert } from '../ui/fault-alert.tsx'
import { WarningIcon } from '../ui/icons.tsx'
import type { Draft } from './draft.ts'
import type { ActionForm, FormContext } from './form.ts'
import { questionOf } from './question.ts'
import type { Target } from './request.ts'
import type { DraftState } from './use-draft.ts'
import type { LoadedForm } from './use-form.ts'
import type { TargetState } from './use-target.ts'

interface OptionsProps {
  verb: Verb
  draft: DraftState
  state: TargetState
  target: Target
  preset: Draft
}

/** What is lost, and the fields of the verb's form where it has one. */
export function ActionOptions(props: OptionsProps & { form: LoadedForm }): ReactNode {
  const { form, verb, target, state } = props
  if (form.state === 'ready') return <FormBody {...props} form={form.form} />
  const what = <Loss question={questionOf(verb, target.name)} loses={verbs[verb].loses} state={state} />
  if (form.state === 'none') return what
  return (
    <>
      {what}
      {form.state === 'loading' ? <Loader size="sm" aria-label="Loading the form" /> : null}
      {form.state === 'missing' ? <FormMissing retry={form.retry} /> : null}
    </>
  )
}

/** The code of a form did not come. */
export function FormMissing({ retry }: { retry: () => void }): ReactNode {
  return (
    <Alert color="red" role="alert" title="The form could not be loaded">
      <Button size="xs" variant="default" onClick={retry}>
        Try again
      </Button>
    </Alert>
  )
}

/** The question, and what is lost when it is answered with yes. */
function Loss(props: { question: string; loses: string | undefined; state: TargetState }): ReactNode {
  const { question, loses, state } = props
  if (loses === undefined) return null
  const place = state.system === undefined ? '' : ` on ${state.system.name}`
  return <LossAlert question={`${question}${place}?`} loses={[loses]} />
}

/** The same for any number of targets; `loses` in sentences. */
export function LossAlert({ question, loses }: { question: string; loses: readonly string[] }): ReactNode {
  return (
    <Alert variant="light" color="orange" icon={<WarningIcon size={18} />}>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {question}
      </Text>
      {loses.map((each) => (
        <Text key={each} size="sm">
          {each}
        </Text>
      ))}
    </Alert>
  )
}

function FormBody(props: OptionsProps & { form: ActionForm }): ReactNode {
  const { form, verb, draft, state, target, preset } = props
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

  const filled = draft.draft
  const begun = filled !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as all is known
  useEffect(() => {
    if (context !== undefined && !begun) draft.start({ ...form.initial(context), ...preset })
  }, [context === undefined, begun])

  const known = context === undefined || filled === undefined ? undefined : { context, draft: filled }
  const question = known === undefined ? undefined : form.question?.(known.context, known.draft)
  const loses = filled === undefined ? undefined : form.loses?.(filled)
  return (
    <>
      <Loss
        question={question ?? questionOf(verb, target.name)}
        loses={loses ?? verbs[verb].loses}
        state={state}
      />
      {known === undefined ? (
        <Loader size="sm" aria-label={`Reading ${target.name}`} />
      ) : (
        <>
          {detail.fault === undefined || state.gone ? null : (
            <FaultAlert fault={detail.fault} onRetry={detail.retry} />
          )}
          <form.Fields
            context={known.context}
            draft={known.draft}
            setDraft={draft.setDraft}
            errors={draft.errors}
            stumbles={draft.stumbles}
          />
        </>
      )}
    </>
  )
}
