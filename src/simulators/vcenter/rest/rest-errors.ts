/** Status by error type, as the `/api` specification has it. */
const statuses = {
  ALREADY_IN_DESIRED_STATE: 400,
  INVALID_ARGUMENT: 400,
  NOT_ALLOWED_IN_CURRENT_STATE: 400,
  UNABLE_TO_ALLOCATE_RESOURCE: 500,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  OPERATION_NOT_FOUND: 404,
  SERVICE_UNAVAILABLE: 503,
  ERROR: 500,
} as const

export type RestErrorType = keyof typeof statuses

/** What a REST call fails with. */
export class RestError extends Error {
  readonly type: RestErrorType
  readonly id: string
  readonly args: readonly string[]

  constructor(type: RestErrorType, id: string, message: string, args: readonly string[] = []) {
    super(message)
    this.name = 'RestError'
    this.type = type
    this.id = id
    this.args = args
  }
}

export function unauthenticated(): RestError {
  return new RestError(
    'UNAUTHENTICATED',
    'com.vmware.vapi.endpoint.method.authentication.required',
    'Authentication required.',
  )
}

export function unknownUrl(): RestError {
  return new RestError('NOT_FOUND', 'com.vmware.vapi.rest.httpNotFound', 'Not found.')
}

export function noSuchObject(kind: string, id: string): RestError {
  return new RestError(
    'NOT_FOUND',
    `com.vmware.api.vcenter.${kind}.not_found`,
    `${kind} with identifier '${id}' does not exist.`,
    [id, kind],
  )
}

/** The reply for an error in the grain of `/api` or of `/rest`. */
export function errorReply(error: RestError, legacy: boolean): Response {
  const messages = [{ id: error.id, default_message: error.message, args: error.args }]
  // The older specification answers 400 where the newer one has 500.
  const status = statuses[error.type] === 500 && legacy ? 400 : statuses[error.type]
  const challenge =
    error.type === 'UNAUTHENTICATED' ? { challenge: 'Basic realm="VAPI endpoint",SIGN realm="vc"' } : {}
  const body = legacy
    ? {
        type: `com.vmware.vapi.std.errors.${error.type.toLowerCase()}`,
        value: { error_type: error.type, messages, ...challenge },
      }
    : { error_type: error.type, messages, ...challenge }
  const headers = {
    'content-type': 'application/json',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="VAPI"' } : {}),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
