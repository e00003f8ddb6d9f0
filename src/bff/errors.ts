import { ORPCError, ValidationError } from '@orpc/server'
import { Fault, type FaultInfo, httpStatusOf } from '../contract/fault.ts'

/** A fault as the API's error: code `FAULT`, the kind's HTTP status, `FaultInfo` as data. */
function faultError(info: FaultInfo, cause?: unknown): ORPCError<'FAULT', FaultInfo> {
  return new ORPCError('FAULT', {
    status: httpStatusOf[info.kind],
    message: info.message,
    data: info,
    cause,
  })
}

/**
 * The error that a browser gets for anything thrown. What Gantry did not expect says nothing of itself but
 * the request id, under which the log has the rest.
 */
export function publicError(
  error: unknown,
  requestId: string,
): { error: ORPCError<string, unknown>; unexpected: boolean } {
  if (error instanceof Fault) return { error: faultError(error.info, error), unexpected: false }
  if (error instanceof ORPCError) {
    if (error.code === 'FAULT') return { error, unexpected: false }
    if (error.status < 500) return { error: inputError(error), unexpected: false }
  }
  const hidden = new ORPCError('INTERNAL_SERVER_ERROR', {
    message: `Gantry failed at this request. Its log has the reason under the request id ${requestId}.`,
    data: { requestId },
    cause: error,
  })
  return { error: hidden, unexpected: true }
}

function inputError(error: ORPCError<string, unknown>): ORPCError<'FAULT', FaultInfo> {
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined
  if (issue === undefined) return faultError({ kind: 'invalid-input', message: error.message }, error)
  const field = (issue.path ?? [])
    .map((step) => String(typeof step === 'object' ? step.key : step))
    .join('.')
    .replace(wrapper, '')
  return faultError(
    { kind: 'invalid-input', message: issue.message, ...(field === '' ? {} : { field }) },
    error,
  )
}

/** What forms call their fields begins below these. */
const wrapper = /^(action|order)\./

/** The JSON body of an error, whatever route it comes from. */
export function errorBody(error: ORPCError<string, unknown>): object {
  // The contract names FAULT without a status, because the status follows the kind: say here that it is defined.
  return { ...error.toJSON(), defined: error.code === 'FAULT' }
}

/** A fault as a whole reply, for routes outside the procedures. */
export function faultResponse(info: FaultInfo, status?: number): Response {
  const error = faultError(info)
  return Response.json(
    { ...errorBody(error), status: status ?? error.status },
    { status: status ?? error.status },
  )
}
