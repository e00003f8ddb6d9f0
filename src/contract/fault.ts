import { z } from 'zod'

/** The closed set of ways in which a request to a system can go wrong. */
export const faultKinds = [
  'auth',
  'forbidden',
  'not-found',
  'conflict',
  'invalid-state',
  'invalid-input',
  'unsupported',
  'unavailable',
  'timeout',
  'protocol',
] as const

export const faultKindSchema = z.enum(faultKinds)
export type FaultKind = z.infer<typeof faultKindSchema>

/** What the browser learns of a fault. `message` is the hypervisor's own sentence wherever there is one. */
export const faultInfoSchema = z.object({
  kind: faultKindSchema,
  message: z.string(),
  /** The hypervisor's own name of the fault, e.g. `InvalidLogin`, `NOT_FOUND`, HTTP `409`. */
  code: z.string().optional(),
  /** Name of the input field that the system blames, e.g. `password`. */
  field: z.string().optional(),
  /** Id of the system that raised it. */
  system: z.string().optional(),
  /** What the admin can do about it. */
  advice: z.string().optional(),
  /** Further messages, outermost first. */
  causes: z.array(z.string()).optional(),
})
export type FaultInfo = z.infer<typeof faultInfoSchema>

/** The one error type of the BFF and its adapters. */
export class Fault extends Error {
  readonly info: FaultInfo

  constructor(info: FaultInfo, options?: ErrorOptions) {
    super(info.message, options)
    this.name = 'Fault'
    this.info = info
  }

  get kind(): FaultKind {
    return this.info.kind
  }
}

/** HTTP status of each kind. `auth` towards a system is 401 for that system only, never for the whole page. */
export const httpStatusOf: Record<FaultKind, number> = {
  auth: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'invalid-state': 409,
  'invalid-input': 422,
  unsupported: 501,
  unavailable: 503,
  timeout: 504,
  protocol: 502,
}

/** Default advice where neither system nor adapter gave any. */
export const adviceOf: Record<FaultKind, string> = {
  auth: 'Sign in to this system again.',
  forbidden: 'Ask the administrator of this system for the missing permission.',
  'not-found': 'It may have been removed or moved. Check the inventory.',
  conflict: 'Something else changed or uses this object. Refresh and try again.',
  'invalid-state': 'Check the current state of the object and try again.',
  'invalid-input': 'Correct the marked field and try again.',
  unsupported: 'This system cannot do that. See its page for what it supports.',
  unavailable: 'Check that the system is up and reachable from the Gantry server. Gantry keeps trying.',
  timeout: 'The system is slow or not reachable. Gantry keeps trying.',
  protocol: 'The reply was not understood. Check that the URL and kind of this system are right.',
}

/** Any thrown value as a fault; unknown errors become kind `protocol` and keep their cause. */
export function toFault(error: unknown, system?: string): Fault {
  if (error instanceof Fault) {
    if (system === undefined || error.info.system !== undefined) return error
    return new Fault({ ...error.info, system }, { cause: error })
  }
  const message = error instanceof Error ? error.message : String(error)
  return new Fault(
    { kind: 'protocol', message, ...(system === undefined ? {} : { system }) },
    { cause: error },
  )
}
