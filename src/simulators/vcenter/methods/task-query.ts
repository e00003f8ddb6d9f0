import type { Entity } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { invalidArgument } from '../vim/faults.ts'
import { listOf, numberOf, refOf, textOf } from '../vim/method.ts'
import { type Data, isData } from '../vim/value.ts'
import type { World } from '../world.ts'

export interface TaskQuery {
  /** Undefined = all. */
  about: ReadonlySet<string> | undefined
  states: ReadonlySet<string>
  users: ReadonlySet<string>
  chains: ReadonlySet<number>
  time: { of: 'queuedAt' | 'startedAt' | 'completedAt'; begin: number; end: number } | undefined
}

const times = { queuedTime: 'queuedAt', startedTime: 'startedAt', completedTime: 'completedAt' } as const

const words = (owner: Data, name: string) => listOf(owner, name).filter((word) => typeof word === 'string')

/** `TaskFilterSpec` made ready. Throws InvalidArgument. */
export function taskQuery(world: World, spec: Data): TaskQuery {
  const { entity, time, userName } = spec
  return {
    about: isData(entity) ? subjects(world, entity) : undefined,
    states: new Set(words(spec, 'state')),
    users: new Set(isData(userName) ? words(userName, 'userList') : []),
    chains: new Set(listOf(spec, 'eventChainId').filter((chain) => typeof chain === 'number')),
    time: isData(time)
      ? {
          of: times[(textOf(time, 'timeType') ?? 'queuedTime') as keyof typeof times] ?? 'queuedAt',
          begin: numberOf(time, 'beginTime') ?? Number.NEGATIVE_INFINITY,
          end: numberOf(time, 'endTime') ?? Number.POSITIVE_INFINITY,
        }
      : undefined,
  }
}

function subjects({ estate }: World, filter: Data): ReadonlySet<string> | undefined {
  const target = refOf(filter, 'entity')
  const recursion = textOf(filter, 'recursion')
  const found = target === undefined ? undefined : estate.objects.get(target.value)
  if (found === undefined || found.type !== target?.type) throw invalidArgument('filter.entity')
  if (found === estate.root && recursion !== 'self') return undefined
  // An id of the estate's tree belongs to an entity.
  const entity = found as Entity
  const below = recursion === 'self' ? [] : estate.below(entity, recursion === 'all').map(({ id }) => id)
  return new Set(recursion === 'children' ? below : [entity.id, ...below])
}

export function taskFits(task: Task, query: TaskQuery): boolean {
  if (query.about !== undefined && !query.about.has(task.entity.id)) return false
  if (query.states.size > 0 && !query.states.has(task.state)) return false
  if (query.users.size > 0 && !query.users.has(task.user)) return false
  if (query.chains.size > 0 && !query.chains.has(task.chain)) return false
  if (query.time === undefined) return true
  const at = task[query.time.of]
  return at !== undefined && at >= query.time.begin && at <= query.time.end
}
