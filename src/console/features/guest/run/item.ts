import type { FaultInfo } from '../../../../contract/fault.ts'
import type { GuestCommand } from '../../../../contract/guest/command.ts'
import { type GuestFamily, type GuestRun, runEnded } from '../../../../contract/guest/guest.ts'
import type { WholeCommand } from '../command/draft.ts'

/** A guest that a command is for. */
export interface RunTarget {
  system: string
  vm: string
  name: string
  family?: GuestFamily | undefined
}

/**
 * `waiting` for its turn; `sending`; `sent` and now told of by its run; `no-credentials` waits until some are given; `refused` not
 * sent, see `note`; `cancelled` before it was sent; `failed` the request itself failed.
 */
export type ItemState = 'waiting' | 'sending' | 'sent' | 'no-credentials' | 'refused' | 'cancelled' | 'failed'

/** A command for one guest. Immutable. */
export interface Item {
  target: RunTarget
  /** Id of its run; a new one with each attempt. */
  id: string
  attempt: number
  state: ItemState
  /** Absent where it cannot be made for this guest. */
  command?: GuestCommand
  note?: string
  fault?: FaultInfo
  /** As last seen; what the live stream tells counts before it. */
  run?: GuestRun
  /** The request had no reply: it may run. Another attempt is the same run. */
  unsure?: true
  /** The server told of it and no longer does. */
  lostSight?: true
}

/** A command for many guests, started at once. Immutable. */
export interface Batch {
  id: string
  /** The command in a line. */
  title: string
  startedAt: number
  /** As it was typed, before the values of any VM came into it. */
  typed: WholeCommand
  /** `first` one runs alone; `stopped` it did not end with 0. Absent: everything may go. */
  canary?: 'first' | 'stopped'
  items: readonly Item[]
}

export function itemEnded({ state, run, lostSight }: Item): boolean {
  if (state === 'sent') return lostSight === true || run === undefined || runEnded(run)
  return state === 'refused' || state === 'cancelled' || state === 'failed'
}

/** Ended in a way that another attempt may mend. How an unknown one ended is for the reader to find out first. */
export function itemFailed({ state, run, lostSight, command }: Item): boolean {
  if (command === undefined) return false
  if (state === 'failed' || state === 'no-credentials') return true
  if (state !== 'sent' || run === undefined || lostSight === true) return false
  return run.state === 'failed' || (run.state === 'done' && run.exitCode !== 0)
}

/** Whether the guest refused the credentials: no matter of the session of the system. */
export function loginFailed({ fault, run }: Pick<Item, 'fault' | 'run'>): boolean {
  const kind = run?.fault?.kind ?? fault?.kind
  return (
    (kind === 'auth' || kind === 'forbidden') &&
    (run === undefined || run.pid === undefined || run.lost === true)
  )
}
