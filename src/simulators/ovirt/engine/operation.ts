import type { Vm } from '../estate/model.ts'
import type { Reference } from './event-log.ts'
import type { Job, JobLog, JobStart } from './job-log.ts'
import type { Timeline } from './timeline.ts'

/** Who asked for it, for the event. */
export interface Caller {
  user?: Reference | undefined
  correlationId?: string | undefined
}

/** Something that was accepted and takes its time, with or without a job that tells how it goes. */
export class Operation {
  readonly caller: Caller
  readonly job: Job | undefined
  /** Why it is going to fail, when it is. */
  readonly doom: string | undefined
  /** What of a copy stays behind then; nothing when absent. */
  readonly leaves: Leaves | undefined
  /** What was given as a reason, to be appended to an event. */
  readonly why: string
  private readonly jobs: JobLog | undefined

  constructor(
    caller: Caller,
    given: { jobs?: JobLog; job?: Job; doom?: Doom | undefined; reason?: string | undefined } = {},
  ) {
    this.caller = caller
    this.jobs = given.jobs
    this.job = given.job
    this.doom = given.doom?.why
    this.leaves = given.doom?.leaves
    this.why = given.reason === undefined ? '' : ` Reason: ${given.reason}.`
  }

  /** Name of who asked. */
  get by(): string {
    return this.caller.user?.name ?? 'admin@internal'
  }

  end(status: 'finished' | 'failed' | 'aborted'): void {
    if (this.job?.status === 'started') this.jobs?.end(this.job, status)
  }
}

/** A copy that fails leaves itself, one of its disks, or nothing. */
export type Leaves = 'copy' | 'disk'

interface Doom {
  why: string
  leaves: Leaves | undefined
}

/** Failures that were ordered for what a VM is told to do next. */
export class Dooms {
  private readonly ordered = new Map<string, Doom & { action: string | undefined }>()

  order(vm: Pick<Vm, 'id'>, action: string | undefined, why: string, leaves?: Leaves): void {
    this.ordered.set(vm.id, { action, why, leaves })
  }

  /** Why this action of the VM shall fail; counts once. */
  take(vm: Pick<Vm, 'id'>, action: string): Doom | undefined {
    const doom = this.ordered.get(vm.id)
    if (doom === undefined || (doom.action !== undefined && doom.action !== action)) return undefined
    this.ordered.delete(vm.id)
    return doom
  }
}

/** Begins operations on VMs, each with its job. */
export class Operations {
  readonly dooms = new Dooms()
  private readonly jobs: JobLog

  constructor(jobs: JobLog) {
    this.jobs = jobs
  }

  begin(
    vm: Pick<Vm, 'id'>,
    action: string,
    caller: Caller,
    told: Pick<JobStart, 'description' | 'takes' | 'storage'> & { reason?: string | undefined },
  ): Operation {
    const job = this.jobs.start({
      ...told,
      correlationId: caller.correlationId,
      ownerId: caller.user?.id,
    })
    const doom = this.dooms.take(vm, action)
    return new Operation(caller, { jobs: this.jobs, job, doom, reason: told.reason })
  }
}

/** What each VM is going through. A new course ends the one before, so that what that had planned comes to nothing. */
export class Courses {
  private readonly timeline: Timeline
  private readonly running = new WeakMap<Vm, { number: number; operation: Operation | undefined }>()

  constructor(timeline: Timeline) {
    this.timeline = timeline
  }

  /** From now on nothing that was planned for the VM happens; the operation that had planned it ends as `how` says. */
  begin(vm: Vm, operation?: Operation, how: 'failed' | 'aborted' = 'failed'): number {
    const before = this.running.get(vm)
    const number = (before?.number ?? 0) + 1
    this.running.set(vm, { number, operation })
    vm.migration = undefined
    if (before?.operation !== operation) before?.operation?.end(how)
    return number
  }

  later(vm: Vm, course: number, ms: number, run: () => void): void {
    this.timeline.after(ms, () => {
      if (this.running.get(vm)?.number === course) run()
    })
  }
}
