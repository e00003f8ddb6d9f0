import { verbs } from '../../contract/actions/verbs.ts'
import { Fault, type FaultInfo, toFault } from '../../contract/fault.ts'
import { ended, type Job } from '../../contract/job.ts'
import type { ActionRequest, Actions, FoundJob, JobSink } from '../hypervisors/action-port.ts'
import type { CloneEnd, CloneProgress } from '../hypervisors/clone-port.ts'
import type { Clock, Log } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import { retryAction } from './secrets.ts'

/** Ended jobs are kept for so long, and so many of them. */
const keepMs = 24 * 3_600_000
const keepEnded = 500

export interface JobBookOptions {
  system: string
  userName: string
  clock: Clock
  log: Log
}

/** Something that Gantry does as a job. */
export interface Work extends Pick<Job, 'verb' | 'title' | 'target' | 'action' | 'run' | 'makes'> {
  /** Becomes the id of the job. */
  intent: string
  /**
   * Does it and follows it to its real end. `withdrawn` aborts when the admin cancels what has not been sent yet; work that
   * was sent ignores it and reports an `upstreamId` or a `cancel` of its own.
   */
  follow(report: (progress: CloneProgress) => void, withdrawn: AbortSignal): Promise<CloneEnd>
}

/** What changed in a book since a version. */
export interface JobChanges {
  version: number
  jobs: Job[]
  gone: string[]
}

/**
 * The jobs of one system as one account sees them: those that Gantry started, and those that the system tells of. One
 * action of one intent is one job, however often it is asked for and whoever tells of it first.
 */
export class JobBook {
  readonly changed = new Listeners()
  version = 0
  /** Why the system's own jobs cannot be seen now. */
  fault: FaultInfo | undefined
  private readonly options: JobBookOptions
  private readonly jobs = new Map<string, Job>()
  /** Version of the last change of each job, the gone ones included. */
  private readonly versions = new Map<string, number>()
  /** Started jobs by intent: settled when the system has taken or refused them. */
  private readonly started = new Map<string, Promise<void>>()
  /** Ends what waits in Gantry, by intent. */
  private readonly withdrawals = new Map<string, AbortController>()
  /** Started jobs by the system's id of them. */
  private readonly byUpstream = new Map<string, string>()

  constructor(options: JobBookOptions) {
    this.options = options
  }

  get(id: string): Job | undefined {
    return this.jobs.get(id)
  }

  changesSince(version: number): JobChanges {
    const jobs: Job[] = []
    const gone: string[] = []
    for (const [id, at] of this.versions) {
      if (at <= version) continue
      const job = this.jobs.get(id)
      if (job === undefined) gone.push(id)
      else jobs.push(job)
    }
    return { version: this.version, jobs, gone }
  }

  /**
   * Runs an action as the job of its intent. `taken` gives the job as soon as the system has taken or refused the action;
   * `followed` resolves when it has really ended. The same intent again is the same job. `run` names jobs that were started
   * together.
   */
  start(
    request: ActionRequest,
    targetName: string,
    actions: Pick<Actions, 'run'>,
    run?: string,
  ): { taken: Promise<Job>; followed: Promise<void> } {
    const { intent, action } = request
    const retry = retryAction(action)
    return this.begin({
      intent,
      verb: action.verb,
      title: verbs[action.verb].title,
      target: { id: request.vm, name: targetName },
      ...(retry === undefined ? {} : { action: retry }),
      ...(run === undefined ? {} : { run }),
      // The following ends with the action alone: closing a page must not stop it.
      follow: (report) => actions.run(request, report, new AbortController().signal),
    })
  }

  /** The same for any work. */
  begin({ intent, follow, ...about }: Work): { taken: Promise<Job>; followed: Promise<void> } {
    const known = this.started.get(intent) ?? (this.jobs.has(intent) ? Promise.resolve() : undefined)
    if (known !== undefined)
      return { taken: known.then(() => this.need(intent)), followed: Promise.resolve() }
    this.put({
      id: intent,
      system: this.options.system,
      ...about,
      userName: this.options.userName,
      startedAt: this.options.clock.now(),
      state: 'queued',
      cancel: 'The system has not taken it yet.',
      own: true,
    })
    let followed = Promise.resolve()
    const taken = new Promise<void>((resolve) => {
      followed = this.follow(intent, follow, resolve).finally(resolve)
    })
    this.started.set(intent, taken)
    return { taken: taken.then(() => this.need(intent)), followed }
  }

  /** Cancels what waits in Gantry and was not sent. */
  withdraw(id: string): void {
    this.withdrawals.get(id)?.abort()
  }

  /** Takes what the system tells of its own jobs. */
  sink(): JobSink {
    return {
      put: (jobs) => {
        this.reach(undefined)
        for (const job of jobs) this.found(job)
      },
      gone: (ids) => {
        for (const id of ids) this.lost(id)
      },
    }
  }

  /** The system's own jobs can be seen, or not for this reason. */
  reach(fault: FaultInfo | undefined): void {
    if (fault?.message === this.fault?.message) return
    this.fault = fault
    this.version += 1
    this.changed.emit()
  }

