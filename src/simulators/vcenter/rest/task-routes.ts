import type { Task } from '../model/tasks.ts'
import { need } from '../operations/placement.ts'
import { invalidState, notSupported } from '../vim/faults.ts'
import { isRef } from '../vim/value.ts'
import { byOf, dynamicId } from './by.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { errorBody, noSuchObject } from './rest-errors.ts'
import { restErrorOf } from './vim-errors.ts'

const states = { queued: 'PENDING', running: 'RUNNING', success: 'SUCCEEDED', error: 'FAILED' } as const

/** What a call with `vmw-task=true` answers at once. */
export function cisTask({ world, legacy }: RestCall, task: Task): RestReply {
  return { status: legacy ? 200 : 202, value: `${task.id}:${world.estate.instanceUuid}` }
}

function taskOf({ world, ids: [id = ''] }: RestCall): Task {
  const found = world.estate.objects.get(id.split(':')[0] ?? '')
  if (found?.type !== 'Task') throw noSuchObject('task', id)
  // The estate holds tasks only under their type.
  return found as Task
}

function shown(task: Task): object {
  const { error, result } = task
  const time = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())
  return {
    description: {
      id: `com.vmware.vim.vpxd.${task.operation.descriptionId}`,
      default_message: task.operation.label,
      args: [],
    },
    service: 'com.vmware.vcenter.VM',
    operation: task.operation.name,
    target: dynamicId(task.entity),
    status: states[task.state],
    cancelable: task.operation.cancelable === true,
    user: task.user,
    ...(task.progress === undefined
      ? {}
      : {
          progress: {
            total: 100,
            completed: task.progress,
            message: { id: 'progress', default_message: task.operation.label, args: [] },
          },
        }),
    ...(error === undefined ? {} : { error: errorBody(restErrorOf(error)) }),
    ...(isRef(result) ? { result: result.value } : {}),
    start_time: time(task.startedAt),
    end_time: time(task.completedAt),
  }
}

function list(call: RestCall): RestReply {
  const { world, legacy } = call
  const value = world.tasks.recent.map((task): [string, object] => [
    `${task.id}:${world.estate.instanceUuid}`,
    shown(task),
  ])
  return {
    value: legacy ? value.map(([key, task]) => ({ key, value: task })) : Object.fromEntries(value),
  }
}

export const taskRoutes: readonly RestRoute[] = [
  { pattern: 'GET cis/tasks', only: 'rest', run: list },
  { pattern: 'POST cis/tasks?action=list', only: 'api', run: list },
  { pattern: 'GET cis/tasks/{}', run: (call) => ({ value: shown(taskOf(call)) }) },
  {
    pattern: 'POST cis/tasks/{}?action=cancel',
    run(call) {
      const task = taskOf(call)
      need(byOf(call), task.entity, 'Global.CancelTask')
      if (task.completedAt !== undefined) throw restErrorOf(invalidState())
      if (task.operation.cancelable !== true) throw restErrorOf(notSupported())
      call.world.tasks.cancel(task)
      return {}
    },
  },
]
