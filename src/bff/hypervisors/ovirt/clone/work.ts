import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { Actions, Progress } from '../../action-port.ts'
import type { CloneProgress } from '../../clone-port.ts'
import type { Poller } from '../actions/poller.ts'
import type { Engine } from '../transport/engine.ts'

/** What works on one copy. */
export interface Work {
  engine: Engine
  poller: Poller
  actions: Pick<Actions, 'run'>
  /** An order of one copy. */
  order: CloneOrder
  intent: string
  report(progress: CloneProgress): void
  signal: AbortSignal
}

/**
 * A correlation id for a further request of the same intent: the intent itself leads to the job of the copy alone. At most
 * 36 characters (fact sheet §2).
 */
export const stepIntent = (intent: string, step: string): string =>
  `${intent.slice(0, 35 - step.length)}_${step}`

/** Tells of an action that is only a part of the copy: what it does now, and its traces. */
export function inPart(part: string, report: Work['report']): (progress: Progress) => void {
  return ({ chain, step, ...rest }) => {
    if (chain !== undefined) report({ chain })
    if (step !== undefined) report({ step: `${part}: ${step}` })
    else if (Object.keys(rest).length > 0) report({ step: part })
  }
}
