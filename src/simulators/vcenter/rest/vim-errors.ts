import { VimFault } from '../vim/faults.ts'
import { isA } from '../vim/schema.ts'
import { isRef } from '../vim/value.ts'
import { RestError, type RestErrorType } from './rest-errors.ts'

/** Which error of REST stands for a fault of the service behind it; the first that fits. */
const table: readonly (readonly [fault: string, error: RestErrorType])[] = [
  ['ManagedObjectNotFound', 'NOT_FOUND'],
  ['NotFound', 'NOT_FOUND'],
  ['NotAuthenticated', 'UNAUTHENTICATED'],
  ['NoPermission', 'UNAUTHORIZED'],
  ['DuplicateName', 'ALREADY_EXISTS'],
  ['InvalidName', 'INVALID_ARGUMENT'],
  ['InvalidArgument', 'INVALID_ARGUMENT'],
  ['InaccessibleDatastore', 'RESOURCE_INACCESSIBLE'],
  ['InvalidDatastore', 'INVALID_ARGUMENT'],
  ['HostCommunication', 'RESOURCE_INACCESSIBLE'],
  ['InvalidHostState', 'RESOURCE_INACCESSIBLE'],
  ['NoActiveHostInCluster', 'UNABLE_TO_ALLOCATE_RESOURCE'],
  ['InsufficientResourcesFault', 'UNABLE_TO_ALLOCATE_RESOURCE'],
  ['NoDiskSpace', 'UNABLE_TO_ALLOCATE_RESOURCE'],
  ['TaskInProgress', 'RESOURCE_BUSY'],
  ['ConcurrentAccess', 'CONCURRENT_CHANGE'],
  ['ToolsUnavailable', 'SERVICE_UNAVAILABLE'],
  ['GuestProcessNotFound', 'NOT_FOUND'],
  ['InvalidGuestLogin', 'UNAUTHENTICATED'],
  ['GuestPermissionDenied', 'UNAUTHORIZED'],
  ['GuestOperationsUnavailable', 'SERVICE_UNAVAILABLE'],
  ['GuestOperationsFault', 'UNSUPPORTED'],
  ['CannotAccessFile', 'UNAUTHORIZED'],
  ['FileAlreadyExists', 'ALREADY_EXISTS'],
  ['NotADirectory', 'INVALID_ARGUMENT'],
  ['NotAFile', 'INVALID_ARGUMENT'],
  ['FileNotFound', 'INVALID_ARGUMENT'],
  ['DirectoryNotEmpty', 'INVALID_ARGUMENT'],
  ['InvalidState', 'NOT_ALLOWED_IN_CURRENT_STATE'],
  ['NotSupported', 'UNSUPPORTED'],
  ['RequestCanceled', 'CANCELED'],
  ['CustomizationFault', 'INVALID_ARGUMENT'],
  ['Timedout', 'TIMED_OUT'],
]

/** What REST says of a path that is wrong. */
const fileReasons: Readonly<Record<string, string>> = {
  FileNotFound: 'FILE_NOT_FOUND',
  NotAFile: 'NOT_A_FILE',
  NotADirectory: 'NOT_A_DIRECTORY',
  DirectoryNotEmpty: 'DIRECTORY_NOT_EMPTY',
}

/** The fault as REST tells it. */
export function restErrorOf(fault: VimFault): RestError {
  const type = table.find(([name]) => isA(fault.type, name))?.[1] ?? 'ERROR'
  const { object, obj } = fault.fields
  const about = isRef(object) ? object : isRef(obj) ? obj : undefined
  const id = `com.vmware.api.vcenter.vm.${type.toLowerCase()}`
  const reason = fileReasons[fault.type]
  const { file } = fault.fields
  const data = reason === undefined ? undefined : { reason, file_path: file }
  return new RestError(type, id, fault.message, about === undefined ? [] : [about.value], data)
}

/** Throws as RestError what `action` throws as VimFault. */
export async function withRestErrors<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof VimFault) throw restErrorOf(error)
    throw error
  }
}
