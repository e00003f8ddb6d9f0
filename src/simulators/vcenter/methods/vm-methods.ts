import type { Actor } from '../model/actions.ts'
import { ref, type Snapshot, unescapeName, type Vm } from '../model/entities.ts'
import { invalidArgument, invalidPowerState, VimFault } from '../vim/faults.ts'
import { type Call, flagOf, method, needText, textOf } from '../vim/method.ts'
import type { Ref } from '../vim/value.ts'

/** Simulated ms that each operation takes. */
const durations = {
  powerOn: 3_000,
  powerOff: 2_000,
  suspend: 6_000,
  reset: 2_000,
  rename: 500,
  createSnapshot: 5_000,
  removeSnapshot: 6_000,
  removeAllSnapshots: 8_000,
  revertToSnapshot: 6_000,
} as const

type Operation = keyof typeof durations

/**
 * Starts a task on a VM. `refuse` says why it cannot be done in the present state, which the task then fails
 * with at once, as vCenter does.
 */
function start<T extends Vm | Snapshot>(
  call: Call<T>,
  vm: Vm,
  operation: Operation,
  work: { refuse?: VimFault | undefined; finish: (actor: Required<Actor>) => Ref | undefined },
): Ref {
  const { world, session } = call
  if (vm.busy !== undefined) {
    throw new VimFault('TaskInProgress', 'Another task is already in progress.', {
      task: { type: 'Task', value: vm.busy },
    })
  }
  const actor = { user: session.userName, chain: world.events.chain() }
  const prefix = call.self.type === 'VirtualMachine' ? 'VirtualMachine' : 'vm.Snapshot'
  const task = world.tasks.start({
    descriptionId: `${prefix}.${operation === 'removeSnapshot' ? 'remove' : operation}`,
    entity: vm,
    ...actor,
    ms: work.refuse === undefined ? durations[operation] : 0,
    finish: () => {
      vm.busy = undefined
      return work.finish(actor)
    },
  })
  if (work.refuse !== undefined) world.tasks.fail(task, work.refuse)
  else vm.busy = task.id
  return ref(task)
}

/** Why a power operation is out of the question, whatever the power state. */
function refusal(vm: Vm): VimFault | undefined {
  if (vm.template) return new VimFault('NotSupported', 'The operation is not supported on the object.')
  if (vm.connection !== 'connected') {
    return new VimFault('InvalidState', 'The operation is not allowed in the current state.')
  }
  return undefined
}

function power(
  operation: 'powerOn' | 'powerOff' | 'suspend' | 'reset',
  wrong: (vm: Vm) => VimFault | undefined,
  finish: (call: Call<Vm>, actor: Actor) => void,
) {
  return (call: Call<Vm>): Ref =>
    start(call, call.self, operation, {
      refuse: refusal(call.self) ?? wrong(call.self),
      finish: (actor) => {
        finish(call, actor)
        return undefined
      },
    })
}

/** Guest operations return no task: they fail at once, or happen a little later. */
function askGuest(call: Call<Vm>, ms: number, later: (actor: Actor) => void): undefined {
  const { self: vm, world, session } = call
  const refuse = refusal(vm)
  if (refuse !== undefined) throw refuse
  if (vm.power !== 'poweredOn') throw invalidPowerState(vm.power, 'poweredOn')
  if (!vm.guestUp) {
    throw new VimFault(
      'ToolsUnavailable',
      'Cannot complete operation because VMware Tools is not running in this virtual machine.',
    )
  }
  world.estate.timers.after(ms, () => {
    if (vm.power === 'poweredOn') later({ user: session.userName })
  })
  return undefined
}

const mustRun = (vm: Vm) => (vm.power === 'poweredOn' ? undefined : invalidPowerState(vm.power, 'poweredOn'))

