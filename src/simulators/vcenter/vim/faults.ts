import type { Ref, Value } from './value.ts'

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
