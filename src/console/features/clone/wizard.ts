import type { ComponentType } from 'react'
import type { Machine } from '../../../contract/actions/rules.ts'
import type { CloneInventory } from '../../../contract/clone/clone-inventory.ts'
import type { Customization } from '../../../contract/clone/customization.ts'
import type { CloneOptions } from '../../../contract/clone/options.ts'
import type { CloneCopy, CloneOrder } from '../../../contract/clone/order.ts'
import type { CloneFinding, ClonePlan, CloneStep } from '../../../contract/clone/plan.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { Inventory } from '../../client/inventory.ts'

/** A copy as far as it is filled in; empty texts stand for `as the others`. */
export type DraftCopy = CloneCopy & {
  /** Its name was typed, so that the pattern leaves it alone. */
  byHand?: boolean
}

/**
 * An order as far as it is filled in. Values stand at the paths of `CloneOrder`, so that findings name them; texts may be
 * empty or wrong, numbers may still be texts. `orderOf` in `order-of.ts` makes the order, and says what is wrong.
 */
export type CloneDraft = Omit<
  CloneOrder,
  'copies' | 'customization' | 'cpus' | 'coresPerSocket' | 'memoryBytes' | 'extraSpec'
> & {
  /** What names the copies that were not named by hand. */
  names: { pattern: string; count: number }
  copies: DraftCopy[]
  /** What was filled in for copies beyond their number now. */
  spare?: DraftCopy[]
  cpus?: number | string
  coresPerSocket?: number | string
  memoryBytes?: number | string
  /** Fields of the kind, of `customization.ts`; what is typed as a text and sent as a list is finished in `order-of.ts`. */
  customization: { kind: Customization['kind'] } & Record<string, unknown>
  /** As text while it is typed. */
  extraSpec?: unknown
}

export type SetDraft = (next: CloneDraft | ((old: CloneDraft) => CloneDraft)) => void

/** What the server says of the order. `plan` may be of an earlier order while `pending`. */
export interface PlanState {
  plan: ClonePlan | undefined
  /** Why it could not be asked. */
  fault: FaultInfo | undefined
  pending: boolean
  /** Whether `plan` is about the order as it stands. */
  current: boolean
  retry: () => void
}

/** What every step is given. */
export interface StepProps {
  system: SystemState
  /** The row of the source; absent once it has gone. */
  source: Machine | undefined
  draft: CloneDraft
  setDraft: SetDraft
  /** Absent until they have been read. */
  options: CloneOptions | undefined
  /** Renewed every few seconds, not with every change. */
  inventory: Inventory
  /** The draft as an order; absent while something in it is not legal. A little behind the typing. */
  order: CloneOrder | undefined
  /** The same without what is not legal: what rules look at, e.g. `choices`. */
  legal: CloneOrder
  /** The rows of the system, for the rules of `contract/clone`. */
  rows: CloneInventory
  /** All that is found in the draft, here and by the server. */
  findings: readonly CloneFinding[]
  /** What to write beside fields, by dotted path: errors first, of what has been touched. For the fields of forms. */
  errors: ReadonlyMap<string, string>
  plan: PlanState
  /** Index of the copy whose requests are in the plan. */
  copy: number
  setCopy: (index: number) => void
  /**
   * Opens another step, and brings this field into sight: the element with `data-field="copies.3.name"`, or with the longest
   * part of that path.
   */
  goTo: (step: CloneStep, field?: string) => void
  /** A place beside `Back` and `Next`, which stay in sight. */
  foot: HTMLElement | null
}

/** One step of the wizard, listed in `steps.ts`. */
export interface WizardStep {
  id: CloneStep
  title: string
  Component: ComponentType<StepProps>
}
