import { Anchor, Button, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Machine } from '../../../../contract/actions/rules.ts'
import type { CloneStep } from '../../../../contract/clone/plan.ts'
import type { SystemState } from '../../../../contract/system.ts'
import { faultOf, orpc } from '../../../client/api.ts'
import { objectPath } from '../../../client/links.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import classes from '../clone.module.css'
import { withNames } from '../copies/name-copies.ts'
import type { HeldDraft } from '../drafts/draft-shelf.ts'
import {
  changeDraft,
  draftKey,
  fillDraft,
  markVisited,
  openDraft,
  useHeldDraft,
} from '../drafts/draft-store.ts'
import { PresetMenu } from '../presets/preset-menu.tsx'
import { steps } from '../steps.ts'
import type { SetDraft, StepProps } from '../wizard.ts'
import { DraftNotices } from './draft-notices.tsx'
import { stateOfStep } from './findings.ts'
import { focusField } from './focus-field.ts'
import { useSnapshotInUrl, useStepFocus } from './step-focus.ts'
import { StepList } from './step-list.tsx'
import { Summary } from './summary.tsx'
import { useCalmInventory, useCloneInventory } from './use-calm-inventory.ts'
import { useFindings } from './use-findings.ts'

interface WizardProps {
  system: SystemState
  vm: string
  /** Absent while the inventory does not have it, or no more. */
  source: Machine | undefined
  removed: boolean
}

/** The wizard for one source: opens its draft, reads what can be asked of it, and shows the steps. */
export function Wizard(props: WizardProps): ReactNode {
  const { system, vm } = props
  const key = draftKey(system.id, vm)
  const [params] = useSearchParams()
  const snapshot = params.get('snapshot') ?? undefined
  const held = useHeldDraft(key)
  const [resumedAt, setResumedAt] = useState<number>()

  useLayoutEffect(() => {
    const at = openDraft(key, snapshot)
    setResumedAt((old) => old ?? at)
  }, [key, snapshot])

  if (held === undefined) return <PageHeader title="Clone" />
  return <WizardBody {...props} held={held} draftOf={key} resumedAt={resumedAt ?? 0} />
}

function WizardBody(props: WizardProps & { held: HeldDraft; draftOf: string; resumedAt: number }): ReactNode {
  const { system, vm, source, held, draftOf } = props
  const { draft, visited } = held
  const [params, setParams] = useSearchParams()
  const wanted = params.get('step')
  const index = Math.max(
    0,
    steps.findIndex(({ id }) => id === wanted),
  )
  const step = steps[index]
  const [copy, setCopy] = useState(0)
  const [tried, setTried] = useState<readonly CloneStep[]>([])
  const body = useRef<HTMLDivElement>(null)
  const [foot, setFoot] = useState<HTMLDivElement | null>(null)

  const { snapshotId } = draft.source
  const query = useQuery({
    ...orpc.clones.options.queryOptions({
      input: { system: system.id, vm, ...(snapshotId === undefined ? {} : { snapshotId }) },
    }),
    staleTime: 60_000,
    // What is shown stays while another snapshot is looked at.
    placeholderData: keepPreviousData,
  })
  const options = query.data
  const sourceName = source?.name ?? options?.source.name
  const inventory = useCalmInventory(system.sync.phase)
  const rows = useCloneInventory(inventory, system.id)
  const current = step?.id ?? 'source'
  const found = useFindings({ held, options, sourceName, rows, system: system.id, copy, current, tried })
  const { findings } = found

  const setDraft: SetDraft = useCallback(
    (next) => changeDraft(draftOf, (old) => (typeof next === 'function' ? next(old) : next)),
    [draftOf],
  )
  const goTo = useCallback(
    (to: CloneStep, field?: string) =>
      setParams((old) => {
        const next = new URLSearchParams(old)
        if (to === steps[0]?.id) next.delete('step')
        else next.set('step', to)
        if (field === undefined) next.delete('field')
        else next.set('field', field)
        return next
      }),
    [setParams],
  )

  const nameless = draft.copies.length === 0
  // Copies are named once the name of the source is known.
  useEffect(() => {
    if (nameless && sourceName !== undefined) fillDraft(draftOf, (old) => withNames(old, sourceName))
  }, [draftOf, sourceName, nameless])
  useEffect(() => markVisited(draftOf, current), [draftOf, current])
  useStepFocus(body, current, params.get('field'))
  useSnapshotInUrl(snapshotId)

  if (step === undefined) return null
  const { Component, title } = step
  const before = steps[index - 1]
  const after = steps[index + 1]

  const onNext = () => {
    // What only the server found may be put right elsewhere, so it does not hold anybody up here.
    const first = found.own.find((finding) => finding.step === current && finding.level === 'error')
    if (first === undefined) {
      if (after !== undefined) goTo(after.id)
      return
    }
    setTried((old) => (old.includes(current) ? old : [...old, current]))
    // The mark is drawn before anybody is led there.
    setTimeout(() => {
      if (body.current !== null) focusField(body.current, first.field)
    })
  }

  const stepProps: StepProps = {
    system,
    source,
    draft,
    setDraft,
    options,
    inventory,
    rows,
    order: found.order,
    legal: found.legal,
    findings,
    errors: found.errors,
    plan: found.plan,
    copy: Math.min(copy, Math.max(0, draft.copies.length - 1)),
    setCopy,
    goTo,
    foot,
  }
  return (
    <div className={classes.page}>
      <PageHeader title="Clone">
        <Text size="sm" component="span">
          of{' '}
          <Anchor
            component={Link}
            to={objectPath({ kind: 'vm', system: system.id, id: vm })}
            inherit
            underline="always"
          >
            {sourceName ?? vm}
          </Anchor>{' '}
          on {system.name}
        </Text>
        <PresetMenu {...stepProps} />
      </PageHeader>
      <StepList
        steps={steps}
        current={current}
        stateOf={(id) => stateOfStep(id, findings, visited)}
        onGo={(id) => goTo(id)}
      />
      <DraftNotices {...props} />
      {query.error === null || options !== undefined ? null : (
        <FaultAlert fault={faultOf(query.error)} onRetry={() => void query.refetch()} />
      )}
      <div className={classes.columns}>
        <div className={classes.body} ref={body}>
          <h2 className={classes.heading} tabIndex={-1} data-step-heading>
            {title}
          </h2>
          {options === undefined && query.error === null && current !== 'source' ? (
            <Skeleton height={160} />
          ) : (
            <Component {...stepProps} />
          )}
        </div>
        <Summary {...stepProps} />
      </div>
      <div className={classes.foot}>
        <Button variant="default" disabled={before === undefined} onClick={() => before && goTo(before.id)}>
          Back
        </Button>
        {after === undefined ? null : <Button onClick={onNext}>Next</Button>}
        <div ref={setFoot} className={classes.footSlot} />
        <Text size="sm" c="dimmed" component="span">
          {found.plan.pending ? 'Checking …' : ''}
        </Text>
      </div>
    </div>
  )
}
