import { useDeferredValue, useMemo } from 'react'
import { preflight } from '../../../../contract/clone/check-order.ts'
import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { CloneFinding, CloneStep } from '../../../../contract/clone/plan.ts'
import { namesOf } from '../copies/name-copies.ts'
import type { HeldDraft } from '../drafts/draft-shelf.ts'
import { orderOf } from '../order-of.ts'
import type { CloneDraft, PlanState } from '../wizard.ts'
import { errorsOf, mergeFindings, valueAt } from './findings.ts'
import { usePlan } from './use-plan.ts'

interface Known {
  order: CloneOrder | undefined
  legal: CloneOrder
  findings: CloneFinding[]
  /** What was found here, without the server. */
  own: CloneFinding[]
  errors: ReadonlyMap<string, string>
  plan: PlanState
}

const none: readonly CloneFinding[] = []

/** The names that a wrong pattern made before are not the ones that somebody wants now. */
function patternFindings(names: CloneDraft['names'], sourceName: string): CloneFinding[] {
  return (namesOf(names, sourceName).errors ?? []).map(({ message }) => ({
    level: 'error',
    step: 'copies',
    field: 'names.pattern',
    message,
  }))
}

/** Everything that is wrong with a draft. Follows the typing when there is time for it. */
export function useFindings(props: {
  held: HeldDraft
  options: CloneOptions | undefined
  /** Absent until it is known. */
  sourceName: string | undefined
  rows: CloneInventory
  system: string
  copy: number
  current: CloneStep
  tried: readonly CloneStep[]
}): Known {
  const { held, options, sourceName, rows, system, copy, current, tried } = props
  const draft = useDeferredValue(held.draft)
  const { order, legal, errors: illegal } = useMemo(() => orderOf(draft), [draft])
  const { names } = draft
  const rules = useMemo(
    () => [
      ...(sourceName === undefined ? none : patternFindings(names, sourceName)),
      ...(options === undefined ? none : preflight(legal, options, rows)),
    ],
    [names, sourceName, legal, options, rows],
  )
  const { planned, ...plan } = usePlan(
    system,
    options === undefined ? undefined : order,
    Math.min(copy, Math.max(0, legal.copies.length - 1)),
  )
  const blamed = useMemo(
    () =>
      held.blamed.flatMap(({ value, ...finding }) =>
        JSON.stringify(valueAt(draft, finding.field ?? '')) === value || finding.field === undefined
          ? [finding]
          : [],
      ),
    [held.blamed, draft],
  )
  const findings = useMemo(
    () => mergeFindings({ illegal, rules, plan: plan.plan, planned, legal, blamed }),
    [illegal, rules, plan.plan, planned, legal, blamed],
  )
  const own = useMemo(
    () => mergeFindings({ illegal, rules, plan: undefined, planned: undefined, legal, blamed: none }),
    [illegal, rules, legal],
  )
  const { visited } = held
  const errors = useMemo(
    () =>
      errorsOf(findings, blamed, ({ step, field = '' }) => {
        // Fields that nobody has seen yet are not marked as empty; names are marked as they are typed.
        if (!illegal.has(field) || step === 'copies' || tried.includes(step)) return true
        return visited.includes(step) && step !== current
      }),
    [findings, blamed, illegal, visited, current, tried],
  )
  return { order, legal, findings, own, errors, plan }
}
