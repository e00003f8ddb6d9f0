import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { ActionEnd } from '../../action-port.ts'
import { spoken } from '../map/states.ts'
import type { FollowedVm, JobSight } from './poller.ts'
import type { DisksSeen } from './relocate.ts'

/** What is known when a round has looked. */
export interface Look {
  /** State word; undefined when the VM is gone. */
  status: string | undefined
  vm: FollowedVm | undefined
  job: JobSight | undefined
  /** Where it was before the request. */
  before: { status: string; hostId: string | undefined }
  /** It was seen in another state than before. */
  moved: boolean
  /** It was seen in `migrating`. */
  migrated: boolean
  /** Since the engine took it. */
  elapsedMs: number
  /** Status of the snapshot in question: `undefined` when there is none of that id. */
  snapshot: () => Promise<string | undefined>
  /** Whether a snapshot of the VM is being previewed. */
  previews: () => Promise<boolean>
  /** Where the disks that move are. */
  disks: () => Promise<DisksSeen>
}

/** `undefined`: still under way. A text is why it failed, for when the engine's log has no better words. */
export type Verdict = 'done' | 'cancelled' | { failed: string } | { unknown: string } | undefined

export interface Goal {
  /** Following ends after so long, with `unknown`. */
  limitMs: number
  judge(look: Look): Verdict | Promise<Verdict>
}

const minute = 60_000
/** A job that is over is followed that long by what the VM shows. */
const settleMs = 10_000

const failed = (why: string): Verdict => ({ failed: why })

/** States through which a VM passes; nothing ends there. */
const passing = new Set(['image_locked', 'saving_state', 'restoring_state', 'powering_down', 'migrating'])

/** The VM shall come to one of these states; back in one of `fallen` after it had left it is a failure. */
function reach(goal: readonly string[], fallen: readonly string[], what: string): Goal['judge'] {
  return ({ status, moved, job }) => {
    if (status === undefined) return failed('The VM was removed meanwhile.')
    if (goal.includes(status)) return 'done'
    const back = fallen.includes(status)
    if (back && (moved || job?.state === 'failed')) return failed(`The VM is ${spoken(status)}: ${what}`)
    return undefined
  }
}

/** The engine's job tells the end, and the VM's state that it is really over. */
const byJob: Goal['judge'] = ({ status, job, moved, elapsedMs }) => {
  if (status === undefined) return failed('The VM was removed meanwhile.')
  if (passing.has(status)) return undefined
  if (job?.state === 'finished') return 'done'
  // No job to ask, or one that was forgotten: the VM was busy with it and no longer is.
  if ((job === undefined || job.state === 'gone') && (moved || elapsedMs > 6 * settleMs)) {
    return moved ? 'done' : { unknown: 'The engine told of no job, and the VM was not seen busy with it.' }
  }
  return undefined
}

/** The engine had done it when it answered; its job at most has something to add. */
const atOnce: Goal['judge'] = ({ job, elapsedMs }) =>
  job === undefined || job.state === 'finished' || job.state === 'gone' || elapsedMs > settleMs
    ? 'done'
    : undefined

/** Down and up again; a cold reboot passes through `down`. */
const restarted: Goal['judge'] = ({ status, moved, job, elapsedMs }) => {
  if (status === undefined) return failed('The VM was removed meanwhile.')
  if (status === 'up' && moved) return 'done'
  if (status === 'paused' && moved) return failed('The VM is paused.')
  if (status === 'down' && moved && elapsedMs > minute && job?.state !== 'started') {
    return failed('The VM went down and did not start again.')
  }
  if (status === 'up' && job?.state !== 'started' && elapsedMs > 2 * minute) {
    return { unknown: 'The engine took the request, but the VM was not seen restarting.' }
  }
  return undefined
}

const migrated =
  (wanted: string | undefined): Goal['judge'] =>
  ({ status, vm, before, job, migrated: seen, elapsedMs }) => {
    if (status === undefined) return failed('The VM was removed meanwhile.')
    if (status === 'migrating') return undefined
    const now = vm?.host?.id
    if (now !== undefined && before.hostId !== undefined && now !== before.hostId) {
      return wanted === undefined || wanted === now
        ? 'done'
        : failed('The VM was migrated, but to another host than the wanted one.')
    }
    if (status === 'down') return failed('The VM is down.')
    // QUIRK(ovirt): accounts without administration rights do not see hosts; only the job tells them.
    if (now === undefined && job?.state === 'finished') return 'done'
    if (job?.state === 'aborted') return 'cancelled'
    if (seen && job?.state !== 'started' && elapsedMs > settleMs) return failed('The VM stayed on its host.')
    return undefined
  }

