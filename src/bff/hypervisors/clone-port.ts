import type { CloneOptions } from '../../contract/clone/options.ts'
import type { CloneOrder, CloneSource } from '../../contract/clone/order.ts'
import type { ClonePlan } from '../../contract/clone/plan.ts'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { Job } from '../../contract/job.ts'
import type { ActionEnd, Progress } from './action-port.ts'

/** An order with exactly one copy: `orderForCopy` made it. */
export interface CloneRequest {
  order: CloneOrder
  /** A UUID of the admin's intent, sent upstream where that takes one; never a reason to send twice. */
  intent: string
}

/** How far a clone is. */
export type CloneProgress = Progress & { makes?: NonNullable<Job['makes']> }

/** How a clone really ended. */
export type CloneEnd = ActionEnd & Pick<Job, 'makes' | 'left'>

/** The rows that the caller already knows, so that nobody reads the inventory again. */
export interface KnownInventory {
  get(id: string): InventoryRow | undefined
  rows(): Iterable<InventoryRow>
}

/** What an adapter adds to a plan; names, placement, space and disks are checked by the caller. */
export type AdapterPlan = Omit<ClonePlan, 'space'>

/** The part of a connection that makes copies. Every method throws `Fault`. */
export interface Cloning {
  /** So many clones of one source run at once upstream; more would only wait there. */
  readonly perSource: number
  options(source: CloneSource, signal: AbortSignal): Promise<CloneOptions>
  /**
   * Chooses the way, checks with the system what only the system knows (privileges, policies, quota, guest and tools), and
   * shows the requests for copy number `copy`. Sends nothing that changes anything. What cannot be checked is a finding
   * of level `info`, never silence.
   */
  plan(order: CloneOrder, copy: number, known: KnownInventory, signal: AbortSignal): Promise<AdapterPlan>
  /**
   * Makes one copy and follows it to its real end. Throws when the system refuses it outright; a fault that blames a
   * field names it in `field` as a path of the order (`copies.0.name`, `placement.hostId`, `disks.1.datastoreId`).
   * An abort ends only the following.
   */
  run(
    request: CloneRequest,
    report: (progress: CloneProgress) => void,
    signal: AbortSignal,
  ): Promise<CloneEnd>
}
