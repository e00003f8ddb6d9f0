import { z } from 'zod'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { JobStep, RequestPreview } from '../../../../contract/job.ts'
import type { ConsoleOptions, ConsoleTicket, IsoFile } from '../../../../contract/vm.ts'
import type { ActionEnd, ActionRequest, Actions, JobSink, Progress } from '../../action-port.ts'
import type { DiskUse } from '../map/disk.ts'
import { toVmRow, vmStatus } from '../map/machine.ts'
import type { Engine, Write } from '../transport/engine.ts'
import { at, type Tree } from '../transport/tree.ts'
import { Reader } from '../watch/collections.ts'
import { MachineReader } from '../watch/machine-parts.ts'
import { releaseNow } from '../watch/release-now.ts'
import { toText } from '../wire/coerce.ts'
import { type WireVm, wireVm } from '../wire/machine.ts'
import { isoFiles, openConsole } from './consoles.ts'
import { cannotCancel, type Followed, follow } from './follow.ts'
import { unknownEnd } from './goals.ts'
import { watchJobs } from './jobs.ts'
import { refusal } from './refusal.ts'
import { type Release, verbsOf } from './release.ts'
import { type Move, moveInTurn, movesOf } from './relocate.ts'
import { type Basis, masked, requestOf } from './requests.ts'
import type { Workroom, Workrooms } from './shared.ts'
import { readSteps } from './steps.ts'

const vms = { path: '/vms', schema: wireVm }
const cdroms = { key: 'cdrom', schema: z.object({ id: z.string().min(1) }) }
const noCdrom = '00000000-0000-0000-0000-000000000000'

/** What the engine has done when it answers, unless the reply names a job. */
const atOnce: readonly VmAction['verb'][] = ['edit', 'change-cd']

/** One request of an action. */
interface Step {
  write: Write
  before: Followed['before']
  move?: Move
  earlier?: ReadonlySet<string>
}

/** Changes VMs of one engine through one account. */
export class EngineActions implements Actions {
  private readonly engine: Engine
  private readonly rooms: Workrooms
  private release: Release | undefined

  constructor(engine: Engine, rooms: Workrooms) {
    this.engine = engine
    this.rooms = rooms
  }

  preview({ vm, action }: ActionRequest, signal: AbortSignal): Promise<RequestPreview[]> {
    return this.named(signal, async () => {
      const basis = await this.basis(vm, action, signal)
      if (action.verb !== 'relocate') return [this.shown(requestOf(masked(action), basis, true))]
      const moves = movesOf(action, basis, basis.disks, true)
      return moves.map(({ write }, n) => ({
        ...this.shown(write),
        ...(n === 0 ? {} : { note: `When ${moves[n - 1]?.name} has moved` }),
      }))
    })
  }

  private shown({ method, path, body, contentType }: Write): RequestPreview {
    return {
      method,
      path: this.engine.access.base + path,
      ...(contentType === undefined ? {} : { contentType }),
      ...(body === undefined ? {} : { body }),
    }
  }

  run(request: ActionRequest, report: (progress: Progress) => void, signal: AbortSignal): Promise<ActionEnd> {
    return this.named(signal, () =>
      this.rooms.within(this.engine, (room) => this.perform(room, request, report, signal)),
    )
  }

  cancelJob(upstreamId: string, signal: AbortSignal): Promise<void> {
    return this.named(signal, async () => {
      const vm = this.rooms.migrating(upstreamId)
      if (vm === undefined) throw new Fault({ kind: 'unsupported', message: cannotCancel })
      const action = { verb: 'cancel-migration' } as const
      const basis = await this.basis(vm, action, signal)
      await this.send(requestOf(action, basis), vm, action, 'gantry-cancel', signal)
    })
  }

  jobSteps(upstreamId: string, signal: AbortSignal): Promise<JobStep[]> {
    return this.named(signal, () => readSteps(new Reader(this.engine), upstreamId, signal))
  }

