import { ref, type Snapshot, unescapeName, type Vm } from '../model/entities.ts'
import {
  consolidateDisks,
  createSnapshot,
  removeAllSnapshots,
  removeSnapshot,
  renameSnapshot,
  revertToCurrentSnapshot,
  revertToSnapshot,
} from '../operations/snapshots.ts'
import { type Call, flagOf, method, needText, textOf } from '../vim/method.ts'
import { byOf } from './by.ts'

function create(call: Call<Vm>, quiesce: boolean) {
  const { args, self } = call
  const task = createSnapshot(byOf(call), self, {
    name: unescapeName(needText(args, 'name')),
    description: textOf(args, 'description') ?? '',
    memory: flagOf(args, 'memory') ?? false,
    quiesce,
  })
  return ref(task)
}

const consolidating = ({ args }: Call<Vm>) => flagOf(args, 'consolidate') ?? true

export const vmSnapshotMethods = [
  method<Vm>(
    'VirtualMachine.CreateSnapshot_Task',
    'name string, description? string, memory boolean, quiesce boolean',
    'ref',
    (call) => create(call, flagOf(call.args, 'quiesce') ?? false),
  ),
  method<Vm>(
    'VirtualMachine.CreateSnapshotEx_Task',
    'name string, description? string, memory boolean, quiesceSpec? VirtualMachineGuestQuiesceSpec',
    'ref',
    (call) => create(call, call.args.quiesceSpec !== undefined),
  ),
  method<Vm>('VirtualMachine.RemoveAllSnapshots_Task', 'consolidate? boolean', 'ref', (call) =>
    ref(removeAllSnapshots(byOf(call), call.self, { consolidate: consolidating(call) })),
  ),
  method<Vm>(
    'VirtualMachine.RevertToCurrentSnapshot_Task',
    'host? ref, suppressPowerOn? boolean',
    'ref',
    (call) =>
      ref(revertToCurrentSnapshot(byOf(call), call.self, flagOf(call.args, 'suppressPowerOn') ?? false)),
  ),
  method<Vm>('VirtualMachine.ConsolidateVMDisks_Task', '', 'ref', (call) =>
    ref(consolidateDisks(byOf(call), call.self)),
  ),
  method<Snapshot>(
    'VirtualMachineSnapshot.RemoveSnapshot_Task',
    'removeChildren boolean, consolidate? boolean',
    'ref',
    (call) => {
      const children = flagOf(call.args, 'removeChildren') ?? false
      const consolidate = flagOf(call.args, 'consolidate') ?? true
      return ref(removeSnapshot(byOf(call), call.self, { children, consolidate }))
    },
  ),
  method<Snapshot>(
    'VirtualMachineSnapshot.RevertToSnapshot_Task',
    'host? ref, suppressPowerOn? boolean',
    'ref',
    (call) => ref(revertToSnapshot(byOf(call), call.self, flagOf(call.args, 'suppressPowerOn') ?? false)),
  ),
  method<Snapshot>(
    'VirtualMachineSnapshot.RenameSnapshot',
    'name? string, description? string',
    'void',
    (call) => {
      const name = textOf(call.args, 'name')
      const description = textOf(call.args, 'description')
      renameSnapshot(byOf(call), call.self, {
        name: name === undefined ? undefined : unescapeName(name),
        description,
      })
      return undefined
    },
  ),
]
