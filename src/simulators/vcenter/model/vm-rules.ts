import {
  hostNotConnected,
  invalidPowerState,
  invalidState,
  notFoundHere,
  notSupported,
  toolsUnavailable,
  type VimFault,
} from '../vim/faults.ts'
import type { Vm } from './entities.ts'
import { type Operation, type OperationName, operationOf, operations } from './operations.ts'

/** The fault for an operation that this kind of object never allows; undefined when it does. */
export function unsupported(vm: Vm, operation: OperationName): VimFault | undefined {
  const { templates } = operationOf(operation)
  const fits = vm.template ? templates !== undefined : templates !== 'only'
  return fits ? undefined : notSupported()
}

/** The fault for an operation that the VM refuses in its present state; undefined when it works. */
export function refusal(vm: Vm, operation: OperationName): VimFault | undefined {
  const rule = operationOf(operation)
  if (vm.connection !== 'connected' && rule.blind !== true) {
    return vm.connection === 'disconnected' ? hostNotConnected() : invalidState()
  }
  if (rule.power !== undefined && !rule.power.among.includes(vm.power)) {
    return invalidPowerState(vm.power, rule.power.requested)
  }
  if (rule.tools === true && !vm.guestUp) return toolsUnavailable()
  if (
    rule.needs === 'snapshot' &&
    operation === 'revertToCurrentSnapshot' &&
    vm.currentSnapshot === undefined
  ) {
    return notFoundHere('The virtual machine has no current snapshot.')
  }
  return undefined
}

function disabled(vm: Vm, name: OperationName, rule: Operation): boolean {
  if (unsupported(vm, name) !== undefined || refusal(vm, name) !== undefined) return true
  if (rule.needs === 'snapshot') return vm.rootSnapshots.length === 0
  return rule.needs === 'question' && vm.question === undefined
}

/** Never possible here: no fault tolerance, no record and replay. */
const never = [
  'AcquireMksTicket',
  'MakePrimaryVM_Task',
  'TerminateFaultTolerantVM_Task',
  'StartRecording_Task',
  'StopRecording_Task',
  'StartReplaying_Task',
  'StopReplaying_Task',
]

const lists = new Map<string, readonly string[]>()

/** Methods that the VM refuses in its present state, whatever the caller may do. Lists are shared. */
export function disabledMethods(vm: Vm): readonly string[] {
  const key = `${vm.template} ${vm.connection} ${vm.power} ${vm.guestUp} ${vm.question !== undefined} ${vm.rootSnapshots.length > 0} ${vm.currentSnapshot !== undefined}`
  let list = lists.get(key)
  if (list === undefined) {
    const names = Object.keys(operations) as OperationName[]
    list = [
      ...never,
      ...names.flatMap((name) => {
        const rule = operationOf(name)
        if (!disabled(vm, name, rule)) return []
        return rule.twin === undefined ? [rule.name] : [rule.name, rule.twin]
      }),
    ]
    lists.set(key, list)
  }
  return list
}