  watchJobs(sink: JobSink, signal: AbortSignal): Promise<void> {
    return this.named(signal, () => watchJobs(this.engine, this.rooms, sink, signal))
  }

  console(vm: string, options: ConsoleOptions, signal: AbortSignal): Promise<ConsoleTicket> {
    return this.named(signal, () => openConsole(this.engine, vm, options, signal))
  }

  isoFiles(vm: string, signal: AbortSignal): Promise<IsoFile[]> {
    return this.named(signal, () => isoFiles(this.engine, vm, signal))
  }

  private async perform(
    room: Workroom,
    request: ActionRequest,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ActionEnd> {
    const { vm: id, action } = request
    const basis = await this.basis(id, action, signal)
    const before = { status: vmStatus(basis.vm), hostId: basis.vm.host?.id }
    if (action.verb === 'shutdown' && before.status !== 'up') {
      // QUIRK(all versions): a VM that is not up is powered off instead, without a word (fact sheet §5.1).
      const message = 'The engine would power it off instead: a guest is asked only while the VM is up.'
      throw new Fault({ kind: 'invalid-state', message })
    }
    if (action.verb !== 'relocate') {
      return this.step(room, request, { write: requestOf(action, basis), before }, report, signal)
    }
    const earlier = new Set<string>()
    const step = (move: Move, told: (progress: Progress) => void): Promise<ActionEnd> => {
      const noted = (progress: Progress): void => {
        if (progress.upstreamId !== undefined) earlier.add(progress.upstreamId)
        told(progress)
      }
      const sent = { write: move.write, before, move, earlier: new Set(earlier) }
      return this.step(room, request, sent, noted, signal)
    }
    try {
      return await moveInTurn(movesOf(action, basis, basis.disks), step, report)
    } finally {
      // Events of disks do not name their VM.
      this.rooms.marks.touch(id)
    }
  }

  /** Sends one request and follows it to its end. */
  private async step(
    room: Workroom,
    { vm: id, action, intent }: ActionRequest,
    { write, before, move, earlier }: Step,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ActionEnd> {
    const { engine } = this
    let reply: Tree | undefined
    let doubt: FaultInfo | undefined
    // Of what it refuses the engine writes entries as well.
    report({ chain: intent })
    try {
      const suspect = move?.field
      const about = { before: before.status, ...(suspect === undefined ? {} : { suspect }) }
      reply = await this.send(write, id, action, intent, signal, about)
    } catch (error) {
      const fault = toFault(error)
      if (await this.alreadySo(fault, id, action, before.status, signal)) return { state: 'done' }
      if (fault.kind !== 'timeout' && fault.kind !== 'unavailable') throw error
      // The engine may have taken it: only what the VM does can tell.
      doubt = fault.info
      if (atOnce.includes(action.verb)) {
        return unknownEnd('The engine did not answer; the change may have been made.', doubt)
      }
    }
    const job = toText(at(reply, 'job', 'id'))
    const origin = { vm: id, intent, chain: intent }
    if (job !== undefined) this.rooms.setOrigin(job, origin)
    report({
      state: 'running',
      cancel: cannotCancel,
      ...(job === undefined ? {} : { upstreamId: job }),
      ...(doubt === undefined ? {} : { step: 'The engine did not answer; looking at what the VM does' }),
    })
    if (job === undefined && doubt === undefined && atOnce.includes(action.verb)) return { state: 'done' }
    const followed: Followed = {
      vm: id,
      action,
      intent,
      before,
      job,
      snapshot: snapshotOf(action, reply),
      ...(move === undefined ? {} : { move }),
      ...(earlier === undefined ? {} : { earlier }),
      doubt,
    }
    const told = (progress: Progress): void => {
      if (progress.upstreamId !== undefined) this.rooms.setOrigin(progress.upstreamId, origin)
      if (action.verb === 'migrate' && progress.upstreamId !== undefined) {
        room.migrations.set(progress.upstreamId, id)
      }
      report(progress)
    }
    if (action.verb === 'migrate' && job !== undefined) room.migrations.set(job, id)
    try {
      const end = await follow(engine, room.poller, followed, told, signal)
      if (end.state === 'done') this.mark(id, action)
      return end
    } finally {
      for (const [key, vm] of room.migrations) if (vm === id) room.migrations.delete(key)
    }
  }

  /** What lists do not tell afterwards. */
  private mark(vm: string, { verb }: VmAction): void {
    const { marks } = this.rooms
    if (verb === 'freeze' || verb === 'thaw') marks.set(vm, 'frozen', verb === 'freeze')
    if (verb === 'snapshot-preview') marks.set(vm, 'preview', true)
    if (verb === 'snapshot-commit' || verb === 'snapshot-undo') marks.set(vm, 'preview', false)
    // Both start the guest anew.
    if (verb === 'reset' || verb === 'reboot') marks.set(vm, 'frozen', false)
  }

  /** QUIRK(all versions): to stop what went off meanwhile is refused with 409, and yet as was asked (fact sheet §5.4). */
  private async alreadySo(
    fault: Fault,
    id: string,
    { verb }: VmAction,
    before: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    if ((fault.kind !== 'invalid-state' && fault.kind !== 'conflict') || before === 'down') return false
    if (verb !== 'stop' && verb !== 'shutdown') return false
    const now = await new Reader(this.engine).one(vms, id, signal)
    return now !== undefined && vmStatus(now) === 'down'
  }

  private async send(
    write: Write,
    id: string,
    action: VmAction,
    intent: string,
    signal: AbortSignal,
    about: { before?: string; suspect?: string } = {},
  ): Promise<Tree | undefined> {
    try {
      return await this.engine.write(write, intent, signal)
    } catch (error) {
      signal.throwIfAborted()
      const fault = toFault(error)
      if (!['conflict', 'not-found', 'invalid-input'].includes(fault.kind)) throw fault
      const vm = await new Reader(this.engine).one(vms, id, signal)
      throw refusal(fault, action, vm === undefined ? undefined : this.rowOf(vm), about)
    }
  }

  private rowOf(vm: WireVm) {
    const { system } = this.engine.options
    const { marks } = this.rooms
    return toVmRow(vm, {}, { system: system.id, datacenterOf: () => undefined, seen: (_, id) => id, marks })
  }

  private async basis(
    id: string,
    action: VmAction,
    signal: AbortSignal,
  ): Promise<Basis & { disks: readonly DiskUse[] }> {
    const { engine } = this
    const reader = new Reader(engine)
    this.release ??= await releaseNow(engine, signal)
    const version = this.release.join('.')
    const has = verbsOf(engine.dialect, version)[action.verb]
    if (has !== true) {
      throw new Fault({ kind: 'unsupported', message: has ?? 'This engine has no such operation.' })
    }
    const whole =
      action.verb === 'relocate' ? await new MachineReader(reader).read('vm', id, false, signal) : undefined
    const vm = whole?.wire ?? (await reader.one(vms, id, signal))
    if (vm === undefined) throw new Fault({ kind: 'not-found', message: 'The VM is gone.' })
    const path = `/vms/${encodeURIComponent(id)}/cdroms`
    const drives = action.verb === 'change-cd' ? await reader.list({ ...cdroms, path }, {}, signal) : []
    const cdrom = drives[0]?.id ?? noCdrom
    return { dialect: engine.dialect, release: this.release, vm, cdrom, disks: whole?.disks ?? [] }
  }

  /** Every fault names its system. */
  private async named<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      throw toFault(error, this.engine.options.system.id)
    }
  }
}

/** The snapshot that the action makes, as the reply names it, or that it removes. */
function snapshotOf(action: VmAction, reply: Tree | undefined): string | undefined {
  if (action.verb === 'snapshot-create') return toText(at(reply, 'id'))
  return action.verb === 'snapshot-delete' ? action.snapshotId : undefined
}
