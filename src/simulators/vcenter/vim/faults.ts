import type { Data, Ref, Value } from './value.ts'

/** A fault of the vim model. `type` is without the `Fault` suffix that SOAP adds in `detail`. */
export class VimFault extends Error {
  readonly type: string
  readonly fields: Readonly<Record<string, Value>>

  constructor(type: string, message: string, fields: Readonly<Record<string, Value>> = {}) {
    super(message)
    this.name = 'VimFault'
    this.type = type
    this.fields = fields
  }
}

export function invalidLogin(): VimFault {
  return new VimFault('InvalidLogin', 'Cannot complete login due to an incorrect user name or password.')
}

export function notAuthenticated(object?: Ref): VimFault {
  return new VimFault('NotAuthenticated', 'The session is not authenticated.', {
    object,
    privilegeId: 'System.View',
  })
}

export function notFound(obj: Ref): VimFault {
  return new VimFault(
    'ManagedObjectNotFound',
    `The object 'vim.${obj.type}:${obj.value}' has already been deleted or has not been completely created`,
    { obj },
  )
}

export function methodNotFound(receiver: Ref, method: string): VimFault {
  return new VimFault('MethodNotFound', `Method ${method} is not available on vim.${receiver.type}.`, {
    receiver,
    method,
  })
}

export function invalidRequest(message: string): VimFault {
  return new VimFault('InvalidRequest', message)
}

export function invalidArgument(property: string): VimFault {
  return new VimFault('InvalidArgument', `A specified parameter was not correct: ${property}`, {
    invalidProperty: property,
  })
}

export function invalidPowerState(existingState: string, requestedState?: string): VimFault {
  return new VimFault(
    'InvalidPowerState',
    `The attempted operation cannot be performed in the current state (${existingState === 'poweredOn' ? 'Powered on' : existingState === 'suspended' ? 'Suspended' : 'Powered off'}).`,
    { requestedState, existingState },
  )
}

export function notSupported(message = 'The operation is not supported on the object.'): VimFault {
  return new VimFault('NotSupported', message)
}

export function invalidState(message = 'The operation is not allowed in the current state.'): VimFault {
  return new VimFault('InvalidState', message)
}

export function hostNotConnected(): VimFault {
  return new VimFault(
    'HostNotConnected',
    'Unable to communicate with the remote host, since it is disconnected.',
  )
}

export function toolsUnavailable(): VimFault {
  return new VimFault(
    'ToolsUnavailable',
    'Cannot complete operation because VMware Tools is not running in this virtual machine.',
  )
}

/** Something that was asked for by another name than a reference. */
export function notFoundHere(message: string): VimFault {
  return new VimFault('NotFound', message)
}

export function requestCanceled(): VimFault {
  return new VimFault('RequestCanceled', 'The task was canceled by a user.')
}

export function taskInProgress(task: Ref): VimFault {
  return new VimFault('TaskInProgress', 'Another task is already in progress.', { task })
}

export function duplicateName(name: string, object: Ref): VimFault {
  return new VimFault('DuplicateName', `The name '${name}' already exists.`, { name, object })
}

export function invalidName(name: string, entity?: Ref): VimFault {
  return new VimFault('InvalidName', `The name '${name}' is invalid.`, { name, entity })
}

/** `missing` are the privileges that the caller lacks on `object`. */
export function noPermission(object: Ref, missing: readonly string[]): VimFault {
  return new VimFault('NoPermission', 'Permission to perform this operation was denied.', {
    object,
    privilegeId: missing[0],
    missingPrivileges: [
      { _typeName: 'NoPermissionEntityPrivileges', entity: object, privilegeIds: [...missing] },
    ],
  })
}

/** A fault inside something else: what a task failed with, why a value is missing. */
export function localizedFault(fault: VimFault): Data {
  return {
    _typeName: 'LocalizedMethodFault',
    fault: { _typeName: fault.type, ...fault.fields },
    localizedMessage: fault.message,
  }
}
