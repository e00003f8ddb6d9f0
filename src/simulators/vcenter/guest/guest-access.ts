import type { Vm } from '../model/entities.ts'
import { need } from '../operations/placement.ts'
import type { By } from '../operations/start.ts'
import { invalidPowerState, VimFault } from '../vim/faults.ts'
import type { GuestAccount } from './accounts.ts'
import { GuestError } from './guest-error.ts'
import type { GuestMachine } from './guest-machine.ts'

/** As either API gives it. */
export interface GuestLogin {
  userName: string
  /** Absent with a SAML token, which guests here take for anything that names one of their users. */
  password: string | undefined
  interactive: boolean
}

export interface Inside {
  machine: GuestMachine
  account: GuestAccount
}

/** Lets a caller into a guest, or says with the vendor's fault why not. */
export function enterGuest(
  by: By,
  vm: Vm,
  login: GuestLogin,
  privilege: 'Query' | 'Modify' | 'Execute',
): Inside {
  need(by, vm, `VirtualMachine.GuestOperations.${privilege}`)
  const rule = by.world.guestFaults.take(vm.name)
  if (rule !== undefined) throw rule
  if (vm.power !== 'poweredOn') throw invalidPowerState(vm.power, 'poweredOn')
  if (vm.os.family === 'otherGuestFamily')
    throw new VimFault('OperationNotSupportedByGuest', 'The operation is not supported by the guest.')
  if (!vm.guestUp || vm.tools === 'none') {
    throw new VimFault('GuestOperationsUnavailable', 'The guest operations agent could not be contacted.')
  }
  const machine = by.world.guestMachines.of(vm)
  const { accounts, family } = machine.about
  const same = (name: string) =>
    family === 'windows' ? name.toLowerCase() === login.userName.toLowerCase() : name === login.userName
  const account = accounts.find(({ name }) => same(name))
  if (account === undefined || (login.password !== undefined && account.password !== login.password)) {
    throw new VimFault(
      'InvalidGuestLogin',
      'Failed to authenticate with the guest operating system using the supplied credentials.',
    )
  }
  if (login.interactive && !account.admin) {
    throw new VimFault(
      'GuestPermissionDenied',
      'The user is not logged on to the desktop of the guest operating system.',
    )
  }
  return { machine, account }
}

/** Tells what a guest refuses as the vim API does. */
export async function asVimFaults<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof GuestError)) throw error
    throw vimFaultOf(error)
  }
}

function vimFaultOf({ code, message, path }: GuestError): VimFault {
  switch (code) {
    case 'InvalidGuestLogin':
    case 'GuestPermissionDenied':
      return new VimFault(code, message)
    case 'GuestProcessNotFound':
      return new VimFault(code, message, { pid: Number(/\d+/.exec(message)?.[0] ?? 0) })
    case 'ProgramNotStarted':
      return new VimFault('SystemError', message, { reason: message })
    default:
      return new VimFault(code, message, { file: path ?? '' })
  }
}

/** Faults that tests wait for: the next call into a guest gets them. */
export class GuestFaults {
  private readonly rules: { vm: string; fault: VimFault; times: number }[] = []

  add(vm: string, fault: VimFault, times: number): void {
    this.rules.push({ vm, fault, times })
  }

  take(vm: string): VimFault | undefined {
    const rule = this.rules.find((one) => one.vm === vm && one.times > 0)
    if (rule === undefined) return undefined
    rule.times -= 1
    return rule.fault
  }
}
