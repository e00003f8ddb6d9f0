import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { ActionEnd, Progress } from '../../action-port.ts'
import { toSnapshots } from '../map/snapshot.ts'
import { spoken } from '../map/states.ts'
import type { Engine } from '../transport/engine.ts'
import { collections, Reader } from '../watch/collections.ts'
import { eventList } from '../watch/events.ts'
import { statisticsOf } from '../watch/samples.ts'
import { wireSnapshot } from '../wire/snapshot.ts'
import { valuesOf } from '../wire/statistic.ts'
import { goalOf, type Look, unknownEnd, type Verdict } from './goals.ts'
import { jobList, type Poller, type Sight } from './poller.ts'
import { disksSeen, type Move } from './relocate.ts'

/** An action that the engine has taken, or may have. */
export interface Followed {
  vm: string
  action: VmAction
  intent: string
  before: Look['before']
  job: string | undefined
  /** The snapshot that it makes or removes. */
  snapshot: string | undefined
  /** What of a relocation this is. */
  move?: Pick<Move, 'disks' | 'to'>
  /** Jobs of the same intent that are over. */
  earlier?: ReadonlySet<string>
  /** Why it is not known whether the engine took it. */
  doubt: FaultInfo | undefined
}

/** An engine that cannot be reached is waited for. */
const lostMs = 10 * 60_000
/** A request without answer left its traces by then, if the engine took it. */
const doubtMs = 60_000

export const cannotCancel = 'The engine cannot cancel this once it has begun.'

