import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { Job } from '../../../../contract/job.ts'
import type { ActionEnd } from '../../action-port.ts'
import type { CloneEnd } from '../../clone-port.ts'
import { cannotCancel } from '../actions/follow.ts'
import type { Write } from '../transport/engine.ts'
import { at, type Tree } from '../transport/tree.ts'
import { Reader } from '../watch/collections.ts'
import { toText } from '../wire/coerce.ts'
import { nicItem } from '../wire/nic.ts'
import { readProfiles } from './checks.ts'
import { createRequest } from './create.ts'
import { type Copy, CopyFollower, type Made } from './follow-copy.ts'
import { editRequest, type NicChange, nicChanges, startRequest } from './follow-up.ts'
import { guestOf } from './guest.ts'
import { refuseConflicts } from './plan.ts'
import { type Refused, refused } from './refused.ts'
import type { Scene } from './scene.ts'
import { TemporarySnapshot } from './snapshot.ts'
import { idsNamed } from './traces.ts'
import { chooseWay, needsSnapshot } from './ways.ts'
import { inPart, stepIntent, type Work } from './work.ts'

type Left = NonNullable<Job['left']>

/** Makes one copy and follows it to its real end. Throws what the engine refuses outright. */
export async function makeCopy(work: Work, scene: Scene): Promise<CloneEnd> {
  const { engine, order, signal } = work
  const { way } = chooseWay(order, scene)
  refuseConflicts(order, way, scene)
  const reader = new Reader(engine)
  const profiles = await readProfiles(reader, order, scene, signal)
  const changes = way === 'make-template' ? [] : nicChanges(order, scene, profiles)
  for (const { index } of changes) {
    const { networkId, remove } = order.nics[index] ?? {}
    if (scene.dialect === 'v3' || remove === true || networkId === undefined || profiles.has(networkId))
      continue
    const message = 'This network has no vNIC profile that you may use, and cards are plugged into profiles.'
    throw new Fault({ kind: 'invalid-input', field: `nics.${index}.networkId`, message })
  }
  // What cannot be said is told before anything is sent.
  editRequest(order, way, scene, '')
  startRequest(order, scene, '')
  return new OneCopy(work, scene, way, changes).make()
}

class OneCopy {
  private readonly work: Work
  private readonly scene: Scene
  private readonly way: CloneWay
  private readonly changes: readonly NicChange[]
  private readonly reader: Reader
  private readonly kind: 'vm' | 'template'
  private readonly name: string

  constructor(work: Work, scene: Scene, way: CloneWay, changes: readonly NicChange[]) {
    this.work = work
    this.scene = scene
    this.way = way
    this.changes = changes
    this.reader = new Reader(work.engine)
    this.kind = way === 'make-template' ? 'template' : 'vm'
    this.name = work.order.copies[0]?.name ?? ''
  }

  async make(): Promise<CloneEnd> {
    const { order, signal } = this.work
    // What cannot be said is told before a snapshot is made for it.
    createRequest(order, this.way, this.scene)
    const before = new Set(await idsNamed(this.reader, this.kind, this.name, signal).catch(() => []))
    const snapshot = needsSnapshot(this.way, this.scene)
      ? new TemporarySnapshot(this.work, this.scene, this.name)
      : undefined
    let { scene } = this
    if (snapshot !== undefined) {
      const id = await snapshot.make()
      if (typeof id !== 'string') return id
    }
    let made: Made
    try {
      if (snapshot !== undefined) scene = await snapshot.seen()
      made = await this.create(before, scene)
    } catch (error) {
      const left = (await snapshot?.remove()) ?? []
      if (left.length === 0) throw error
      return { state: 'failed', fault: toFault(error, this.work.engine.options.system.id).info, left }
    }
    if (made.state !== 'made') return withLeft(made, (await snapshot?.remove()) ?? [])
    const [end, left] = await Promise.all([this.finish(made.id), snapshot?.remove() ?? []])
    return withLeft(end, left)
  }