export const vmMethods = [
  method<Vm>(
    'VirtualMachine.PowerOnVM_Task',
    'host? ref',
    'ref',
    power(
      'powerOn',
      (vm) => (vm.power === 'poweredOn' ? invalidPowerState(vm.power, 'poweredOff') : undefined),
      ({ world, self }, actor) => world.actions.powerOn(self, actor),
    ),
  ),
  method<Vm>(
    'VirtualMachine.PowerOffVM_Task',
    '',
    'ref',
    power(
      'powerOff',
      (vm) => (vm.power === 'poweredOff' ? invalidPowerState(vm.power, 'poweredOn') : undefined),
      ({ world, self }, actor) => world.actions.powerOff(self, actor),
    ),
  ),
  method<Vm>(
    'VirtualMachine.SuspendVM_Task',
    '',
    'ref',
    power('suspend', mustRun, ({ world, self }, actor) => world.actions.suspend(self, actor)),
  ),
  method<Vm>(
    'VirtualMachine.ResetVM_Task',
    '',
    'ref',
    power('reset', mustRun, ({ world, self }, actor) => world.actions.restart(self, actor)),
  ),
  method<Vm>('VirtualMachine.ShutdownGuest', '', 'void', (call) =>
    askGuest(call, 8_000, (actor) => call.world.actions.powerOff(call.self, actor, true)),
  ),
  method<Vm>('VirtualMachine.RebootGuest', '', 'void', (call) =>
    askGuest(call, 4_000, (actor) => call.world.actions.restart(call.self, actor, true)),
  ),
  method<Vm>('ManagedEntity.Rename_Task', 'newName string', 'ref', rename),
  method<Vm>(
    'VirtualMachine.CreateSnapshot_Task',
    'name string, description? string, memory boolean, quiesce boolean',
    'ref',
    (call) => {
      const { self, args, world } = call
      return start(call, self, 'createSnapshot', {
        refuse: refusal(self),
        finish: () =>
          ref(
            world.actions.createSnapshot(self, {
              name: unescapeName(needText(args, 'name')),
              description: textOf(args, 'description') ?? '',
              memory: flagOf(args, 'memory') === true && self.power === 'poweredOn',
              quiesce: flagOf(args, 'quiesce') ?? false,
            }),
          ),
      })
    },
  ),
  method<Vm>('VirtualMachine.RemoveAllSnapshots_Task', 'consolidate? boolean', 'ref', (call) =>
    start(call, call.self, 'removeAllSnapshots', {
      finish: () => {
        call.world.actions.removeAllSnapshots(call.self)
        return undefined
      },
    }),
  ),
  method<Snapshot>(
    'VirtualMachineSnapshot.RemoveSnapshot_Task',
    'removeChildren boolean, consolidate? boolean',
    'ref',
    (call) =>
      start(call, call.self.vm, 'removeSnapshot', {
        finish: () => {
          call.world.actions.removeSnapshot(call.self, flagOf(call.args, 'removeChildren') ?? false)
          return undefined
        },
      }),
  ),
  method<Snapshot>(
    'VirtualMachineSnapshot.RevertToSnapshot_Task',
    'host? ref, suppressPowerOn? boolean',
    'ref',
    (call) =>
      start(call, call.self.vm, 'revertToSnapshot', {
        finish: () => {
          call.world.actions.revertTo(call.self)
          return undefined
        },
      }),
  ),
]

function rename(call: Call<Vm>): Ref {
  const { self: vm, args, world } = call
  if (vm.type !== 'VirtualMachine')
    throw new VimFault('NotSupported', 'The operation is not supported on the object.')
  const name = unescapeName(needText(args, 'newName'))
  if (name.trim() === '') throw invalidArgument('newName')
  const siblings = vm.parent?.type === 'Folder' ? [...vm.parent.children] : []
  const other = siblings.find((sibling) => sibling !== vm && sibling.name === name)
  if (other !== undefined) {
    throw new VimFault('DuplicateName', `The name '${name}' already exists.`, { name, object: ref(other) })
  }
  return start(call, vm, 'rename', {
    finish: (actor) => {
      world.actions.rename(vm, name, actor)
      return undefined
    },
  })
}