const migrationCancelled: Goal['judge'] = ({ status, vm, before }) => {
  if (status === undefined) return failed('The VM was removed meanwhile.')
  if (status === 'migrating') return undefined
  const now = vm?.host?.id
  return now !== undefined && before.hostId !== undefined && now !== before.hostId
    ? failed('The migration had ended before it could be cancelled.')
    : 'done'
}

const snapshotMade: Goal['judge'] = async ({ snapshot, elapsedMs }) => {
  const status = await snapshot()
  if (status === 'ok') return 'done'
  return status === undefined && elapsedMs > settleMs ? failed('The snapshot was not made.') : undefined
}

const snapshotGone: Goal['judge'] = async ({ snapshot, job, elapsedMs }) => {
  const status = await snapshot()
  if (status === undefined) return 'done'
  return status === 'ok' && job?.state !== 'started' && elapsedMs > settleMs
    ? failed('The snapshot is still there.')
    : undefined
}

const previewed =
  (wanted: boolean): Goal['judge'] =>
  async (look) => {
    const { status, job, elapsedMs } = look
    if (status === undefined) return failed('The VM was removed meanwhile.')
    if (passing.has(status)) return undefined
    if ((await look.previews()) === wanted) return 'done'
    return job?.state !== 'started' && elapsedMs > 2 * settleMs
      ? failed(wanted ? 'The snapshot is not being previewed.' : 'The snapshot is still being previewed.')
      : undefined
  }

/** The job outlasts the disk where a snapshot is merged afterwards. */
const relocated: Goal['judge'] = async ({ status, job, disks, elapsedMs }) => {
  if (status === undefined) return failed('The VM was removed meanwhile.')
  const seen = await disks()
  if (seen === 'gone') return failed('The disk was removed meanwhile.')
  if (seen === 'moving' || job?.state === 'started') return undefined
  if (seen === 'there') return 'done'
  return elapsedMs > settleMs ? failed('The disk is still where it was.') : undefined
}

const running = ['up', 'powering_up', 'paused', 'reboot_in_progress', 'not_responding']

/** What the action is after, by the state that the VM must really come to. */
export function goalOf(action: VmAction, before: Look['before']): Goal {
  switch (action.verb) {
    case 'start':
      return {
        limitMs: 15 * minute,
        judge: reach(
          ['up'],
          ['down', ...(before.status === 'suspended' ? ['suspended'] : [])],
          'it did not start.',
        ),
      }
    case 'run-once': {
      const goal = action.options.pause === true ? ['paused', 'up'] : ['up']
      return { limitMs: 15 * minute, judge: reach(goal, ['down'], 'it did not start.') }
    }
    case 'stop':
      return { limitMs: 5 * minute, judge: reach(['down'], running, 'it was not powered off.') }
    case 'shutdown':
      return { limitMs: 15 * minute, judge: reach(['down'], running, 'the guest did not shut down.') }
    case 'suspend':
      return {
        limitMs: 60 * minute,
        judge: reach(['suspended'], [...running, 'down'], 'it was not suspended.'),
      }
    case 'reboot':
    case 'reset':
      return { limitMs: 15 * minute, judge: restarted }
    case 'migrate':
      return { limitMs: 6 * 60 * minute, judge: migrated(action.hostId) }
    case 'cancel-migration':
      return { limitMs: 5 * minute, judge: migrationCancelled }
    case 'snapshot-create':
      return { limitMs: 6 * 60 * minute, judge: snapshotMade }
    case 'snapshot-delete':
      return { limitMs: 24 * 60 * minute, judge: snapshotGone }
    case 'snapshot-preview':
      return { limitMs: 60 * minute, judge: previewed(true) }
    case 'snapshot-commit':
    case 'snapshot-undo':
      return { limitMs: 60 * minute, judge: previewed(false) }
    case 'relocate':
      return { limitMs: 24 * 60 * minute, judge: relocated }
    case 'remove':
      return {
        limitMs: 60 * minute,
        judge: ({ status }) => (status === undefined ? 'done' : undefined),
      }
    case 'detach-pool':
      return {
        limitMs: 5 * minute,
        judge: ({ status, vm }) =>
          status === undefined
            ? failed('The VM was removed meanwhile.')
            : vm?.vm_pool?.id === undefined && vm?.vmpool?.id === undefined
              ? 'done'
              : undefined,
      }
    case 'snapshot-revert':
      return { limitMs: 6 * 60 * minute, judge: byJob }
    case 'export':
    case 'export-ova':
      return { limitMs: 24 * 60 * minute, judge: byJob }
    default:
      return { limitMs: minute, judge: atOnce }
  }
}

/** What is told when the following ended without an end. */
export function unknownEnd(message: string, cause?: FaultInfo): ActionEnd {
  return {
    state: 'unknown',
    fault: {
      kind: cause?.kind ?? 'timeout',
      message,
      advice: 'Look at the VM itself and at its events before you try again.',
      ...(cause === undefined ? {} : { causes: [cause.message] }),
    },
  }
}
