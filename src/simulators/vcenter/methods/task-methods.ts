import { type Managed, ref } from '../model/entities.ts'
import type { Task } from '../model/tasks.ts'
import { need } from '../operations/placement.ts'
import { propertyTable } from '../properties/table.ts'
import { taskInfo } from '../properties/task-info.ts'
import { invalidArgument, invalidState, notSupported } from '../vim/faults.ts'
import { type Call, method, numberOf } from '../vim/method.ts'
import { type Data, isData } from '../vim/value.ts'
import type { World } from '../world.ts'
import { byOf } from './by.ts'
import { type HistoryCollector, openHistories } from './history-collectors.ts'
import { type TaskQuery, taskFits, taskQuery } from './task-query.ts'

/** Tasks that one call returns at most. */
const most = 1_000

/** A scrollable view of the tasks that fit a filter. Tasks count from 0 in the order they began. */
class TaskHistoryCollector implements HistoryCollector {
  readonly type = 'TaskHistoryCollector'
  readonly id: string
  readonly spec: Data
  pageSize = 10
  private readonly query: TaskQuery
  private readonly world: World
  private readonly stop: () => void
  /** The task after which reading goes on; undefined = before the oldest. */
  private position: Task | undefined

  constructor(world: World, options: { id: string; spec: Data }) {
    this.world = world
    this.id = options.id
    this.spec = options.spec
    this.query = taskQuery(world, options.spec)
    this.stop = world.tasks.listen((task) => {
      if (taskFits(task, this.query)) world.estate.changed(this, 'latestPage')
    })
    this.reset()
  }

  dispose(): void {
    this.stop()
  }

  /** Newest first. */
  private newest(limit: number, before: number): Task[] {
    const { history } = this.world.tasks
    const found: Task[] = []
    for (let at = before - 1; at >= 0 && found.length < limit; at -= 1) {
      const task = history[at]
      if (task !== undefined && taskFits(task, this.query)) found.push(task)
    }
    return found
  }

  latestPage(): Data[] {
    return this.newest(this.pageSize, this.world.tasks.history.length).map(taskInfo)
  }

  /** To just before the latest page. */
  reset(): void {
    const { history } = this.world.tasks
    const oldest = this.newest(this.pageSize, history.length).at(-1)
    this.position = oldest === undefined ? history.at(-1) : history[history.indexOf(oldest) - 1]
  }

  rewind(): void {
    this.position = undefined
  }

  private get place(): number {
    return this.position === undefined ? 0 : this.world.tasks.history.indexOf(this.position) + 1
  }

  previous(count: number): Data[] {
    const { history } = this.world.tasks
    const found = this.newest(Math.min(most, count), this.place)
    const last = found.at(-1)
    if (last !== undefined) this.position = history[history.indexOf(last) - 1]
    return found.map(taskInfo)
  }

  next(count: number): Data[] {
    const found = this.world.tasks.history
      .slice(this.place)
      .filter((task) => taskFits(task, this.query))
      .slice(0, Math.min(most, count))
    this.position = found.at(-1) ?? this.position
    return found.map(taskInfo)
  }
}

export const taskTables = [
  propertyTable<TaskHistoryCollector>('TaskHistoryCollector', {
    filter: (collector) => collector.spec,
    latestPage: (collector) => collector.latestPage(),
  }),
]

function read(how: (collector: TaskHistoryCollector, count: number) => Data[]) {
  return ({ self, args }: Call<TaskHistoryCollector>): Data[] => {
    const count = numberOf(args, 'maxCount') ?? 0
    if (count <= 0) throw invalidArgument('maxCount')
    return how(self, count)
  }
}

export const taskMethods = [
  method<Task & Managed>('Task.CancelTask', '', 'void', (call) => {
    const { self, world } = call
    need(byOf(call), self.entity, 'Global.CancelTask')
    if (self.completedAt !== undefined) throw invalidState()
    if (self.operation.cancelable !== true) throw notSupported()
    world.tasks.cancel(self)
    return undefined
  }),
  method(
    'TaskManager.CreateCollectorForTasks',
    'filter TaskFilterSpec',
    'ref',
    ({ world, session, args }) => {
      if (!isData(args.filter)) throw invalidArgument('filter')
      openHistories(session, (object) => object instanceof TaskHistoryCollector)
      const id = world.sessions.newObjectId(session)
      const collector = new TaskHistoryCollector(world, { id, spec: args.filter })
      world.sessions.keep(session, collector)
      return ref(collector)
    },
  ),
  method(
    'TaskHistoryCollector.ReadNextTasks',
    'maxCount int',
    'TaskInfo*',
    read((collector, count) => collector.next(count)),
  ),
  method(
    'TaskHistoryCollector.ReadPreviousTasks',
    'maxCount int',
    'TaskInfo*',
    read((collector, count) => collector.previous(count)),
  ),
]