  /** Sends the request that makes it, and follows it until its disks are there. */
  private async create(before: ReadonlySet<string>, scene: Scene): Promise<Made> {
    const { engine, poller, order, intent, report, signal } = this.work
    const { source } = scene
    const request = createRequest(order, this.way, scene)
    let reply: Tree | undefined
    let doubt: FaultInfo | undefined
    try {
      reply = await this.send(request, intent, { step: 'create' })
    } catch (error) {
      const fault = toFault(error)
      if (fault.kind !== 'timeout' && fault.kind !== 'unavailable') throw error
      // The engine may have taken it: only what is there can tell.
      doubt = fault.info
    }
    // QUIRK(all versions): the reply to `clone` describes the source.
    const id = this.way === 'vm-clone' ? undefined : toText(at(reply, 'id'))
    const job = toText(at(reply, 'job', 'id'))
    report({
      state: 'running',
      cancel: cannotCancel,
      makes: { kind: this.kind, name: this.name, ...(id === undefined ? {} : { id }) },
      ...(job === undefined ? {} : { upstreamId: job }),
      ...(doubt === undefined ? {} : { step: 'The engine did not answer; looking for the copy' }),
    })
    const copy: Copy = { kind: this.kind, name: this.name, source: source.id, intent, before, id, job, doubt }
    const made = await new CopyFollower(engine, poller).follow(copy, report, signal)
    if (made.state !== 'failed') return made
    const field = made.fault.field ?? refusedField(made.fault, order, this.way, this.scene)
    return field === undefined ? made : { ...made, fault: { ...made.fault, field } }
  }

  /** What comes after its disks are there. A copy that stays behind half-done is named. */
  private async finish(id: string): Promise<CloneEnd> {
    const { order, intent, report } = this.work
    const makes = { kind: this.kind, name: this.name, id }
    const failed = (fault: FaultInfo, what: string): CloneEnd => ({
      state: 'failed',
      fault,
      makes,
      left: [{ kind: this.kind, id, name: this.name, what }],
    })
    report({ makes })
    const edit = editRequest(order, this.way, this.scene, id)
    try {
      if (edit !== undefined) {
        report({ step: edit.what })
        await this.send(edit, stepIntent(intent, 'edit'), { step: 'edit' })
      }
    } catch (error) {
      return failed(
        this.faultOf(error),
        'The copy is there, but has what its source has: it could not be changed.',
      )
    }
    try {
      await this.changeNics(id)
    } catch (error) {
      return failed(this.faultOf(error), 'The copy is there, but not all of its network cards are as asked.')
    }
    if (!order.powerOn || this.kind === 'template') return { state: 'done', makes }
    report({ step: 'Starting the copy' })
    let end: ActionEnd
    try {
      end = await this.start(id)
    } catch (error) {
      const fault = refused(toFault(error, this.system), order, this.way, this.scene, { step: 'start' })
      return failed(fault.info, 'The copy is there and complete, but was not started.')
    }
    if (end.state === 'done' || end.state === 'cancelled') return { state: 'done', makes }
    const fault = { field: 'powerOn', ...end.fault, system: this.system }
    if (end.state === 'unknown') return { ...end, fault, makes }
    return failed(fault, 'The copy is there and complete, but did not start.')
  }

  private start(id: string): Promise<ActionEnd> {
    const { actions, order, intent, report, signal } = this.work
    const [copy] = order.copies
    const guest = copy === undefined ? undefined : guestOf(order, copy)
    return actions.run(
      {
        vm: id,
        action: guest === undefined ? { verb: 'start' } : { verb: 'run-once', options: guest },
        intent: stepIntent(intent, 'start'),
      },
      inPart('Starting the copy', report),
      signal,
    )
  }

  /** Cards keep their names in copies, not their ids. */
  private async changeNics(id: string): Promise<void> {
    if (this.changes.length === 0) return
    const { intent, report, signal } = this.work
    const list = { path: `/vms/${encodeURIComponent(id)}/nics`, key: 'nic', schema: nicItem }
    const cards = await this.reader.list(list, {}, signal)
    for (const { index, name, request } of this.changes) {
      const card = cards.find((one) => one.name === name)
      if (card === undefined) {
        const message = `The copy has no network card ${name}.`
        throw new Fault({ kind: 'not-found', message, field: `nics.${index}.id` })
      }
      const write = request(id, card.id)
      report({ step: write.what })
      await this.send(write, stepIntent(intent, `nic${index}`), { step: 'nic', nic: index })
    }
  }

  private async send(write: Write, correlation: string, where: Refused): Promise<Tree | undefined> {
    const { engine, order, report, signal } = this.work
    report({ chain: correlation })
    try {
      return await engine.write(write, correlation, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw refused(toFault(error, this.system), order, this.way, this.scene, where)
    }
  }

  private get system(): string {
    return this.work.engine.options.system.id
  }

  private faultOf(error: unknown): FaultInfo {
    return toFault(error, this.system).info
  }
}

/** The field that the log blames for a copy that failed half-way. */
function refusedField(fault: FaultInfo, order: CloneOrder, way: CloneWay, scene: Scene): string | undefined {
  return refused(new Fault(fault), order, way, scene, { step: 'create' }).info.field
}

function withLeft(end: CloneEnd, left: Left): CloneEnd {
  return left.length === 0 ? end : { ...end, left: [...(end.left ?? []), ...left] }
}
