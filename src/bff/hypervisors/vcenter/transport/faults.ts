import { Fault, type FaultInfo, type FaultKind } from '../../../../contract/fault.ts'
import { at, get, list, ref, str, typeName } from '../wire/read.ts'
import type { Decoded } from './values.ts'

/** A vim fault as both codecs tell it. */
export interface VimFault {
  /** Name of the fault's class, e.g. `InvalidLogin`. */
  type: string
  message: string | undefined
  /** Fields of the fault. */
  detail: Decoded
  causes: string[]
}

const kinds: Record<string, FaultKind> = {
  InvalidLogin: 'auth',
  NotAuthenticated: 'auth',
  NoClientCertificate: 'auth',
  PasswordExpired: 'auth',
  NoPermission: 'forbidden',
  SecurityError: 'forbidden',
  RestrictedVersion: 'forbidden',
  ManagedObjectNotFound: 'not-found',
  NotFound: 'not-found',
  FileNotFound: 'not-found',
  DuplicateName: 'conflict',
  AlreadyExists: 'conflict',
  FileAlreadyExists: 'conflict',
  ConcurrentAccess: 'conflict',
  ResourceInUse: 'conflict',
  TaskInProgress: 'conflict',
  RequestCanceled: 'conflict',
  InvalidArgument: 'invalid-input',
  InvalidName: 'invalid-input',
  InvalidProperty: 'invalid-input',
  InvalidRequest: 'invalid-input',
  InvalidType: 'invalid-input',
  NotSupported: 'unsupported',
  NotImplemented: 'unsupported',
  MethodNotFound: 'unsupported',
  HostCommunication: 'unavailable',
  HostNotConnected: 'unavailable',
  HostNotReachable: 'unavailable',
  SystemError: 'unavailable',
  Timedout: 'timeout',
  VersionMismatchFaultCode: 'protocol',
}

/** Sentences for faults that a system may send without any of its own. */
const sentences: Record<string, string> = {
  InvalidLogin: 'Cannot complete login due to an incorrect user name or password.',
  NotAuthenticated: 'The session is not authenticated.',
  NoPermission: 'Permission to perform this operation was denied.',
  ManagedObjectNotFound: 'The object has already been deleted or has not been completely created.',
}

/** The contract's fault for a vim fault. A class that is not in the table means: not possible as things are. */
export function vimFaultToFault(fault: VimFault, system: string): Fault {
  const info: FaultInfo = {
    kind: kinds[fault.type] ?? 'invalid-state',
    system,
    code: fault.type,
    message: fault.message ?? sentences[fault.type] ?? `The system refused: ${fault.type}.`,
  }
  const privilege = str(get(fault.detail, 'privilegeId'))
  const causes = [...fault.causes]
  if (privilege !== undefined) causes.push(`Missing privilege: ${privilege}`)
  if (causes.length > 0) info.causes = causes
  return new VimError(info, fault)
}

/** A `Fault` that still knows the fields of the vim fault, for recovery rules. */
export class VimError extends Fault {
  readonly vim: VimFault

  constructor(info: FaultInfo, vim: VimFault) {
    super(info)
    this.vim = vim
  }
}

/** The fault of a SOAP envelope's body, if it holds one. */
export function soapFault(body: Decoded): VimFault | undefined {
  const fault = get(body, 'Fault')
  if (fault === undefined) return undefined
  const holder = get(fault, 'detail')
  const details: [string, Decoded][] =
    typeof holder === 'object' && holder !== null ? Object.entries(holder) : []
  const [element, detail] = details.find(([name]) => name !== '_typeName') ?? []
  const code = str(get(fault, 'faultcode'))?.replace(/^.*:/, '')
  const type = typeName(detail) ?? element?.replace(/Fault$/, '') ?? code ?? 'Fault'
  return { type, message: str(get(fault, 'faultstring')), detail, causes: causesOf(detail) }
}

/** The fault in a VI JSON error body. QUIRK(vcenter 8.0): `faultstring` is sent though it is not in the schema. */
export function jsonFault(body: Decoded): VimFault | undefined {
  const type = typeName(body)
  if (type === undefined) return undefined
  return {
    type,
    message: str(get(body, 'faultstring')) ?? faultMessages(body)[0],
    detail: body,
    causes: causesOf(body),
  }
}

/**
 * A fault inside a value (`missingSet`, `TaskInfo.error`): SOAP wraps it in `LocalizedMethodFault`, VI JSON
 * holds it bare.
 */
