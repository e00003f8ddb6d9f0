import type { Verb } from '../../../../contract/actions/vm-action.ts'
import type { FoundJob, JobSink } from '../../action-port.ts'
import type { Engine } from '../transport/engine.ts'
import { pause } from '../transport/wait.ts'
import { Reader } from '../watch/collections.ts'
import { cannotCancel } from './follow.ts'
import { type Origin, OriginSearch, type Origins } from './origins.ts'
import { jobList, jobState, stepOf, type WireJob } from './poller.ts'

const busyMs = 3_000
const idleMs = 10_000
/** Steps are read of so many running jobs at a time. */
const stepReads = 5

/**
 * Tells of the engine's jobs until `signal` aborts. The engine keeps ended ones for minutes (10 when they succeeded, 60
 * otherwise) and then no longer knows them.
 */
export async function watchJobs(
  engine: Engine,
  origins: Origins,
  sink: JobSink,
  signal: AbortSignal,
): Promise<void> {
  const reader = new Reader(engine)
  const known = new Map<string, string>()
  const search = new OriginSearch(reader, origins)
  while (!signal.aborted) {
    try {
      const jobs = await reader.list(jobList, {}, signal)
      const changed: FoundJob[] = []
      let reads = 0
      await search.look(jobs, signal)
      for (const job of jobs) {
        const runs = jobState(job) === 'started'
        const steps = runs && reads < stepReads
        if (steps) reads += 1
        const found = foundJob(job, origins.origin(job.id), steps ? await stepOf(reader, job.id, signal) : {})
        const text = JSON.stringify(found)
        if (known.get(job.id) === text) continue
        known.set(job.id, text)
        changed.push(found)
      }
      const there = new Set(jobs.map((job) => job.id))
      const gone = [...known.keys()].filter((id) => !there.has(id))
      for (const id of gone) {
        known.delete(id)
      }
      sink.put(changed)
      if (gone.length > 0) sink.gone(gone)
      const busy = jobs.some((job) => jobState(job) === 'started')
      await pause(engine.options.clock, busy ? busyMs : idleMs, signal)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
  }
}

const states = {
  started: 'running',
  finished: 'done',
  failed: 'failed',
  aborted: 'cancelled',
  unknown: 'unknown',
} as const

function foundJob(
  job: WireJob,
  { vm, intent, chain }: Origin,
  step: { percent?: number; step?: string },
): FoundJob {
  const seen = jobState(job)
  const state = seen === 'gone' ? 'unknown' : states[seen]
  const title = job.description ?? 'Job without description'
  const endedAt = state === 'running' ? undefined : (job.end_time ?? job.last_updated)
  return {
    id: job.id,
    verb: verbOf(title) ?? title.split(' ')[0] ?? title,
    title,
    target: { ...(vm === undefined ? {} : { id: vm }), name: targetIn(title) },
    startedAt: job.start_time ?? 0,
    state,
    cancel: state === 'running' ? cannotCancel : 'It has ended.',
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(intent === undefined ? {} : { intent }),
    ...(chain === undefined ? {} : { chains: [chain] }),
    ...step,
    ...(state === 'failed'
      ? {
          fault: {
            kind: 'conflict',
            message: `${title}: the engine says that it failed.`,
            advice: 'The events of the object say why.',
          },
        }
      : {}),
  }
}

/** Jobs carry no reference, only a sentence: names in it are for people to read, nothing is looked up by them. */
function targetIn(title: string): string {
  return /\b(?:VM|Vm|Template|Host|Disk|Cluster)\s+'?([^\s',]+)/.exec(title)?.[1] ?? ''
}

const beginnings: readonly [RegExp, Verb][] = [
  [/^Launching VM/i, 'start'],
  [/^Stopping VM/i, 'stop'],
  [/^Shutting down VM/i, 'shutdown'],
  [/^Rebooting VM/i, 'reboot'],
  [/^Hibernating VM/i, 'suspend'],
  [/^Migrating VM/i, 'migrate'],
  [/^(Moving|Migrating) (VM .+ to|Disk) /i, 'relocate'],
  [/^Creating VM Snapshot/i, 'snapshot-create'],
  [/^Removing Snapshot/i, 'snapshot-delete'],
  [/^Removing VM/i, 'remove'],
  [/^Exporting VM/i, 'export'],
]

const verbOf = (title: string): Verb | undefined => beginnings.find(([pattern]) => pattern.test(title))?.[1]
