import { Button, Loader, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { verbs } from '../../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import { useInventory } from '../../client/inventory.ts'
import { useSystems } from '../../client/systems.ts'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import { FormMissing, LossAlert } from '../action-options.tsx'
import actionClasses from '../actions.module.css'
import type { Draft } from '../draft.ts'
import type { ActionForm } from '../form.ts'
import { LeaveQuestion, useLeave } from '../leave.tsx'
import { questionOf } from '../question.ts'
import { takesReason } from '../reason.ts'
import { ReasonField } from '../reason-field.tsx'
import type { Target } from '../request.ts'
import { useForm } from '../use-form.ts'
import { usePreviews } from '../use-preview.ts'
import classes from './bulk.module.css'
import { BulkOptions } from './bulk-options.tsx'
import { BulkRequests, examplesOf } from './bulk-requests.tsx'
import { PaceFields } from './pace-fields.tsx'
import { currentFacts, governor } from './page-governor.ts'
import { type Plan, planOf } from './plan.ts'
import { PlanView } from './plan-view.tsx'
import { noteRun } from './presence.ts'
import { useBulkDrafts } from './use-bulk-drafts.ts'

/** An action for many VMs: the plan first, live until somebody starts it, then its run on a page of its own. */
export function BulkDialog(props: {
  verb: Verb
  targets: readonly Target[]
  preset: Draft
  onClose: () => void
}): ReactNode {
  const { verb, targets, preset, onClose } = props
  const { title, loses, typeName } = verbs[verb]
  const navigate = useNavigate()
  const inventory = useInventory()
  const systems = useSystems()
  const loaded = useForm(verb)
  const form = loaded.state === 'ready' ? loaded.form : undefined
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const writes = (id: string) =>
    takesReason(
      verb,
      systems.find((system) => system.id === id),
    )
  const drafts = useBulkDrafts(verb, preset, form, (system) => (writes(system) ? reason : ''))
  const preview = usePreviews()
  const leave = useLeave(drafts.changed || reason !== '' || typed !== '', onClose)
  const body = useRef<HTMLFormElement>(null)
  const started = useRef(false)

  // Which systems are asked for options does not hang on the options.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the facts are those of the inventory and systems of now
  const bare = useMemo(() => planOf(verb, targets, currentFacts), [verb, targets, inventory, systems])
  const known = new Map(bare.run.map(({ system }) => [system, drafts.action(system)]))
  const plan = form === undefined ? bare : planOf(verb, targets, currentFacts, (system) => known.get(system))
  const writing = bare.run.filter(({ system }) => writes(system))
  const errorOfReason = writing.map(({ system }) => drafts.errors(system).get('reason')).find(Boolean)
  const complete = loaded.state === 'none' || loaded.state === 'ready'

  // What is wrong is marked by now: the first of it gets the focus.
  useEffect(() => {
    if (drafts.attempts === 0) return
    const wrong = body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    ;(wrong ?? body.current?.querySelector<HTMLElement>('[data-summary]'))?.focus()
  }, [drafts.attempts])

  const confirmed = typeName !== true || typed.trim() === String(plan.runs)
  // What was shown is not what would be sent any more.
  const chosen = JSON.stringify([...known])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the change is
  useEffect(() => preview.hide(), [chosen])

  const onShow = () => {
    const actions = actionsOf(plan, drafts.action)
    if (actions === undefined) drafts.mark()
    else void preview.ask(examplesOf(plan, actions))
  }

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (leave.asking) return
    const actions = actionsOf(plan, drafts.action)
    if (actions === undefined || !confirmed) {
      drafts.mark()
      return
    }
    if (plan.runs === 0 || started.current) return
    started.current = true
    const id = governor.start(verb, plan.targets, actions)
    noteRun()
    onClose()
    void navigate(`/jobs/runs/${id}`)
  }

  return (
    <Modal
      opened
      onClose={leave.leave}
      title={`${title}: ${targets.length.toLocaleString('en')} VMs`}
      size={form === undefined ? 'lg' : 'xl'}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <form ref={body} onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          <PlanView plan={plan} />
          {loses === undefined || plan.runs === 0 ? null : (
            <LossAlert
              question={`${questionOf(verb, vmsOf(plan.runs))} on ${plan.run.map(({ name }) => name).join(', ')}?`}
              loses={losesOf(plan, loses, form, drafts.draft)}
            />
          )}
          {loaded.state === 'loading' ? <Loader size="sm" aria-label="Loading the form" /> : null}
          {loaded.state === 'missing' ? <FormMissing retry={loaded.retry} /> : null}
          {form === undefined ? null : (
            <BulkOptions verb={verb} form={form} preset={preset} groups={bare.run} drafts={drafts} />
          )}
          {writing.length === 0 ? null : (
            <ReasonField
              where={writing.map(({ name }) => name).join(' and ')}
              value={reason}
              error={errorOfReason}
              onChange={setReason}
            />
          )}
          <PacePanel plan={plan} />
          {typeName === true && plan.runs > 0 ? (
            <TextInput
              label={`Type ${plan.runs} to confirm`}
              description="The number of VMs that are meant. It changes when the plan does."
              value={typed}
              autoComplete="off"
              error={drafts.attempts > 0 && !confirmed ? 'This is not their number.' : undefined}
              onChange={({ currentTarget: { value } }) => setTyped(value)}
            />
          ) : null}
          {preview.fault === undefined ? null : <FaultAlert fault={preview.fault} />}
          {preview.shown === undefined ? null : (
            <BulkRequests previews={preview.shown} plan={plan} systems={systems} />
          )}
        </Stack>
        {leave.asking ? (
          <LeaveQuestion leave={leave} onClose={onClose} />
        ) : (
          <div className={actionClasses.foot}>
            <Button
              variant="default"
              size="sm"
              onClick={preview.shown === undefined ? onShow : preview.hide}
              loading={preview.busy}
              disabled={plan.runs === 0 || !complete}
            >
              {preview.shown === undefined ? 'Show request' : 'Hide request'}
            </Button>
            <div className={actionClasses.ways}>
              <Button
                variant="default"
                size="sm"
                onClick={onClose}
                {...(loses === undefined ? {} : { 'data-autofocus': true })}
              >
                Cancel
              </Button>
              <Button
                type="submit"
                size="sm"
                disabled={plan.runs === 0 || !complete}
                {...(loses === undefined ? { 'data-autofocus': true } : { color: 'red.9' })}
              >
                Start
              </Button>
            </div>
          </div>
        )}
      </form>
    </Modal>
  )
}

