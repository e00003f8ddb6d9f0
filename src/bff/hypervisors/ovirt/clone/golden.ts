import type { CloneOrder } from '../../../../contract/clone/order.ts'

/**
 * Orders and the exact requests that are sent for them, written from the vendor's guide for 3.4 (chapters 15 and 17) and
 * the wire facts for v4, not from what the adapter does.
 */
export interface Golden {
  name: string
  of: 'vm' | 'template' | 'snapshot'
  order: Partial<CloneOrder>
  /** Requests as `METHOD path`, each with its body; `a1-id` is the copy, `n1-id` and `n2-id` are its cards. */
  v4?: [request: string, body?: object][]
  /** Of 3.4, or of another release of 3.x. */
  v3?: [request: string, body?: string][]
  v3Release?: string
}
