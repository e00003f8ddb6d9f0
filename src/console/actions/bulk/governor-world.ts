import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { Job } from '../../../contract/job.ts'
import type { Target } from '../request.ts'
import type { Verdict } from './plan.ts'
import type { Pace, Run } from './run.ts'
import type { RunShelf } from './run-shelf.ts'

/** What the governor needs of the page around it. */
export interface GovernorWorld {
  /** As `sendAction`: resolves when the system took or refused it, throws when nobody knows. */
  send: (target: Target, action: VmAction, intent: string, run: string) => Promise<Job>
  newIntent: () => string
  faultOf: (error: unknown) => FaultInfo
  /** What the action would do to the target by the rows of now. */
  verdict: (verb: Verb, target: Target, action: VmAction) => Verdict
  /** Whether a system can be asked now; a text says what it waits for. */
  ready: (system: string) => true | string
  /** By `system/id`. */
  jobs: () => ReadonlyMap<string, Job>
  onJobs: (listener: () => void) => void
  shelf: RunShelf
}

export interface Runs {
  /** The newest last. */
  runs: readonly Run[]
  /** Systems whose pace was changed. */
  paces: ReadonlyMap<string, Pace>
  /** The storage of the tab has no room: a reload would lose the runs. */
  unkept: boolean
}
