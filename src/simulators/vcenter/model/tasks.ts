import { requestCanceled, VimFault } from '../vim/faults.ts'
import type { Ref, Value } from '../vim/value.ts'
import type { Entity, Managed, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { Operation } from './operations.ts'
import { TaskFaults } from './task-faults.ts'
import { type Cost, TaskSlots } from './task-slots.ts'

/** Finished tasks are listed as recent for this long, and can be read for some time more. */
const listedFor = 600_000
const readableFor = 1_200_000
const mostRecent = 200
/** What the history keeps. */
const kept = 10_000
/** From the call until somebody starts to work on it; and from a cancel until the work stops. */
const queueTime = 200
const cancelTime = 1_000

export interface Task extends Managed {
  readonly type: 'Task'
  readonly operation: Operation
  readonly entity: Entity
  /** As it was when the task began. */
  readonly entityName: string
  readonly user: string
  readonly queuedAt: number
  readonly chain: number
  readonly locked: readonly Entity[]
  state: 'queued' | 'running' | 'success' | 'error'
  progress: number | undefined
  startedAt: number | undefined
  completedAt: number | undefined
  /** Somebody asked to cancel it. */
  cancelled: boolean
  error: VimFault | undefined
  result: Value
}

export interface Work {
  operation: Operation
  entity: Entity
  user: string
  chain: number
  /** Simulated ms of work after the queue; with 0 it is done at once, without a queue. */
  ms: number
  /** VMs that nothing else may touch meanwhile, and VMs that are only read. */
  exclusive?: readonly Vm[]
  shared?: readonly Vm[]
  /** Room that it takes on hosts and datastores; it stays queued until there is some. */
  costs?: readonly Cost[]
  /** It fails with this as soon as it runs. */
  refuse?: VimFault | undefined
  /** As soon as there is a task. */
  announced?: (task: Task) => void
  /** When it starts to run. A VimFault it throws ends the task. */
  begin?: () => void
  /** Holds the work until `resume` is called, e.g. because a question waits for its answer. */
  hold?: ((resume: () => void, fail: (fault: VimFault) => void) => void) | undefined
  /** Does the work at the end; its result becomes the task's, a VimFault it throws the task's error. */
  finish: () => Ref | undefined
  failed?: (fault: VimFault) => void
  /** What a failure that was planned so leaves behind; before `failed`. */
  leave?: () => void
}

/** Long operations: they run in simulated time. */
export class TaskStore {
  readonly faults = new TaskFaults()
  /** Oldest first. */
  readonly history: Task[] = []
  private readonly estate: Estate
  private readonly slots = new TaskSlots()
  private readonly recentTasks: Task[] = []
  private readonly byEntity = new Map<string, Task[]>()
  private readonly finished: Task[] = []
  private readonly cancels = new Map<Task, () => void>()
  private readonly endings = new Map<Task, (() => void)[]>()
  private readonly listeners = new Set<(task: Task) => void>()
  private sweeping = false

  constructor(estate: Estate) {
    this.estate = estate
  }

  /** Tells of every task that comes, moves on or ends. */
  listen(listener: (task: Task) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** At most 200, oldest first. */
  get recent(): readonly Task[] {
    return this.recentTasks
  }

  recentOf(entity: Entity): readonly Task[] {
    return this.byEntity.get(entity.id) ?? []
  }

  /** Resolves when the task is over. */
  ended(task: Task): Promise<void> {
    if (task.completedAt !== undefined) return Promise.resolve()
    return new Promise((resolve) => {
      const waiting = this.endings.get(task) ?? []
      waiting.push(resolve)
      this.endings.set(task, waiting)
    })
  }

  start(work: Work): Task {
    const { exclusive = [], shared = [] } = work
    const task: Task = {
      type: 'Task',
      id: this.estate.nextId('task-'),
      operation: work.operation,
      entity: work.entity,
      entityName: work.entity.name,
      user: work.user,
      chain: work.chain,
      queuedAt: this.estate.now,
      locked: [...exclusive, ...shared],
      state: 'queued',
      progress: undefined,
      startedAt: undefined,
      completedAt: undefined,
      cancelled: false,
      error: undefined,
      result: undefined,
    }
    this.estate.add(task)
    this.list(task)
    for (const vm of exclusive) vm.busy = task.id
    for (const vm of shared) vm.readers = [...vm.readers, task.id]
    const run = new Run(task, work, this.estate, {
      told: () => this.told(task),
      closed: () => this.closed(task, work),
      planned: this.faults.take(work.entity.name, work.operation.name),
    })
    this.cancels.set(task, () => run.cancel())
    work.announced?.(task)
    this.told(task)
    if (work.ms === 0) run.start()
    else
      this.slots.enter(task, work.costs ?? [], () => this.estate.timers.after(queueTime, () => run.start()))
    return task
  }

  /** Asks a task that can be cancelled to stop; it ends a little later. */
  cancel(task: Task): void {
    this.cancels.get(task)?.()
  }

  private list(task: Task): void {
    this.recentTasks.push(task)
    if (this.recentTasks.length > mostRecent) this.unlist(this.recentTasks[0])
    const own = this.byEntity.get(task.entity.id) ?? []
    own.push(task)
    this.byEntity.set(task.entity.id, own)
    this.history.push(task)
    if (this.history.length > kept * 1.1) this.history.splice(0, this.history.length - kept)
    this.recentChanged(task)
  }

  private unlist(task: Task | undefined): void {
    if (task === undefined) return
    const at = this.recentTasks.indexOf(task)
    if (at >= 0) this.recentTasks.splice(at, 1)
    const own = this.byEntity.get(task.entity.id)?.filter((other) => other !== task) ?? []
    if (own.length === 0) this.byEntity.delete(task.entity.id)
    else this.byEntity.set(task.entity.id, own)
  }

  private recentChanged(task: Task): void {
    this.estate.changed(task.entity, 'recentTask')
    const manager = this.estate.objects.get('TaskManager')
    if (manager !== undefined) this.estate.changed(manager, 'recentTask')
    this.estate.restructured('Task')
  }

  private told(task: Task): void {
    this.estate.changed(task, 'info')
    for (const listener of this.listeners) listener(task)
  }

  private closed(task: Task, work: Work): void {
    for (const vm of work.exclusive ?? []) if (vm.busy === task.id) vm.busy = undefined
    for (const vm of work.shared ?? []) vm.readers = vm.readers.filter((id) => id !== task.id)
    this.cancels.delete(task)
    this.slots.leave(task)
    this.told(task)
    for (const resolve of this.endings.get(task) ?? []) resolve()
    this.endings.delete(task)
    this.finished.push(task)
    this.sweep()
  }

  /** One timer for all: tasks grow old in the order in which they ended. */
  private sweep(): void {
    if (this.sweeping) return
    this.sweeping = true
    this.estate.timers.after(60_000, () => {
      this.sweeping = false
      const age = (task: Task) => this.estate.now - (task.completedAt ?? this.estate.now)
      for (const task of this.finished) {
        if (age(task) < listedFor) break
        if (!this.recentOf(task.entity).includes(task)) continue
        this.unlist(task)
        this.recentChanged(task)
      }
      const gone = this.finished.findIndex((task) => age(task) < readableFor)
      const old = this.finished.splice(0, gone < 0 ? this.finished.length : gone)
      for (const task of old) this.estate.objects.delete(task.id)
      if (old.length > 0) this.estate.restructured('Task')
      if (this.finished.length > 0) this.sweep()
    })
  }
}

/** One task on its way from the queue to its end. */
class Run {
  private readonly task: Task
  private readonly work: Work
  private readonly estate: Estate
  private readonly owner: {
    told(): void
    closed(): void
    planned: { fault: VimFault; at: number; leaves: boolean } | undefined
  }

  constructor(task: Task, work: Work, estate: Estate, owner: Run['owner']) {
    this.task = task
    this.work = work
    this.estate = estate
    this.owner = owner
  }

  private get over(): boolean {
    return this.task.completedAt !== undefined
  }

  start(): void {
    const { task, work } = this
    if (this.over) return
    task.state = 'running'
    task.startedAt = this.estate.now
    const begun = this.try(() => {
      if (work.refuse !== undefined) throw work.refuse
      work.begin?.()
    })
    if (!begun) return
    if (work.ms > 0) {
      task.progress = 0
      this.owner.told()
    }
    const go = () => this.proceed(0)
    if (work.hold === undefined) go()
    else {
      work.hold(
        () => this.over || go(),
        (fault) => this.fail(fault),
      )
    }
  }

  /** In steps of about half a second, at most 20 of them. */
  private proceed(step: number): void {
    const { task, work } = this
    if (this.over) return
    const steps = Math.max(1, Math.min(20, Math.round(work.ms / 500)))
    const { planned } = this.owner
    const due = planned !== undefined && (work.ms === 0 || step === steps || step / steps >= planned.at)
    if (due) this.fail(planned.fault)
    else if (step === steps || work.ms === 0) this.finish()
    else {
      if (step > 0) {
        task.progress = Math.round((100 * step) / steps)
        this.owner.told()
      }
      this.estate.timers.after(work.ms / steps, () => this.proceed(step + 1))
    }
  }

  private finish(): void {
    const done = this.try(() => {
      this.task.result = this.work.finish()
    })
    if (done) this.close('success')
  }

  private try(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      if (!(error instanceof VimFault)) throw error
      this.fail(error)
      return false
    }
  }

  cancel(): void {
    const { task } = this
    if (this.over || task.cancelled) return
    task.cancelled = true
    this.owner.told()
    this.estate.timers.after(task.state === 'queued' ? 0 : cancelTime, () => this.fail(requestCanceled()))
  }

  private fail(fault: VimFault): void {
    if (this.over) return
    this.task.error = fault
    const { planned } = this.owner
    if (planned?.leaves === true && planned.fault === fault) this.work.leave?.()
    this.work.failed?.(fault)
    this.close('error')
  }

  private close(state: 'success' | 'error'): void {
    this.task.state = state
    this.task.progress = undefined
    this.task.completedAt = this.estate.now
    this.owner.closed()
  }
}
