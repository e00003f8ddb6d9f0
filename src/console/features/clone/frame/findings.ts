import { mergedFindings } from '../../../../contract/clone/check-order.ts'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import {
  type CloneFinding,
  type ClonePlan,
  type CloneStep,
  stepOfField,
} from '../../../../contract/clone/plan.ts'

interface Found {
  /** What the schema of the order says, by path. */
  illegal: ReadonlyMap<string, string>
  /** What the rules of the contract find in the rest. */
  rules: readonly CloneFinding[]
  /** What the server said, of which order. */
  plan: ClonePlan | undefined
  planned: CloneOrder | undefined
  /** The order as it stands, as far as it is legal. */
  legal: CloneOrder
  /** What a run that failed blamed; no longer once that field was changed. */
  blamed: readonly CloneFinding[]
}

const levels = { error: 0, warning: 1, info: 2 } as const

/** Everything that is found in a draft, each once, the worst first. */
export function mergeFindings({ illegal, rules, plan, planned, legal, blamed }: Found): CloneFinding[] {
  const found = new Map<string, CloneFinding>()
  const add = (finding: CloneFinding) => {
    const key = `${finding.field ?? finding.step} ${finding.message}`
    if (!found.has(key)) found.set(key, finding)
  }
  for (const [field, message] of illegal) add({ level: 'error', step: stepOfField(field), field, message })
  // What the schema refuses is not refused twice in other words.
  const own = rules.filter(({ field }) => field === undefined || !illegal.has(field))
  const theirs = (plan?.findings ?? []).filter((finding) => !outdated(finding, planned, legal))
  for (const finding of mergedFindings(own, theirs)) add(finding)
  for (const finding of blamed) add(finding)
  return [...found.values()].toSorted((a, b) => levels[a.level] - levels[b.level])
}

/** Whether the field was changed since the server looked at it: the next plan tells of it anew. */
function outdated({ field }: CloneFinding, planned: CloneOrder | undefined, now: CloneOrder): boolean {
  if (field === undefined || planned === undefined || planned === now) return false
  return JSON.stringify(valueAt(planned, field)) !== JSON.stringify(valueAt(now, field))
}

export function valueAt(order: object, path: string): unknown {
  let value: unknown = order
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    // Any object may be read by any key; what is not there is undefined.
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** What to write beside fields, by path: what is refused, and what a run blamed. */
export function errorsOf(
  findings: readonly CloneFinding[],
  blamed: readonly CloneFinding[],
  shown: (finding: CloneFinding) => boolean,
): ReadonlyMap<string, string> {
  const errors = new Map<string, string>()
  for (const finding of [...findings, ...blamed]) {
    const { field, level, message } = finding
    if (field === undefined || errors.has(field) || !shown(finding)) continue
    if (level === 'error' || blamed.includes(finding)) errors.set(field, message)
  }
  return errors
}

/** How far a step is. */
export interface StepState {
  reached: boolean
  errors: number
  warnings: number
}

export function stateOfStep(
  step: CloneStep,
  findings: readonly CloneFinding[],
  visited: readonly CloneStep[],
): StepState {
  const own = findings.filter((finding) => finding.step === step)
  return {
    reached: visited.includes(step),
    errors: own.filter(({ level }) => level === 'error').length,
    warnings: own.filter(({ level }) => level === 'warning').length,
  }
}

/** The same in words, e.g. `2 errors`. */
export function stateWords({ reached, errors, warnings }: StepState, current: boolean): string {
  if (reached && errors > 0) return errors === 1 ? '1 error' : `${errors} errors`
  if (reached && warnings > 0) return warnings === 1 ? '1 warning' : `${warnings} warnings`
  if (current) return 'open'
  return reached ? 'done' : 'not reached'
}
