import { type PowerState, ref, unescapeName, type Vm } from '../model/entities.ts'
import { clone } from '../operations/clone.ts'
import { customize, readCustomization } from '../operations/customize.ts'
import { destroy, markAsTemplate, markAsVm, rename, unregister } from '../operations/lifecycle.ts'
import { migrate, relocate } from '../operations/move.ts'
import { reconfigure } from '../operations/reconfigure.ts'
import { invalidArgument, notSupported, VimFault } from '../vim/faults.ts'
import { type Call, method, needText, textOf } from '../vim/method.ts'
import { isData } from '../vim/value.ts'
import { byOf } from './by.ts'
import { hostAt, poolAt, readCloneOrder, readRelocation } from './read-specs.ts'

const priorities = ['lowPriority', 'highPriority', 'defaultPriority']
const states = ['poweredOn', 'poweredOff', 'suspended']

/** An enumeration's value; the codecs take any text. */
function oneOf(call: Call<Vm>, name: string, among: readonly string[]): string | undefined {
  const value = textOf(call.args, name)
  if (value !== undefined && !among.includes(value)) throw invalidArgument(name)
  return value
}

function dataAt(call: Call<Vm>, name: string) {
  const value = call.args[name]
  if (!isData(value)) throw invalidArgument(name)
  return value
}

/** Of all managed entities only virtual machines can be renamed and destroyed here. */
function onlyVms(call: Call<Vm>): Vm {
  if (call.self.type !== 'VirtualMachine') throw notSupported()
  return call.self
}

export const vmChangeMethods = [
  method<Vm>(
    'VirtualMachine.MigrateVM_Task',
    'pool? ref, host? ref, priority VirtualMachineMovePriority, state? VirtualMachinePowerState',
    'ref',
    (call) => {
      const { world, args } = call
      oneOf(call, 'priority', priorities)
      // Checked: one of the power states.
      const state = oneOf(call, 'state', states) as PowerState | undefined
      const host = hostAt(world, args, 'host')
      return ref(migrate(byOf(call), call.self, { host, pool: poolAt(world, args, 'pool'), state }))
    },
  ),
  method<Vm>(
    'VirtualMachine.RelocateVM_Task',
    'spec VirtualMachineRelocateSpec, priority? VirtualMachineMovePriority',
    'ref',
    (call) => {
      oneOf(call, 'priority', priorities)
      const by = byOf(call)
      return ref(relocate(by, call.self, readRelocation(by, call.self, call.args.spec)))
    },
  ),
  method<Vm>(
    'VirtualMachine.CloneVM_Task',
    'folder ref, name string, spec VirtualMachineCloneSpec',
    'ref',
    (call) => {
      const order = readCloneOrder(call.world, call.args, unescapeName(needText(call.args, 'name')))
      return ref(clone(byOf(call), call.self, order))
    },
  ),
  method<Vm>('VirtualMachine.ReconfigVM_Task', 'spec VirtualMachineConfigSpec', 'ref', (call) =>
    ref(reconfigure(byOf(call), call.self, dataAt(call, 'spec'))),
  ),
  method<Vm>('VirtualMachine.CustomizeVM_Task', 'spec CustomizationSpec', 'ref', (call) =>
    ref(customize(byOf(call), call.self, dataAt(call, 'spec'))),
  ),
  method<Vm>('VirtualMachine.CheckCustomizationSpec', 'spec CustomizationSpec', 'void', (call) => {
    const result = readCustomization(dataAt(call, 'spec'), call.self)
    if (result instanceof VimFault) throw result
    return undefined
  }),
  method<Vm>('ManagedEntity.Rename_Task', 'newName string', 'ref', (call) =>
    ref(rename(byOf(call), onlyVms(call), unescapeName(needText(call.args, 'newName')))),
  ),
  method<Vm>('ManagedEntity.Destroy_Task', '', 'ref', (call) => ref(destroy(byOf(call), onlyVms(call)))),
  method<Vm>('VirtualMachine.UnregisterVM', '', 'void', (call) => {
    unregister(byOf(call), call.self)
    return undefined
  }),
  method<Vm>('VirtualMachine.MarkAsTemplate', '', 'void', (call) => {
    markAsTemplate(byOf(call), call.self)
    return undefined
  }),
  method<Vm>('VirtualMachine.MarkAsVirtualMachine', 'pool ref, host? ref', 'void', (call) => {
    const { world, args } = call
    const pool = poolAt(world, args, 'pool')
    if (pool === undefined) throw invalidArgument('pool')
    markAsVm(byOf(call), call.self, pool, hostAt(world, args, 'host'))
    return undefined
  }),
]
