import { escapeName, ref } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { localizedFault } from '../vim/faults.ts'
import type { Data } from '../vim/value.ts'

/** `TaskInfo` as it is now. */
export function taskInfo(task: Task): Data {
  return {
    _typeName: 'TaskInfo',
    key: task.id,
    task: ref(task),
    name: task.operation.name,
    descriptionId: task.operation.descriptionId,
    entity: ref(task.entity),
    entityName: escapeName(task.entityName),
    locked: task.state === 'queued' || task.state === 'running' ? task.locked.map(ref) : [],
    state: task.state,
    cancelled: task.cancelled,
    cancelable: task.operation.cancelable === true && task.completedAt === undefined,
    error: task.error === undefined ? undefined : localizedFault(task.error),
    result: task.result,
    progress: task.progress,
    reason: { _typeName: 'TaskReasonUser', userName: task.user },
    queueTime: task.queuedAt,
    startTime: task.startedAt,
    completeTime: task.completedAt,
    eventChainId: task.chain,
  }
}
