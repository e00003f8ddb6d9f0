import { VimFault } from '../vim/faults.ts'
import type { Ref, Value } from '../vim/value.ts'
import type { Entity, Managed } from './entities.ts'
import type { Estate } from './estate.ts'

/** Finished tasks stay readable for this long. */
const keptFor = 600_000

export interface Task extends Managed {
  readonly type: 'Task'
  /** `VirtualMachine.powerOn` */
  readonly descriptionId: string
  readonly entity: Entity
  readonly user: string
  readonly queuedAt: number
  readonly chain: number
  state: 'queued' | 'running' | 'success' | 'error'
  progress: number | undefined
  completedAt: number | undefined
  error: VimFault | undefined
  result: Value
}

export interface Work {
  descriptionId: string
  entity: Entity
  user: string
  chain: number
  /** Simulated ms until it is done. */
  ms: number
  /** Does the work at the end; its result becomes the task's, a VimFault it throws the task's error. */
  finish: () => Ref | undefined
}

/** Long operations: they run in simulated time. */
export class TaskStore {
  private readonly estate: Estate
  readonly recent: Task[] = []

  constructor(estate: Estate) {
    this.estate = estate
  }

  start(work: Work): Task {
    const task: Task = {
      type: 'Task',
      id: this.estate.nextId('task-'),
      descriptionId: work.descriptionId,
      entity: work.entity,
      user: work.user,
      chain: work.chain,
      queuedAt: this.estate.now,
      state: 'running',
      progress: 0,
      completedAt: undefined,
      error: undefined,
      result: undefined,
    }
    this.estate.add(task)
    this.recent.push(task)
    if (this.recent.length > 200) this.recent.shift()
    for (const quarter of [1, 2, 3]) {
      this.estate.timers.after((work.ms * quarter) / 4, () => {
        if (task.state !== 'running') return
        task.progress = quarter * 25
        this.estate.changed(task, 'info')
      })
    }
    this.estate.timers.after(work.ms, () => this.end(task, work))
    this.estate.changed(work.entity, 'recentTask')
    return task
  }

  /** Ends a task that has just begun with a fault. */
  fail(task: Task, fault: VimFault): void {
    task.error = fault
    this.close(task, 'error')
  }

  private end(task: Task, work: Work): void {
    if (task.state !== 'running') return
    try {
      task.result = work.finish()
      this.close(task, 'success')
    } catch (error) {
      if (!(error instanceof VimFault)) throw error
      this.fail(task, error)
    }
  }

  private close(task: Task, state: 'success' | 'error'): void {
    task.state = state
    task.progress = undefined
    task.completedAt = this.estate.now
    this.estate.changed(task, 'info')
    this.estate.timers.after(keptFor, () => {
      this.estate.objects.delete(task.id)
      const at = this.recent.indexOf(task)
      if (at >= 0) this.recent.splice(at, 1)
      this.estate.restructured()
    })
  }
}
