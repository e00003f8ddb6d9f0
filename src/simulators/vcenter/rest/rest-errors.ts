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
  UNAUTHORIZED: 403,
  ALREADY_EXISTS: 400,
  CANCELED: 400,
  CONCURRENT_CHANGE: 409,
  RESOURCE_BUSY: 500,
  RESOURCE_INACCESSIBLE: 500,
  TIMED_OUT: 504,
  UNEXPECTED_INPUT: 400,
  UNSUPPORTED: 400,
} as const

export type RestErrorType = keyof typeof statuses

/** What a REST call fails with. */
export class RestError extends Error {
  readonly type: RestErrorType
  readonly id: string
  readonly args: readonly string[]
  /** Further facts, e.g. which path is wrong. */
  readonly data: object | undefined

  constructor(type: RestErrorType, id: string, message: string, args: readonly string[] = [], data?: object) {
    super(message)
    this.name = 'RestError'
    this.type = type
    this.id = id
    this.args = args
    this.data = data
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

export function errorBody(error: RestError): object {
  const messages = [{ id: error.id, default_message: error.message, args: error.args }]
  const challenge =
    error.type === 'UNAUTHENTICATED' ? { challenge: 'Basic realm="VAPI endpoint",SIGN realm="vc"' } : {}
  const data = error.data === undefined ? {} : { data: error.data }
  return { error_type: error.type, messages, ...challenge, ...data }
}

/** The reply for an error in the grain of `/api` or of `/rest`. */
export function errorReply(error: RestError, legacy: boolean): Response {
  // The older specification answers 400 where the newer one has 500.
  const status = statuses[error.type] === 500 && legacy ? 400 : statuses[error.type]
  const plain = errorBody(error)
  const body = legacy
    ? { type: `com.vmware.vapi.std.errors.${error.type.toLowerCase()}`, value: plain }
    : plain
  const headers = {
    'content-type': 'application/json',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="VAPI"' } : {}),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
