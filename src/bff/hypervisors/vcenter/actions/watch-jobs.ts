import type { FoundJob, JobSink } from '../../action-port.ts'
import type { VimClient } from '../transport/vim-client.ts'
import {
  createCollector,
  createFilter,
  destroy,
  type Props,
  retrieve,
  waitForUpdates,
} from '../wire/property-collector.ts'
import { get, list, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { foundJob, jobPaths } from './found-job.ts'

const maxWaitSeconds = 20
const graceMs = 30_000
const tidyMs = 5_000

/** The way from the task manager to what it lists: everybody's tasks that run, and those that ended lately. */
const recentTasks = { name: 'recent', type: 'TaskManager', path: 'recentTask' }

/** Tells of the tasks of vCenter until `signal` aborts (resolves) or the connection is lost (throws). */
export async function watchTasks(
  vim: VimClient,
  content: ServiceContent,
  sink: JobSink,
  signal: AbortSignal,
): Promise<void> {
  try {
    await follow(vim, content, sink, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function follow(
  vim: VimClient,
  content: ServiceContent,
  sink: JobSink,
  signal: AbortSignal,
): Promise<never> {
  const { taskManager, propertyCollector } = content
  const { clock } = vim.line
  const labels = await readLabels(vim, content, signal)
  const tasks = new Map<string, Props>()
  const collector = await createCollector(vim, propertyCollector, { signal })
  try {
    const starts = [{ obj: taskManager, skip: true, select: [recentTasks] }]
    await createFilter(vim, collector, { Task: jobPaths }, starts, { signal })
    // Says that the tasks can be seen, even where there are none.
    sink.put([])
    for (let version = ''; ; ) {
      const timeoutMs = maxWaitSeconds * 1000 + graceMs
      const set = await waitForUpdates(vim, collector, version, maxWaitSeconds, { signal, timeoutMs })
      if (set === undefined) continue
      version = set.version
      const jobs: FoundJob[] = []
      const gone: string[] = []
      for (const { kind, obj, props } of set.updates) {
        if (kind === 'leave') {
          tasks.delete(obj.value)
          gone.push(obj.value)
          continue
        }
        const known = { ...tasks.get(obj.value), ...props }
        tasks.set(obj.value, known)
        jobs.push(foundJob(obj.value, known, { system: vim.system, labels, now: clock.now() }))
      }
      if (jobs.length > 0) sink.put(jobs)
      if (gone.length > 0) sink.gone(gone)
    }
  } finally {
    const tidying = { signal: new AbortController().signal, timeoutMs: tidyMs }
    void destroy(vim, 'DestroyPropertyCollector', collector, tidying)
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