  private async follow(id: string, follow: Work['follow'], taken: () => void): Promise<void> {
    const report = ({ chain, ...progress }: CloneProgress) => {
      if (chain !== undefined) this.chained(id, [chain])
      if (Object.keys(progress).length === 0) return
      this.progress(id, progress)
      taken()
    }
    const withdrawal = new AbortController()
    this.withdrawals.set(id, withdrawal)
    const end = await follow(report, withdrawal.signal).catch((error: unknown): CloneEnd => {
      const fault = toFault(error, this.options.system)
      const job = this.jobs.get(id)
      if (!(error instanceof Fault))
        this.options.log.error({ err: error, verb: job?.verb }, 'work failed unexpectedly')
      return { state: job?.upstreamId === undefined ? 'failed' : 'unknown', fault: fault.info }
    })
    this.withdrawals.delete(id)
    this.update(id, {
      state: end.state,
      endedAt: this.options.clock.now(),
      cancel: 'It has ended.',
      ...(end.state === 'done' ? { percent: 100 } : {}),
      ...('fault' in end ? { fault: { ...end.fault, system: this.options.system } } : {}),
      ...(end.makes === undefined ? {} : { makes: end.makes }),
      ...(end.left === undefined ? {} : { left: end.left }),
    })
    this.trim()
  }

  private progress(id: string, { upstreamId, state, percent, step, cancel, makes }: CloneProgress): void {
    if (upstreamId !== undefined) {
      this.byUpstream.set(upstreamId, id)
      // The system may have told of it first.
      if (upstreamId !== id) this.drop(upstreamId)
    }
    this.update(id, {
      state: state ?? 'running',
      ...(upstreamId === undefined ? {} : { upstreamId }),
      ...(percent === undefined ? {} : { percent }),
      ...(step === undefined ? {} : { step }),
      ...(cancel === undefined ? {} : { cancel }),
      ...(makes === undefined ? {} : { makes }),
    })
  }

  /** Notes operations of the log that tell of it. */
  private chained(id: string, chains: readonly string[]): void {
    const known = this.jobs.get(id)?.chains ?? []
    const fresh = chains.filter((chain) => !known.includes(chain))
    if (fresh.length > 0) this.update(id, { chains: [...known, ...fresh] })
  }

  private found({ intent, ...job }: FoundJob): void {
    const known = this.byUpstream.get(job.id) ?? intent
    const followed = known === undefined ? undefined : this.jobs.get(known)
    const { system } = this.options
    // `run` tells of it, and better.
    if (followed !== undefined && this.started.has(followed.id)) {
      this.chained(followed.id, job.chains ?? [])
      if (this.byUpstream.has(job.id) || followed.upstreamId === undefined) return
    }
    // One intent may begin several jobs upstream; one of them stands for it.
    const first = (followed?.upstreamId ?? job.id) === job.id
    const stands = intent !== undefined && (first || this.follows(job, followed))
    if (!stands) {
      this.put({ ...job, system, upstreamId: job.id, own: intent !== undefined })
      return
    }
    // Started before Gantry was restarted: it goes on under the id by which pages know it.
    this.byUpstream.set(job.id, intent)
    this.put({ ...job, id: intent, title: ownTitle(job), system, upstreamId: job.id, own: true })
  }

  /** The next of the jobs that one intent begins one after the other. */
  private follows(job: Pick<Job, 'startedAt'>, before: Job | undefined): boolean {
    if (before === undefined || this.started.has(before.id)) return false
    return ended(before) && job.startedAt > before.startedAt
  }

  /** The system forgot a job: what had ended stays to be looked at, the rest ended unseen. */
  private lost(upstreamId: string): void {
    const id = this.byUpstream.get(upstreamId) ?? upstreamId
    // What Gantry follows itself has an end of its own.
    if (this.started.has(id)) return
    const job = this.jobs.get(id)
    if (job === undefined || ended(job)) return
    const fault: FaultInfo = {
      kind: 'not-found',
      message: 'The system no longer knows this job and did not say how it ended.',
      advice: 'Look at the VM itself.',
    }
    this.update(id, { state: 'unknown', endedAt: this.options.clock.now(), cancel: 'It has ended.', fault })
  }

  private need(id: string): Job {
    const job = this.jobs.get(id)
    if (job !== undefined) return job
    throw new Fault({ kind: 'not-found', message: 'This job ended long ago and was forgotten.' })
  }

  private update(id: string, change: Partial<Job>): void {
    const job = this.jobs.get(id)
    if (job !== undefined) this.put({ ...job, ...change })
  }

  private put(job: Job): void {
    this.jobs.set(job.id, job)
    this.note(job.id)
  }

  private drop(id: string): void {
    if (this.jobs.delete(id)) this.note(id)
  }

  private note(id: string): void {
    this.version += 1
    this.versions.set(id, this.version)
    this.changed.emit()
  }

  private trim(): void {
    const now = this.options.clock.now()
    const over = [...this.jobs.values()]
      .filter(ended)
      .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
      .filter((job, index) => index >= keepEnded || now - (job.endedAt ?? 0) > keepMs)
    for (const { id, upstreamId } of over) {
      this.drop(id)
      this.started.delete(id)
      if (upstreamId !== undefined) this.byUpstream.delete(upstreamId)
    }
  }
}

/** As Gantry called it when it was started; where that is not known, in the system's words. */
function ownTitle({ verb, title }: Pick<Job, 'verb' | 'title'>): string {
  // Any text may be looked up; what is no verb is not there.
  return (verbs as Partial<Record<string, { title: string }>>)[verb]?.title ?? title
}
