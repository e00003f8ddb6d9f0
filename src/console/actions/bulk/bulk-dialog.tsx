import { Alert, Button, Loader, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { verbs } from '../../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import { useInventory } from '../../client/inventory.ts'
import { useSystems } from '../../client/systems.ts'
import { WarningIcon } from '../../ui/icons.tsx'
import actionClasses from '../actions.module.css'
import type { Draft } from '../draft.ts'
import type { Target } from '../request.ts'
import { useForm } from '../use-form.ts'
import classes from './bulk.module.css'
import { BulkOptions } from './bulk-options.tsx'
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
  const drafts = useBulkDrafts(verb, preset, form)
  const [typed, setTyped] = useState('')
  const body = useRef<HTMLFormElement>(null)
  const started = useRef(false)

  // Which systems are asked for options does not hang on the options.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the facts are those of the inventory and systems of now
  const bare = useMemo(() => planOf(verb, targets, currentFacts), [verb, targets, inventory, systems])
  const known = new Map(bare.run.map(({ system }) => [system, drafts.action(system)]))
  const plan = form === undefined ? bare : planOf(verb, targets, currentFacts, (system) => known.get(system))
  const complete = loaded.state === 'none' || loaded.state === 'ready'

  // What is wrong is marked by now: the first of it gets the focus.
  useEffect(() => {
    if (drafts.attempts === 0) return
    const wrong = body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    ;(wrong ?? body.current?.querySelector<HTMLElement>('[data-summary]'))?.focus()
  }, [drafts.attempts])

  const confirmed = typeName !== true || typed.trim() === String(plan.runs)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
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
      onClose={onClose}
      title={`${title}: ${targets.length.toLocaleString('en')} VMs`}
      size={form === undefined ? 'lg' : 'xl'}
      closeOnClickOutside={false}
      closeOnEscape={form === undefined}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <form ref={body} onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          <PlanView plan={plan} />
          {loses === undefined || plan.runs === 0 ? null : (
            <Alert variant="light" color="orange" icon={<WarningIcon size={18} />}>
              <Text size="sm" fw={600}>
                {title} {plan.runs.toLocaleString('en')} VMs on {plan.run.map(({ name }) => name).join(', ')}?
              </Text>
              <Text size="sm">For each of them: {loses}</Text>
            </Alert>
          )}
          {loaded.state === 'loading' ? <Loader size="sm" aria-label="Loading the form" /> : null}
          {loaded.state === 'missing' ? (
            <Alert color="red" role="alert" title="The form could not be loaded">
              <Button size="xs" variant="default" onClick={loaded.retry}>
                Try again
              </Button>
            </Alert>
          ) : null}
          {form === undefined ? null : (
            <BulkOptions verb={verb} form={form} preset={preset} groups={bare.run} drafts={drafts} />
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
        </Stack>
        <div className={actionClasses.foot}>
          <span className={actionClasses.spacer} />
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
      </form>
    </Modal>
  )
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