const vmsOf = (count: number) => (count === 1 ? 'one VM' : `${count.toLocaleString('en')} VMs`)

/** What is lost with the options of each system; told by system where that differs. */
function losesOf(
  plan: Plan,
  loses: string,
  form: ActionForm | undefined,
  draftOf: (system: string) => Draft | undefined,
): string[] {
  const told = plan.run.map(({ system, name }) => {
    const draft = draftOf(system)
    return { name, loses: (draft === undefined ? undefined : form?.loses?.(draft)) ?? loses }
  })
  const [first] = told
  if (first === undefined || told.every((each) => each.loses === first.loses))
    return [`For each of them: ${first?.loses ?? loses}`]
  return told.map((each) => `For each on ${each.name}: ${each.loses}`)
}

/** The options of every system that takes part; `undefined` while those of one are wrong. */
function actionsOf(
  plan: Plan,
  actionOf: (system: string) => VmAction | undefined,
): ReadonlyMap<string, VmAction> | undefined {
  const actions = new Map<string, VmAction>()
  for (const { target } of plan.targets) {
    const action = actions.has(target.system) ? undefined : actionOf(target.system)
    if (action !== undefined) actions.set(target.system, action)
  }
  return plan.run.every(({ system }) => actions.has(system)) ? actions : undefined
}

function PacePanel({ plan }: { plan: Plan }): ReactNode {
  if (plan.runs === 0) return null
  return (
    <div className={classes.wide}>
      <table className={classes.systems} aria-label="Pace">
        <thead>
          <tr>
            <th scope="col">System</th>
            <th scope="col">VMs</th>
            <th scope="col">At the same time, time between starts</th>
          </tr>
        </thead>
        <tbody>
          {plan.run.map(({ system, name, targets }) => (
            <tr key={system}>
              <th scope="row">{name}</th>
              <td>{targets.length.toLocaleString('en')}</td>
              <td>
                <PaceFields system={system} name={name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
