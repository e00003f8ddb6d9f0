import type { FoundJob, JobSink } from '../../action-port.ts'
import type { VimClient } from '../transport/vim-client.ts'
import {
  createCollector,
  createFilter,
  destroy,
  type ObjectUpdate,
  type Props,
  retrieve,
  type Start,
  waitForUpdates,
} from '../wire/property-collector.ts'
import { get, list, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import type { TaskFilter } from '../wire/task-filter.ts'
import { foundJob, jobPaths } from './found-job.ts'

const maxWaitSeconds = 20
const graceMs = 30_000
const tidyMs = 5_000

/** The way from the task manager to what it lists: everybody's tasks that run, and those that ended lately. */
const recentTasks = { name: 'recent', type: 'TaskManager', path: 'recentTask' }

export interface TaskWatch {
  vim: VimClient
  content: ServiceContent
  tasks: TaskFilter
  sink: JobSink
  signal: AbortSignal
}

/**
 * Tells of the tasks of vCenter until `signal` aborts (resolves) or the connection is lost (throws). Where the inventory is
 * followed too, its wait serves both; else a collector of its own does.
 */
export async function watchTasks(watch: TaskWatch): Promise<void> {
  const { vim, content, tasks, sink, signal } = watch
  try {
    const known = new KnownTasks(vim, await readLabels(vim, content, signal), sink)
    const starts = [{ obj: content.taskManager, skip: true, select: [recentTasks] }]
    // Says that the tasks can be seen, even where there are none.
    sink.put([])
    if (tasks.rides) await ride(tasks, starts, known, signal)
    else await follow(watch, starts, known)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function ride(tasks: TaskFilter, starts: Start[], known: KnownTasks, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = tasks.listen({
      paths: { Task: jobPaths },
      starts,
      take: (updates) => known.take(updates),
      restart: () => known.forget(),
      lost: (error) => {
        signal.removeEventListener('abort', leave)
        reject(error ?? new Error('The inventory is no longer followed.'))
      },
    })
    const leave = () => {
      stop()
      resolve()
    }
    signal.addEventListener('abort', leave, { once: true })
  })
}

async function follow(
  { vim, content, signal }: TaskWatch,
  starts: Start[],
  known: KnownTasks,
): Promise<never> {
  const collector = await createCollector(vim, content.propertyCollector, { signal })
  try {
    await createFilter(vim, collector, { Task: jobPaths }, starts, { signal })
    for (let version = ''; ; ) {
      const timeoutMs = maxWaitSeconds * 1000 + graceMs
      const set = await waitForUpdates(vim, collector, version, maxWaitSeconds, { signal, timeoutMs })
      if (set === undefined) continue
      version = set.version
      known.take(set.updates)
    }
  } finally {
    const tidying = { signal: new AbortController().signal, timeoutMs: tidyMs }
    void destroy(vim, 'DestroyPropertyCollector', collector, tidying)
  }
}

/** Tasks as they were last told of, and what a sink hears of them. */
class KnownTasks {
  private readonly vim: VimClient
  private readonly labels: ReadonlyMap<string, string>
  private readonly sink: JobSink
  private readonly tasks = new Map<string, Props>()

  constructor(vim: VimClient, labels: ReadonlyMap<string, string>, sink: JobSink) {
    this.vim = vim
    this.labels = labels
    this.sink = sink
  }

  take(updates: readonly ObjectUpdate[]): void {
    const jobs: FoundJob[] = []
    const gone: string[] = []
    const now = this.vim.line.clock.now()
    for (const { kind, obj, props } of updates) {
      if (kind === 'leave') {
        this.tasks.delete(obj.value)
        gone.push(obj.value)
        continue
      }
      const known = { ...this.tasks.get(obj.value), ...props }
      this.tasks.set(obj.value, known)
      jobs.push(foundJob(obj.value, known, { system: this.vim.system, labels: this.labels, now }))
    }
    if (jobs.length > 0) this.sink.put(jobs)
    if (gone.length > 0) this.sink.gone(gone)
  }

  /** All are told of anew; those that are not have ended unseen. */
  forget(): void {
    this.sink.gone([...this.tasks.keys()])
    this.tasks.clear()
  }
}

/** vCenter's own words for kinds of tasks, by `descriptionId`. Without them the names of methods have to do. */
async function readLabels(
  vim: VimClient,
  { propertyCollector, taskManager }: ServiceContent,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>()
  const paths = { TaskManager: ['description.methodInfo'] }
  try {
    const found = await retrieve(vim, propertyCollector, paths, [{ obj: taskManager }], { signal })
    for (const row of list(found[0]?.props['description.methodInfo'])) {
      const key = str(get(row, 'key'))
      const label = str(get(row, 'label'))
      if (key !== undefined && label !== undefined) labels.set(key, label)
    }
  } catch (error) {
    signal.throwIfAborted()
    vim.line.log.debug({ system: vim.system, error: String(error) }, 'no words for tasks')
  }
  return labels
}
