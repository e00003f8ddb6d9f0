import type { Document, WireObject } from '../wire/value.ts'

/** A refusal of the engine, with its HTTP status. `inAction` nests it in an action, as failed actions are told. */
export class EngineFault extends Error {
  readonly status: number
  readonly reason: string
  readonly detail: string | undefined
  readonly inAction: boolean

  constructor(status: number, reason: string, detail?: string, inAction = false) {
    super(detail ?? reason)
    this.status = status
    this.reason = reason
    this.detail = detail
    this.inAction = inAction
  }

  /** The reply's document: a bare fault, or an action that failed. `old` is the 3.x way to write a state. */
  document(old: boolean): Document {
    const fault: WireObject = { reason: this.reason, detail: this.detail }
    if (!this.inAction) return { root: 'fault', body: fault }
    return { root: 'action', body: { fault, status: old ? { state: 'failed' } : 'failed' } }
  }
}

export const operationFailed = (detail: string): EngineFault =>
  new EngineFault(409, 'Operation Failed', detail, true)
