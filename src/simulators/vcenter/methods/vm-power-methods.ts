import { ref, type Vm } from '../model/entities.ts'
import { askGuest, powerOff, powerOn, reset, suspend } from '../operations/power.ts'
import type { Call } from '../vim/method.ts'
import { method } from '../vim/method.ts'
import { byOf } from './by.ts'
import { hostAt } from './read-specs.ts'

const guest = (what: Parameters<typeof askGuest>[2]) => (call: Call<Vm>) => {
  askGuest(byOf(call), call.self, what)
  return undefined
}

export const vmPowerMethods = [
  method<Vm>('VirtualMachine.PowerOnVM_Task', 'host? ref', 'ref', (call) =>
    ref(powerOn(byOf(call), call.self, hostAt(call.world, call.args, 'host'))),
  ),
  method<Vm>('VirtualMachine.PowerOffVM_Task', '', 'ref', (call) => ref(powerOff(byOf(call), call.self))),
  method<Vm>('VirtualMachine.SuspendVM_Task', '', 'ref', (call) => ref(suspend(byOf(call), call.self))),
  method<Vm>('VirtualMachine.ResetVM_Task', '', 'ref', (call) => ref(reset(byOf(call), call.self))),
  method<Vm>('VirtualMachine.ShutdownGuest', '', 'void', guest('shutdownGuest')),
  method<Vm>('VirtualMachine.RebootGuest', '', 'void', guest('rebootGuest')),
  method<Vm>('VirtualMachine.StandbyGuest', '', 'void', guest('standbyGuest')),
]
