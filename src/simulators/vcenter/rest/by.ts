import type { Entity, Vm } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import type { By } from '../operations/start.ts'
import type { RestCall } from './rest-endpoint.ts'
import { noSuchObject } from './rest-errors.ts'

/** Who calls, as the operations want it. */
export function byOf({ world, sessions, request }: RestCall): By {
  return { world, user: sessions.find(request.headers)?.user ?? '' }
}

/** Templates are no virtual machines here: neither listed nor found. */
export function vmOf(call: RestCall, id = call.ids[0] ?? ''): Vm {
  const vm = call.world.estate.vms.get(id)
  if (vm === undefined || vm.template) throw noSuchObject('vm', id)
  return vm
}

/** Waits for the end of a task, which simulated time brings; throws what it failed with. */
export async function finished(call: RestCall, task: Task): Promise<Task> {
  await call.world.tasks.ended(task)
  if (task.error !== undefined) throw task.error
  return task
}

export function dynamicId(entity: Entity): { type: string; id: string } {
  return { type: entity.type, id: entity.id }
}
