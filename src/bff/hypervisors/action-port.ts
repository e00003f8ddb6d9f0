import type { VmAction } from '../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { Job, JobStep, RequestPreview } from '../../contract/job.ts'
import type { ConsoleOptions, ConsoleTicket, IsoFile } from '../../contract/vm.ts'

/** What is to be done to one VM or template. */
export interface ActionRequest {
  vm: string
  action: VmAction
  /**
   * A UUID of the admin's intent. Sent upstream where that takes one (oVirt correlation id, vSphere operation id), so that
   * the trail can be followed there; never a reason to send twice.
   */
  intent: string
}

/** How far an action is; what is absent stays as it was last said. */
export interface Progress {
  /** The system's task or job; said as soon as it is known. */
  upstreamId?: string
  /** An operation of the system's log that tells of it; each one said is kept. Alone it does not say that it was taken. */
  chain?: string
  /** `queued` waits upstream for its turn. */
  state?: 'queued' | 'running'
  percent?: number
  step?: string
  /** `true`, or why it cannot be cancelled now. */
  cancel?: true | string
}

/** How an action really ended, not what its acceptance said. */
export type ActionEnd =
  | { state: 'done' }
  | { state: 'failed'; fault: FaultInfo }
  | { state: 'cancelled' }
  /** Upstream forgot how it ended; `fault` says what is known. */
  | { state: 'unknown'; fault: FaultInfo }

/** A job that the system tells of, whoever started it. `id` is the system's own. */
export type FoundJob = Omit<Job, 'system' | 'own' | 'upstreamId'> & {
  /** The intent that it was started with, where the system keeps that. */
  intent?: string
}

/** Takes the jobs that a system tells of. */
export interface JobSink {
  /** New ones and changed ones. */
  put(jobs: FoundJob[]): void
  /** Ids that the system no longer tells of; they may have ended in any way. */
  gone(ids: string[]): void
}

/** The part of a connection that changes things. Every method throws `Fault`. */
export interface Actions {
  /** The requests that `run` would send first, secrets masked; sends nothing that changes anything. */
  preview(request: ActionRequest, signal: AbortSignal): Promise<RequestPreview[]>
  /**
   * Sends the action and follows it to its real end. Throws when the system refuses it outright; a fault that blames an
   * option names it in `field` as in the schema of the action (`name`, `memoryBytes`, `options.hostId`).
   * An abort ends only the following, never the action.
   */
  run(request: ActionRequest, report: (progress: Progress) => void, signal: AbortSignal): Promise<ActionEnd>
  /** Asks the system to cancel one of its tasks or jobs; that it was cancelled is told by `run` or `watchJobs`. */
  cancelJob(upstreamId: string, signal: AbortSignal): Promise<void>
  /** The steps of one of the system's jobs, outer before inner ones; absent where the system has no such. */
  jobSteps?(upstreamId: string, signal: AbortSignal): Promise<JobStep[]>
  /**
   * Tells of the system's own jobs: those that run and those that ended lately, then what changes, until `signal` aborts
   * (resolves) or the connection is lost (throws).
   */
  watchJobs(sink: JobSink, signal: AbortSignal): Promise<void>
  /** A ticket to the console of a running VM. */
  console(vm: string, options: ConsoleOptions, signal: AbortSignal): Promise<ConsoleTicket>
  /** Images that can be put into CD drives of this VM. */
  isoFiles(vm: string, signal: AbortSignal): Promise<IsoFile[]>
}
