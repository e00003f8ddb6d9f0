import { z } from 'zod'
import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { Job } from '../../../../contract/job.ts'
import type { CloneEnd } from '../../clone-port.ts'
import { Reader } from '../watch/collections.ts'
import { text, time } from '../wire/coerce.ts'
import { written } from '../wire/write.ts'
import type { CopyRequest } from './create.ts'
import type { Scene } from './scene.ts'
import { readSource } from './source.ts'
import { inPart, stepIntent, type Work } from './work.ts'

const nameFor = (copy: string): string => `Gantry: for the copy ${copy}`

/** The requests that make and remove a snapshot that lives as long as a copy is made of it. */
export function temporarySnapshot({ dialect, source }: Scene, copy: string, pretty = false) {
  const path = `/vms/${encodeURIComponent(source.id)}/snapshots`
  const body = { description: nameFor(copy), persist_memorystate: false }
  return {
    make: {
      what: 'Make a snapshot for the copy',
      method: 'POST',
      path,
      ...written(dialect, 'snapshot', body, pretty),
    } satisfies CopyRequest,
    remove: (id: string): CopyRequest => ({
      what: 'Remove the snapshot',
      method: 'DELETE',
      path: `${path}/${encodeURIComponent(id)}`,
    }),
  }
}

const wireSnapshot = z.object({ id: z.string().min(1), description: text, date: time })

/** Makes and removes it as an action of its own, each followed to its end. */
export class TemporarySnapshot {
  private readonly work: Work
  private readonly scene: Scene
  private readonly name: string
  private id: string | undefined

  constructor(work: Work, scene: Scene, copy: string) {
    this.work = work
    this.scene = scene
    this.name = nameFor(copy)
  }

  /** Its id, or how the attempt ended. Throws what the engine refuses. */
  async make(): Promise<string | CloneEnd> {
    const { actions, engine, intent, report, signal } = this.work
    const vm = this.scene.source.id
    const before = new Set((await this.list()).map(({ id }) => id))
    const step = `Making the snapshot “${this.name}”`
    report({ state: 'running', step, cancel: 'A snapshot is being made for the copy.' })
    try {
      const end = await actions.run(
        {
          vm,
          action: { verb: 'snapshot-create', name: this.name, memory: false },
          intent: stepIntent(intent, 'snap'),
        },
        inPart(step, report),
        signal,
      )
      if (end.state === 'failed') return { ...end, fault: this.blamed(end.fault) }
      if (end.state !== 'done') return end
    } catch (error) {
      signal.throwIfAborted()
      throw new Fault(this.blamed(toFault(error, engine.options.system.id).info), { cause: error })
    }
    this.id = (await this.list()).find(
      ({ id, description }) => !before.has(id) && description === this.name,
    )?.id
    if (this.id !== undefined) return this.id
    const message = 'The snapshot that was made for the copy is gone.'
    return { state: 'failed', fault: { kind: 'not-found', message, field: 'source.vm' } }
  }

  /** The VM as the snapshot has it: its disks go by other images than those of the VM. */
  async seen(): Promise<Scene> {
    const { engine, signal } = this.work
    const from = { vm: this.scene.source.id, ...(this.id === undefined ? {} : { snapshotId: this.id }) }
    return { ...this.scene, source: await readSource(new Reader(engine), from, signal) }
  }

  /** What is left behind when it cannot be removed. */
  async remove(): Promise<NonNullable<Job['left']>> {
    const { actions, intent, report, signal } = this.work
    const { id, name } = this
    if (id === undefined) return []
    const { source } = this.scene
    report({ step: `Removing the snapshot “${name}”` })
    let why: string
    try {
      const end = await actions.run(
        {
          vm: source.id,
          action: { verb: 'snapshot-delete', snapshotId: id },
          intent: stepIntent(intent, 'unsnap'),
        },
        ({ chain }) => {
          if (chain !== undefined) report({ chain })
        },
        signal,
      )
      if (end.state === 'done') return []
      why = 'fault' in end ? end.fault.message : 'It was cancelled.'
    } catch (error) {
      signal.throwIfAborted()
      why = toFault(error).message
    }
    return [
      {
        kind: 'disk',
        name,
        what: `A snapshot of ${source.name}, made for the copy, could not be removed: ${why}`,
      },
    ]
  }

  private list() {
    const path = `/vms/${encodeURIComponent(this.scene.source.id)}/snapshots`
    return new Reader(this.work.engine).list(
      { path, key: 'snapshot', schema: wireSnapshot },
      {},
      this.work.signal,
    )
  }

  private blamed(fault: FaultInfo): FaultInfo {
    return { ...fault, field: 'source.vm' }
  }
}
