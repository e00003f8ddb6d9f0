import { Fault, type FaultKind } from '../../../../contract/fault.ts'
import { at, isRecord } from './tree.ts'

const kinds: Record<number, FaultKind> = {
  400: 'invalid-input',
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  406: 'unsupported',
  408: 'timeout',
  409: 'conflict',
  415: 'unsupported',
  501: 'unsupported',
  504: 'timeout',
}

/** The kind that an HTTP status stands for; codes that the engine does not document follow their class. */
export function kindOfStatus(status: number): FaultKind {
  const known = kinds[status]
  if (known !== undefined) return known
  if (status >= 500 || status === 429) return 'unavailable'
  return status >= 400 ? 'invalid-input' : 'protocol'
}

export interface EngineFault {
  reason?: string
  detail?: string
}

/**
 * The engine's own fault in a reply. Three shapes are known: `{fault:{reason,detail}}` of an action, the bare
 * fault, and `{error,error_description}` / `{error_code,error}` of the sign-on service.
 */
export function engineFaultIn(tree: unknown): EngineFault | undefined {
  const nested = at(tree, 'fault')
  const fault = isRecord(nested) ? nested : tree
  if (!isRecord(fault)) return undefined
  const reason = words(fault.reason) ?? words(fault.error)
  const detail = words(fault.detail) ?? words(fault.error_description)
  if (reason === undefined && detail === undefined) return undefined
  return { ...(reason === undefined ? {} : { reason }), ...(detail === undefined ? {} : { detail }) }
}

/** A failed reply as a `Fault`: the engine's words as message where it said any. `what` is `GET /api/vms`. */
export function faultOfReply(status: number, tree: unknown, what: string): Fault {
  const fault = engineFaultIn(tree)
  const message = fault?.detail ?? fault?.reason ?? defaultMessage(status, what)
  return new Fault({
    kind: kindOfStatus(status),
    message,
    code: fault?.reason ?? `HTTP ${status}`,
    ...(fault?.detail !== undefined && fault.reason !== undefined ? { causes: [fault.reason] } : {}),
  })
}

function defaultMessage(status: number, what: string): string {
  if (status === 401) return 'The engine no longer accepts this session (HTTP 401).'
  if (status === 403) return `The engine does not permit ${what} (HTTP 403).`
  if (status === 404) return `The engine does not know ${what} (HTTP 404).`
  if (status === 503) return 'The engine is starting or its service is stopped (HTTP 503).'
  return `The engine answered ${what} with HTTP ${status} and no explanation.`
}

/** Text without the brackets that the engine puts around its messages; undefined when there is none. */
function words(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1).trim() : text
  return inner === '' ? undefined : inner
}
