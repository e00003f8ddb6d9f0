import type { Actor } from '../model/actions.ts'
import { ref, type Vm } from '../model/entities.ts'
import { type OperationName, operationOf } from '../model/operations.ts'
import type { Cost } from '../model/task-slots.ts'
import type { Task } from '../model/tasks.ts'
import { refusal, unsupported } from '../model/vm-rules.ts'
import { taskInfo } from '../properties/task-info.ts'
import { localizedFault, notFound, taskInProgress, type VimFault } from '../vim/faults.ts'
import type { Data, Ref, Value } from '../vim/value.ts'
import type { World } from '../world.ts'

/** Who asks for an operation, and where. */
export interface By {
  readonly world: World
  readonly user: string
}

export interface VmWork {
  /** Needed besides those of the operation. */
  privileges?: readonly string[]
  /** Simulated ms; those of the operation when absent. */
  ms?: number
  /** It only reads the VM: others may do so at the same time. */
  reads?: true
  costs?: readonly Cost[]
  /** Why it cannot be done, beyond the state of the VM. */
  refuse?: VimFault | undefined
  begin?: (actor: Required<Actor>) => void
  hold?: ((resume: () => void, fail: (fault: VimFault) => void) => void) | undefined
  finish: (actor: Required<Actor>) => Ref | undefined
  /** What stays of it when it was planned to fail half-way and leave something. */
  leave?: (actor: Required<Actor>) => void
  /** The event of its failure, with what it needs besides `reason`. */
  failure?: { type: string; fields?: Record<string, Value> }
}

/** Throws NoPermission, NotSupported or TaskInProgress: what is refused before there is a task. */
function admit(by: By, vm: Vm, name: OperationName, work: Pick<VmWork, 'privileges' | 'reads'>): void {
  const lack = by.world.authority.lack(by.user, vm, [
    ...operationOf(name).privileges,
    ...(work.privileges ?? []),
  ])
  const refuse = lack ?? unsupported(vm, name)
  if (refuse !== undefined) throw refuse
  if (operationOf(name).besides === true) return
  const holder = vm.busy ?? (work.reads === true ? undefined : vm.readers[0])
  if (holder !== undefined) throw taskInProgress({ type: 'Task', value: holder })
}

/**
 * Starts a task on a VM. Who may not, and what is never possible, is told at once; what the state forbids
 * fails in the task, as vCenter does.
 */
export function startTask(by: By, vm: Vm, name: OperationName, work: VmWork): Task {
  admit(by, vm, name, work)
  const { world, user } = by
  const operation = operationOf(name)
  const actor = { user, chain: world.events.chain() }
  const locks = operation.besides === true ? {} : work.reads === true ? { shared: [vm] } : { exclusive: [vm] }
  const { begin, failure, leave } = work
  return world.tasks.start({
    operation,
    entity: vm,
    ...actor,
    ms: work.ms ?? operation.ms,
    ...locks,
    ...(work.costs === undefined ? {} : { costs: work.costs }),
    refuse: refusal(vm, name) ?? work.refuse,
    hold: work.hold,
    announced: (task) => {
      world.events.emit('TaskEvent', { vm }, { ...actor, fields: { info: taskInfo(task) } })
    },
    ...(begin === undefined ? {} : { begin: () => begin(actor) }),
    finish: () => {
      // Somebody else may have changed or removed it meanwhile.
      if (world.estate.vms.get(vm.id) !== vm) throw notFound(ref(vm))
      const late = refusal(vm, name)
      if (late !== undefined) throw late
      return work.finish(actor)
    },
    ...(leave === undefined ? {} : { leave: () => leave(actor) }),
    failed: (fault) => {
      if (failure === undefined) return
      const fields: Record<string, Value> = { ...failure.fields, reason: localizedFault(fault) }
      world.events.emit(failure.type, { vm }, { ...actor, fields })
    },
  })
}

/** Does at once what returns no task. It is listed among the tasks all the same; whatever is wrong is thrown. */
export function doNow(
  by: By,
  vm: Vm,
  name: OperationName,
  work: Omit<VmWork, 'ms' | 'hold' | 'costs'>,
): void {
  admit(by, vm, name, work)
  const refuse = refusal(vm, name) ?? work.refuse
  if (refuse !== undefined) throw refuse
  const task = startTask(by, vm, name, { ...work, ms: 0 })
  if (task.error !== undefined) throw task.error
}

/** A description of what changed, as an event has it. */
export function changes(modified: string): Data {
  return { _typeName: 'ChangesInfoEventArgument', modified, added: '', deleted: '' }
}
