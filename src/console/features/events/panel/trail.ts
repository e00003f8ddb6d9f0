import { type LogEvent, newestFirst } from '../../../../contract/events/event.ts'
import { ended, type Job } from '../../../../contract/job.ts'

/** One entry of an operation, and its part in it. */
export interface TrailStep {
  event: LogEvent
  /** It began with this. */
  first: boolean
  /** Nothing came after this yet. */
  last: boolean
  /** Something went wrong here. */
  bad: boolean
}

/** The entries of one operation in the order in which they happened. */
export function trailOf(events: readonly LogEvent[]): TrailStep[] {
  const inOrder = events.toSorted((a, b) => newestFirst(b, a))
  return inOrder.map((event, index) => ({
    event,
    first: index === 0,
    last: index === inOrder.length - 1,
    bad: event.severity === 'error' || event.severity === 'alert' || event.severity === 'warning',
  }))
}

/** Jobs that an entry tells of: of the same operation, by the intent, or by the system's own task. */
export function jobsOf(jobs: Iterable<Job>, event: LogEvent): Job[] {
  const { system, chain, intent, task } = event
  return [...jobs].filter(
    (job) =>
      job.system === system &&
      ((chain !== undefined && job.chains?.includes(chain) === true) ||
        (intent !== undefined && job.id === intent) ||
        (task !== undefined && job.upstreamId === task)),
  )
}

/** The jobs that were started together with this one, over all systems, in the order of their start. */
export function runOf(jobs: Iterable<Job>, { run }: Pick<Job, 'run'>): Job[] {
  if (run === undefined) return []
  return [...jobs]
    .filter((job) => job.run === run)
    .sort((a, b) => a.startedAt - b.startedAt || (a.system < b.system ? -1 : 1))
}

/** How the jobs of a run are: `38 done, 2 failed`. */
export function runSummary(jobs: readonly Job[]): string {
  const words = { queued: 'queued', running: 'running', done: 'done', failed: 'failed' } as const
  const states = [...Object.values(words), 'cancelled', 'unknown'] as const
  return states
    .map((state) => [jobs.filter((job) => job.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state === 'unknown' ? 'with an unknown end' : state}`)
    .join(', ')
}

/** What the trail says of its end. */
export function endWords(jobs: readonly Job[]): string {
  return jobs.some((job) => !ended(job)) ? 'Latest so far' : 'Last'
}

/** Time from one entry to another: `+2 min 5 s`, `−0.4 s`, `same time`. */
export function offsetText(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const size = Math.abs(ms)
  if (size < 50) return 'same time'
  if (size < 10_000) return `${sign}${(size / 1000).toFixed(1)} s`
  const seconds = Math.round(size / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    hours === 0 && rest > 0 ? `${rest} s` : '',
  ]
  return sign + parts.filter((part) => part !== '').join(' ')
}
