import type { FaultInfo } from '../../../../contract/fault.ts'
import { toFault } from '../../../../contract/fault.ts'
import type { Job } from '../../../../contract/job.ts'
import type { CloneEnd, CloneProgress } from '../../clone-port.ts'
import { cannotCancel } from '../actions/follow.ts'
import { unknownEnd } from '../actions/goals.ts'
import { type JobSight, jobList, jobState, type Poller, stepOf } from '../actions/poller.ts'
import { spoken } from '../map/states.ts'
import type { Engine } from '../transport/engine.ts'
import { pause } from '../transport/wait.ts'
import { Reader } from '../watch/collections.ts'
import { type Machine, MachineReader } from '../watch/machine-parts.ts'
import { diskItem } from '../wire/disk.ts'
import type { WireTemplate, WireVm } from '../wire/machine.ts'
import { findCopy, jobOf, type Sought, wordsOf } from './traces.ts'

/** A copy that the engine has begun to make, or may have. */
export interface Copy extends Sought {
  id: string | undefined
  job: string | undefined
  /** Why it is not known whether the engine took it. */
  doubt: FaultInfo | undefined
}

/** It is there with all its disks, or how it ended otherwise. */
export type Made = { state: 'made'; id: string } | Exclude<CloneEnd, { state: 'done' }>

const minute = 60_000
const roundMs = 1_500
/** An engine that cannot be reached is waited for. */
const lostMs = 10 * minute
/** A request without answer left its traces by then, if the engine took it. */
const doubtMs = minute
/** What a job that is over leaves unfinished for longer stays so. */
const settleMs = 15_000
const limitMs = 24 * 60 * minute

interface Sight {
  /** Undefined: it is not there. */
  status: string | undefined
  job: JobSight | undefined
}

/** Follows a copy until all its disks are there, or it is known that they never will be. */
export class CopyFollower {
  private readonly engine: Engine
  private readonly poller: Poller
  private readonly reader: Reader
  private readonly machines: MachineReader
  /** Disks of the copy as they were first seen. */
  private disks: { id: string; name: string }[] | undefined

  constructor(engine: Engine, poller: Poller) {
    this.engine = engine
    this.poller = poller
    this.reader = new Reader(engine)
    this.machines = new MachineReader(this.reader)
  }

  /** Rejects only with the reason of `signal`. */
  async follow(copy: Copy, report: (progress: CloneProgress) => void, signal: AbortSignal): Promise<Made> {
    const { clock } = this.engine.options
    const began = clock.now()
    let answeredAt = began
    let { id, job } = copy
    let seen = false
    /** Since when nothing more can be expected. */
    let overAt: number | undefined
    for (;;) {
      try {
        const sight = await this.look(copy, id, job, signal)
        answeredAt = clock.now()
        if (job === undefined && clock.now() - began < doubtMs) {
          job = await jobOf(this.reader, copy.intent, signal)
          if (job !== undefined) report({ upstreamId: job })
        }
        if (id === undefined) {
          id = await findCopy(this.reader, copy, signal)
          if (id !== undefined) {
            report({ makes: { kind: copy.kind, name: copy.name, id } })
            continue
          }
        }
        const over = sight.job !== undefined && sight.job.state !== 'started'
        if (over) overAt ??= clock.now()
        const settled = overAt !== undefined && clock.now() - overAt > settleMs
        if (id === undefined) {
          if (copy.doubt !== undefined && job === undefined && clock.now() - began > doubtMs) {
            return unknownEndOf(
              'The engine did not answer, and nothing shows that it took the request.',
              copy.doubt,
            )
          }
          if (sight.job?.state === 'failed' || sight.job?.state === 'aborted' || settled) {
            return await this.failed(copy, undefined, 'The copy was not made.', signal)
          }
          if (job === undefined && clock.now() - began > 2 * doubtMs) {
            return unknownEndOf('The engine took the request, but told of no job and no copy is there.')
          }
        } else if (sight.status === undefined) {
          // A list may be older than the answer that named the copy.
          if (seen || over || clock.now() - began > settleMs) {
            return await this.failed(copy, undefined, 'The engine gave the copy up and removed it.', signal)
          }
        } else {
          seen = true
          const verdict = await this.judge(copy, id, sight, settled, signal)
          if (verdict !== undefined) return verdict
        }
        report(progressOf(copy, sight, id))
      } catch (error) {
        signal.throwIfAborted()
        const { info } = toFault(error, this.engine.options.system.id)
        if (info.kind === 'auth') {
          return unknownEndOf('The session ended before the engine said how this went.', info)
        }
        if (clock.now() - answeredAt > lostMs) {
          return unknownEndOf('The engine did not answer any more before it said how this went.', info)
        }
      }
      if (clock.now() - began > limitMs) {
        return unknownEndOf('The engine took it, but the copy was not there after a day.')
      }
    }
  }

