import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { Target } from '../request.ts'

/**
 * `waiting` for its turn; `sending` asked for, no reply yet; `running` the system took it; `done`, `failed`, `cancelled`
 * and `unknown` as its job ended, `cancelled` also before it was sent; `skipped` and `refused` by the plan.
 */
export type ItemState =
  | 'waiting'
  | 'sending'
  | 'running'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'unknown'
  | 'skipped'
  | 'refused'

export const itemStates: readonly ItemState[] = [
  'waiting',
  'sending',
  'running',
  'done',
  'failed',
  'cancelled',
  'unknown',
  'skipped',
  'refused',
]

/** One target of a run. Never changed: a new one takes its place. */
export interface RunItem {
  target: Target
  /** Of the present attempt; its job has the same id. */
  intent: string
  state: ItemState
  /** Counts from 1. */
  attempt: number
  /** Why it is skipped or refused, or what else there is to say. */
  note?: string
  fault?: FaultInfo
  percent?: number
  step?: string
  /** The system's task or job, by which its job is found after a restart of Gantry. */
  upstreamId?: string
  /** Epoch ms. */
  startedAt?: number
  endedAt?: number
  /** No reply came, so it may have been taken: the next attempt is of the same intent, which cannot be done twice. */
  unsure?: true
}

/** What stands still on one system, and why; a lane without `held` goes. */
export interface Lane {
  system: string
  held?: string
}

/** An action for many VMs, as far as it is. Never changed: a new one takes its place. */
export interface Run {
  id: string
  verb: Verb
  startedAt: number
  /** The options by system. */
  actions: ReadonlyMap<string, VmAction>
  items: readonly RunItem[]
  lanes: readonly Lane[]
  paused: boolean
  /** What the page has to say of it, e.g. after a reload. */
  note?: string
}

/** How fast one system is asked, over all runs. */
export interface Pace {
  /** Actions under way at the same time, 1 to 64. */
  limit: number
  /** At least so many ms between two starts. */
  staggerMs: number
}

export const defaultPace: Pace = { limit: 8, staggerMs: 0 }
export const maxLimit = 64
export const maxStaggerMs = 600_000

export function isOpen({ state }: Pick<RunItem, 'state'>): boolean {
  return state === 'waiting' || state === 'sending' || state === 'running'
}

/** Whether another attempt can be made by hand: not of what went well, nor without the options. */
export function canRetry({ actions }: Pick<Run, 'actions'>, { state, target }: RunItem): boolean {
  if (!actions.has(target.system)) return false
  return state === 'failed' || state === 'cancelled' || state === 'unknown' || state === 'refused'
}

export function countStates(items: readonly RunItem[]): Readonly<Record<ItemState, number>> {
  const counts = {
    waiting: 0,
    sending: 0,
    running: 0,
    done: 0,
    failed: 0,
    cancelled: 0,
    unknown: 0,
    skipped: 0,
    refused: 0,
  }
  for (const { state } of items) counts[state] += 1
  return counts
}