/** Follows an action to its real end. Rejects only with the reason of `signal`. */
export async function follow(
  engine: Engine,
  poller: Poller,
  followed: Followed,
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<ActionEnd> {
  const { clock } = engine.options
  const { action, before, vm } = followed
  const reader = new Reader(engine)
  const goal = goalOf(action, before)
  const began = clock.now()
  let { job } = followed
  let moved = false
  let migrated = false
  let answeredAt = began
  for (;;) {
    let sight: Sight
    try {
      sight = await poller.next(vm, job, signal)
      answeredAt = clock.now()
      if (job === undefined && (followed.doubt !== undefined || clock.now() - began > 3_000)) {
        job = await jobOf(reader, followed, signal)
        if (job !== undefined) report({ upstreamId: job })
      }
      const status = sight.vm === undefined ? undefined : (sight.vm.status.word ?? 'image_illegal')
      const hostId = sight.vm?.host?.id
      const elsewhere = hostId !== undefined && before.hostId !== undefined && hostId !== before.hostId
      if (status !== before.status || elsewhere) moved = true
      if (status === 'migrating') migrated = true
      const look: Look = {
        status,
        vm: sight.vm,
        job: sight.job,
        before,
        moved,
        migrated,
        elapsedMs: clock.now() - began,
        snapshot: () => snapshotStatus(reader, vm, followed.snapshot, signal),
        previews: () => previews(reader, vm, signal),
        disks: () => disksSeen(reader, vm, followed.move ?? { disks: [], to: '' }, signal),
      }
      const { doubt } = followed
      if (doubt !== undefined && !moved && job === undefined) {
        if (clock.now() - began > doubtMs) {
          return unknownEnd('The engine did not answer, and nothing shows that it took the request.', doubt)
        }
        continue
      }
      const end = await ending(reader, followed, await goal.judge(look), look, signal)
      if (end !== undefined) return end
      report(await progressOf(reader, action, look, vm, signal))
    } catch (error) {
      signal.throwIfAborted()
      const { info } = toFault(error, engine.options.system.id)
      if (info.kind === 'auth') {
        return unknownEnd('The session ended before the engine said how this went.', info)
      }
      if (clock.now() - answeredAt > lostMs) {
        return unknownEnd('The engine did not answer any more before it said how this went.', info)
      }
    }
    if (clock.now() - began > goal.limitMs) {
      return unknownEnd(
        `The engine took it, but it had come to no end after ${Math.round(goal.limitMs / 60_000)} minutes.`,
      )
    }
  }
}

async function ending(
  reader: Reader,
  followed: Followed,
  verdict: Verdict,
  look: Look,
  signal: AbortSignal,
): Promise<ActionEnd | undefined> {
  if (verdict === 'done') return { state: 'done' }
  if (verdict === 'cancelled') return { state: 'cancelled' }
  if (verdict !== undefined && 'unknown' in verdict) return unknownEnd(verdict.unknown)
  const { job } = look
  const jobFailed = job?.state === 'failed' || job?.state === 'aborted'
  if (verdict === undefined && !jobFailed) return undefined
  const migrates = followed.action.verb === 'migrate'
  if (migrates && (job?.state === 'aborted' || (await wasCancelled(reader, followed, signal)))) {
    return { state: 'cancelled' }
  }
  const told = await toldOf(reader, followed, signal)
  const state = look.status === undefined ? 'gone' : spoken(look.status)
  const plain = verdict?.failed ?? `The engine's job failed; the VM is ${state}.`
  return {
    state: 'failed',
    fault: {
      kind: 'conflict',
      message: told?.message ?? plain,
      ...(told?.code === undefined ? {} : { code: told.code }),
      ...(told === undefined || verdict === undefined ? {} : { causes: [plain] }),
      advice: 'Read the events of the VM, then try again.',
    },
  }
}

/** What the engine's log says about this action: its own words for the failure. */
async function toldOf(
  reader: Reader,
  { intent }: Followed,
  signal: AbortSignal,
): Promise<{ message: string; code?: string } | undefined> {
  const options = { search: `correlation_id=${intent} sortby time desc`, max: 20 }
  const events = await reader.list(eventList, options, signal).catch(() => [])
  // A search that is not understood may bring the events of others.
  const own = events.filter((event) => event.correlation_id === intent)
  const severe = (words: readonly string[]) =>
    own.find((event) => words.includes(event.severity?.toLowerCase() ?? ''))
  const found = severe(['error', 'alert']) ?? severe(['warning'])
  if (found?.description === undefined) return undefined
  return {
    message: found.description,
    ...(found.code === undefined ? {} : { code: String(found.code) }),
  }
}

const migrationCancelledCode = 161

/** Whether somebody cancelled the migration: its event is younger than those of the migration itself. */
async function wasCancelled(reader: Reader, { vm, intent }: Followed, signal: AbortSignal): Promise<boolean> {
  const options = { search: `_event_vm_id=${vm} sortby time desc`, max: 20 }
  const events = await reader.list(eventList, options, signal).catch(() => [])
  for (const event of events.filter((one) => one.vm?.id === vm).sort((a, b) => b.index - a.index)) {
    if (event.code === migrationCancelledCode) return true
    if (event.correlation_id === intent) return false
  }
  return false
}

/** The job that an intent began, when the reply did not name it. */
async function jobOf(
  reader: Reader,
  { intent, earlier }: Followed,
  signal: AbortSignal,
): Promise<string | undefined> {
  const search = `correlation_id=${intent}`
  const all = await reader.list(jobList, { search }, signal).catch(() => [])
  const found = all.filter((job) => earlier?.has(job.id) !== true)
  // A search that the engine does not understand may give all or nothing.
  return found.find((job) => job.correlation_id === intent || found.length === 1)?.id
}

async function snapshotStatus(
  reader: Reader,
  vm: string,
  id: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (id === undefined) return undefined
  const path = `/vms/${encodeURIComponent(vm)}/snapshots`
  const snapshot = await reader.one({ path, schema: wireSnapshot }, id, signal)
  if (snapshot === undefined) return undefined
  return snapshot.snapshot_status.word ?? snapshot.status.word ?? 'ok'
}

async function previews(reader: Reader, vm: string, signal: AbortSignal): Promise<boolean> {
  const path = `/vms/${encodeURIComponent(vm)}/snapshots`
  const list = await reader.list({ path, key: 'snapshot', schema: wireSnapshot }, {}, signal)
  return toSnapshots(list).some((snapshot) => snapshot.status === 'in_preview')
}

async function progressOf(
  reader: Reader,
  action: VmAction,
  { status, job }: Look,
  vm: string,
  signal: AbortSignal,
): Promise<Progress> {
  const step = job?.step ?? (status === undefined ? undefined : `The VM is ${spoken(status)}`)
  let percent = job?.percent
  const migrates = action.verb === 'migrate'
  if (migrates && status === 'migrating') {
    const values = valuesOf(await statisticsOf(reader, collections.vm.path, vm, signal))
    percent = values.get('migration.progress') ?? percent
  }
  return {
    state: 'running',
    cancel: migrates && status === 'migrating' ? true : migrates ? 'It is not migrating yet.' : cannotCancel,
    ...(step === undefined ? {} : { step }),
    ...(percent === undefined ? {} : { percent }),
  }
}