export function nestedFault(value: Decoded): VimFault | undefined {
  const wrapped = get(value, 'fault')
  const fault = wrapped === undefined ? value : wrapped
  const type = typeName(fault)
  if (type === undefined) return undefined
  const message =
    str(get(value, 'localizedMessage')) ?? str(get(fault, 'faultstring')) ?? faultMessages(fault)[0]
  return { type, message, detail: fault, causes: causesOf(fault) }
}

function faultMessages(fault: Decoded): string[] {
  return list(get(fault, 'faultMessage')).flatMap((item) => str(get(item, 'message')) ?? [])
}

function causesOf(fault: Decoded): string[] {
  const causes = faultMessages(fault)
  let cause = get(fault, 'faultCause')
  for (let depth = 0; cause !== undefined && depth < 5; depth += 1) {
    const text =
      str(get(cause, 'localizedMessage')) ??
      str(get(cause, 'faultstring')) ??
      typeName(get(cause, 'fault') ?? cause)
    if (text !== undefined) causes.push(text)
    cause = at(cause, 'fault', 'faultCause') ?? get(cause, 'faultCause')
  }
  return [...new Set(causes)]
}

/** Whether a `ManagedObjectNotFound` names something that lives in the session: a view, filter or collector. */
export function namesSessionObject(fault: VimFault): boolean {
  const gone = ref(get(fault.detail, 'obj'))
  return gone === undefined || gone.value.startsWith('session[') || /Collector|View|Filter/.test(gone.type)
}

const restKinds: Record<string, FaultKind> = {
  UNAUTHENTICATED: 'auth',
  UNAUTHORIZED: 'forbidden',
  NOT_FOUND: 'not-found',
  ALREADY_EXISTS: 'conflict',
  CONCURRENT_CHANGE: 'conflict',
  FEATURE_IN_USE: 'conflict',
  RESOURCE_BUSY: 'conflict',
  RESOURCE_IN_USE: 'conflict',
  ALREADY_IN_DESIRED_STATE: 'invalid-state',
  NOT_ALLOWED_IN_CURRENT_STATE: 'invalid-state',
  CANCELED: 'conflict',
  INVALID_ARGUMENT: 'invalid-input',
  INVALID_ELEMENT_CONFIGURATION: 'invalid-input',
  INVALID_ELEMENT_TYPE: 'invalid-input',
  INVALID_REQUEST: 'invalid-input',
  UNEXPECTED_INPUT: 'invalid-input',
  OPERATION_NOT_FOUND: 'unsupported',
  UNSUPPORTED: 'unsupported',
  TIMED_OUT: 'timeout',
  SERVICE_UNAVAILABLE: 'unavailable',
  RESOURCE_INACCESSIBLE: 'unavailable',
  INTERNAL_SERVER_ERROR: 'unavailable',
  // 500 in one dialect, 400 in the other.
  ERROR: 'unavailable',
  UNABLE_TO_ALLOCATE_RESOURCE: 'unavailable',
  UNVERIFIED_PEER: 'unavailable',
}

const restStatusKinds: Record<number, FaultKind> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  501: 'unsupported',
  503: 'unavailable',
  504: 'timeout',
}

/**
 * The fault in a REST error body. The type decides, not the status, which differs between the dialects and
 * their documents; a body without one (vcsim sends empty ones) falls back on the status.
 */
export function restFault(status: number, body: Decoded, system: string): Fault {
  const inner = get(body, 'value') ?? body
  const named = str(get(inner, 'error_type')) ?? str(get(body, 'type'))?.replace(/^.*\./, '').toUpperCase()
  const messages = list(get(inner, 'messages'))
  const texts = messages.flatMap((item) => str(get(item, 'default_message')) ?? [])
  const ids = messages.flatMap((item) => str(get(item, 'id')) ?? [])
  // QUIRK(vcenter 7.0, 8.0): an unknown URL is a NOT_FOUND too, told apart by the id of its message only.
  const unknownUrl =
    status === 404 && (named === undefined || ids.includes('com.vmware.vapi.rest.httpNotFound'))
  const info: FaultInfo = {
    kind: unknownUrl
      ? 'unsupported'
      : (restKinds[named ?? ''] ??
        restStatusKinds[status] ??
        (status >= 500 ? 'unavailable' : 'invalid-state')),
    system,
    code: named ?? String(status),
    message: texts[0] ?? `The REST API answered HTTP ${status}.`,
    ...(texts.length > 1 ? { causes: texts.slice(1) } : {}),
  }
  return new RestError(info, get(inner, 'data'))
}

/** A `Fault` that still knows what the REST error says besides its words. */
export class RestError extends Fault {
  readonly data: Decoded

  constructor(info: FaultInfo, data: Decoded) {
    super(info)
    this.data = data
  }
}
