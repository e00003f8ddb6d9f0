import { Fault, type FaultInfo, type FaultKind } from '../../../../contract/fault.ts'
import { RestError, VimError } from '../transport/faults.ts'
import { get, str } from '../wire/read.ts'

interface Rule {
  kind: FaultKind
  advice?: string
  field?: string
}

/** Faults of guest operations, by vim class and by REST error type. Source: vim `GuestOperationsFault`; REST guest processes. */
const rules: Readonly<Record<string, Rule>> = {
  InvalidGuestLogin: {
    kind: 'forbidden',
    field: 'auth.password',
    advice: 'Check user name and password of the guest itself. Your session with vCenter is not concerned.',
  },
  INVALID_GUEST_LOGIN: {
    kind: 'forbidden',
    field: 'auth.password',
    advice: 'Check user name and password of the guest itself. Your session with vCenter is not concerned.',
  },
  GuestPermissionDenied: {
    kind: 'forbidden',
    field: 'auth.userName',
    advice: 'This account of the guest may not do that. Use another one.',
  },
  GuestOperationsUnavailable: {
    kind: 'unavailable',
    advice: 'VMware Tools do not answer in this guest. Wait until it has started, or look at its tools.',
  },
  SERVICE_UNAVAILABLE: {
    kind: 'unavailable',
    advice: 'VMware Tools do not answer in this guest. Wait until it has started, or look at its tools.',
  },
  GuestComponentsOutOfDate: { kind: 'unsupported', advice: 'Upgrade VMware Tools in this guest.' },
  OperationNotSupportedByGuest: {
    kind: 'unsupported',
    advice: 'The tools of this guest cannot do that.',
  },
  OperationDisabledByGuest: {
    kind: 'unsupported',
    advice: 'Guest operations are switched off in the configuration of the tools in this guest.',
  },
  GuestProcessNotFound: {
    kind: 'not-found',
    advice: 'It has ended. The guest forgets what has ended after five minutes.',
  },
  InvalidPowerState: { kind: 'invalid-state', advice: 'Power the VM on first.' },
  NOT_ALLOWED_IN_CURRENT_STATE: { kind: 'invalid-state', advice: 'Power the VM on first.' },
  TaskInProgress: {
    kind: 'conflict',
    advice: 'Another operation works on this VM. Try again when it has ended.',
  },
  RESOURCE_BUSY: {
    kind: 'conflict',
    advice: 'Another operation works on this VM. Try again when it has ended.',
  },
  FileNotFound: { kind: 'not-found' },
  NotAFile: { kind: 'invalid-input' },
  NotADirectory: { kind: 'invalid-input' },
  DirectoryNotEmpty: { kind: 'conflict' },
  FileAlreadyExists: { kind: 'conflict', advice: 'Allow to overwrite it, or choose another name.' },
  CannotAccessFile: { kind: 'forbidden', advice: 'This account of the guest may not use it.' },
  UNAUTHORIZED: {
    kind: 'forbidden',
    advice:
      'Either this account of the guest may not use that path, or yours in vCenter lacks a privilege of guest operations.',
  },
  UNSUPPORTED: {
    kind: 'unsupported',
    advice: 'The tools of this guest cannot do that, or have it switched off.',
  },
  UNABLE_TO_ALLOCATE_RESOURCE: { kind: 'unavailable', advice: 'The program did not start in the guest.' },
}

/** Why REST calls a path an invalid argument, by the class of vim that says the same. */
const reasons: Readonly<Record<string, string>> = {
  FILE_NOT_FOUND: 'FileNotFound',
  NOT_A_FILE: 'NotAFile',
  NOT_A_DIRECTORY: 'NotADirectory',
  DIRECTORY_NOT_EMPTY: 'DirectoryNotEmpty',
}

/** Paths that a call gave, by the field that gave them. */
export type GivenPaths = Readonly<Record<string, string | undefined>>

/** A fault of a guest operation with its kind, its field and what to do, whatever API told of it. */
export function guestFault(error: unknown, given: GivenPaths = {}): unknown {
  if (!(error instanceof Fault)) return error
  const { code = '' } = error.info
  const file =
    error instanceof VimError
      ? str(get(error.vim.detail, 'file'))
      : error instanceof RestError
        ? str(get(error.data, 'file_path'))
        : undefined
  const reason = error instanceof RestError ? reasons[str(get(error.data, 'reason')) ?? ''] : undefined
  const argument = error instanceof VimError ? str(get(error.vim.detail, 'invalidProperty')) : undefined
  const rule = rules[reason ?? code]
  const field = rule?.field ?? fieldOf(error.info, file, argument, given)
  if (rule === undefined && field === undefined) return error
  const info: FaultInfo = {
    ...error.info,
    ...(rule === undefined ? {} : { kind: rule.kind }),
    ...(rule?.advice === undefined ? {} : { advice: rule.advice }),
    ...(field === undefined ? {} : { field }),
  }
  return new Fault(info, { cause: error })
}

function fieldOf(
  { message, code }: FaultInfo,
  file: string | undefined,
  argument: string | undefined,
  given: GivenPaths,
): string | undefined {
  if (/start_?minimized/i.test(argument ?? (code === 'INVALID_ARGUMENT' ? message : '')))
    return 'command.startMinimized'
  for (const [field, path] of Object.entries(given)) {
    if (
      path !== undefined &&
      path !== '' &&
      (file === path || (file === undefined && message.includes(path)))
    )
      return field
  }
  // REST create says UNAUTHORIZED of the path of the program, and may not name it.
  return code === 'UNAUTHORIZED' && given['command.path'] !== undefined ? 'command.path' : undefined
}