  private async look(
    copy: Copy,
    id: string | undefined,
    job: string | undefined,
    signal: AbortSignal,
  ): Promise<Sight> {
    if (copy.kind === 'vm' || id === undefined) {
      const target = id ?? copy.source
      const { vm, job: sight } = await this.poller.next(target, job, signal)
      return { status: vm === undefined ? undefined : (vm.status.word ?? 'image_illegal'), job: sight }
    }
    await pause(this.engine.options.clock, roundMs, signal)
    // In this order: what the template says is never older than what its job says is over.
    const sight = job === undefined ? undefined : await this.jobSight(job, signal)
    const template = await this.machines.read('template', id, false, signal)
    return {
      status: template === undefined ? undefined : (template.wire.status.word ?? 'unknown'),
      job: sight,
    }
  }

  private async jobSight(id: string, signal: AbortSignal): Promise<JobSight> {
    const job = await this.reader.one(jobList, id, signal)
    if (job === undefined) return { state: 'gone' }
    const state = jobState(job)
    return { state, ...(state === 'started' ? await stepOf(this.reader, id, signal) : {}) }
  }

  /** `undefined`: still under way. */
  private async judge(
    copy: Copy,
    id: string,
    { status, job }: Sight,
    settled: boolean,
    signal: AbortSignal,
  ): Promise<Made | undefined> {
    const locked = status === 'image_locked' || status === 'locked'
    const bad = job?.state === 'failed' || job?.state === 'aborted'
    if (locked || job?.state === 'started') {
      if (this.disks === undefined) await this.machine(copy.kind, id, signal)
      if (bad && settled)
        return this.failed(copy, id, 'The engine’s job failed; the copy is still locked.', signal)
      return undefined
    }
    const machine = await this.machine(copy.kind, id, signal)
    if (machine === undefined) return undefined
    const states = machine.disks.map(({ disk }) => disk.status.word?.toLowerCase() ?? 'ok')
    if (status === 'image_illegal' || status === 'illegal' || states.includes('illegal')) {
      return this.failed(copy, id, 'A disk of the copy is illegal: it was not copied to its end.', signal)
    }
    if (bad) {
      // A copy that failed is mostly removed within moments.
      if (!settled) return undefined
      return this.failed(
        copy,
        id,
        `The engine’s job failed; the copy is ${spoken(status ?? 'gone')}.`,
        signal,
      )
    }
    return states.includes('locked') ? undefined : { state: 'made', id }
  }

  private async machine(
    kind: Copy['kind'],
    id: string,
    signal: AbortSignal,
  ): Promise<Machine<WireVm | WireTemplate> | undefined> {
    const machine = await this.machines.read(kind, id, false, signal)
    if (machine === undefined) return undefined
    this.disks ??= machine.disks.map(({ disk }) => ({
      id: disk.id,
      name: disk.alias ?? disk.name ?? disk.id,
    }))
    return machine
  }

  /** `id`: what is still there of it. */
  private async failed(
    copy: Copy,
    id: string | undefined,
    plain: string,
    signal: AbortSignal,
  ): Promise<Made> {
    const told = await wordsOf(this.reader, copy.intent, signal)
    const left =
      id === undefined
        ? await this.disksLeft(signal)
        : [{ kind: copy.kind, id, name: copy.name, what: 'The copy as far as it came; it cannot be used.' }]
    return {
      state: 'failed',
      makes: { kind: copy.kind, name: copy.name, ...(id === undefined ? {} : { id }) },
      fault: {
        kind: 'conflict',
        message: told?.message ?? plain,
        system: this.engine.options.system.id,
        advice: 'The events of the source say more. Remove what was left behind, then try again.',
        ...(told?.code === undefined ? {} : { code: told.code }),
        ...(told === undefined ? {} : { causes: [plain] }),
      },
      ...(left.length === 0 ? {} : { left }),
    }
  }

  /** Disks of the copy that did not go with it. */
  private async disksLeft(signal: AbortSignal): Promise<NonNullable<Job['left']>> {
    const left: NonNullable<Job['left']> = []
    for (const { id, name } of this.disks ?? []) {
      const disk = await this.reader
        .one({ path: '/disks', schema: diskItem }, id, signal)
        .catch(() => undefined)
      if (disk === undefined) continue
      const state = disk.status.word?.toLowerCase()
      left.push({
        kind: 'disk',
        id,
        name,
        what: `A disk without a VM${state === undefined || state === 'ok' ? '' : `, ${state}`}: remove it in the engine’s own administration.`,
      })
    }
    return left
  }
}

function progressOf(copy: Copy, { status, job }: Sight, id: string | undefined): CloneProgress {
  const state = status === undefined || id === undefined ? undefined : `The copy is ${spoken(status)}`
  const step =
    job?.step ??
    state ??
    (copy.doubt === undefined ? undefined : 'The engine did not answer; looking for the copy')
  return {
    state: 'running',
    cancel: cannotCancel,
    ...(step === undefined ? {} : { step }),
    ...(job?.percent === undefined ? {} : { percent: job.percent }),
  }
}

/** With how to see for oneself. */
function unknownEndOf(message: string, cause?: FaultInfo): Extract<CloneEnd, { state: 'unknown' }> {
  const end = unknownEnd(message, cause)
  // `unknownEnd` gives no other state.
  return end as Extract<CloneEnd, { state: 'unknown' }>
}
