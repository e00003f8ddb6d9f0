import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { type CloneOrder, type CloneSource, orderForCopy } from '../../../../contract/clone/order.ts'
import type { CloneFinding } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type {
  AdapterPlan,
  CloneEnd,
  CloneProgress,
  CloneRequest,
  Cloning,
  KnownInventory,
} from '../../clone-port.ts'
import type { Follower } from '../actions/follower.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { get } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { blame } from './blame.ts'
import { readSource, readTargets } from './facts.ts'
import { cloneOptions, perSource } from './options.ts'
import { namedRefs } from './place.ts'
import { findingOf, planClone } from './plan.ts'
import { runRest, runTask } from './run.ts'
import type { CloneParts } from './vim-clone.ts'
import { choose, type Speaks } from './ways.ts'

export interface CloningOptions {
  vim: VimClient
  rest: RestClient | undefined
  /** Why there is no REST session, where somebody said so. */
  noRest: string | undefined
  content(signal: AbortSignal): Promise<ServiceContent>
  /** The follower of this session. */
  follower(content: ServiceContent): Follower
}

/** Copies VMs, templates and snapshots of one vCenter: over REST what is plain, by `CloneVM_Task` everything else. */
export class VcenterCloning implements Cloning {
  readonly perSource = perSource.atOnce
  private readonly from: CloningOptions

  constructor(options: CloningOptions) {
    this.from = options
  }

  private get speaks(): Speaks {
    const { vim, rest, noRest } = this.from
    return { release: vim.release, dialect: vim.dialect, rest: rest?.dialect, noRest }
  }

  async options(source: CloneSource, signal: AbortSignal): Promise<CloneOptions> {
    const { vim, rest } = this.from
    const content = await this.from.content(signal)
    return cloneOptions(vim, rest, content, { source, speaks: this.speaks }, { signal })
  }

  async plan(
    order: CloneOrder,
    copy: number,
    known: KnownInventory,
    signal: AbortSignal,
  ): Promise<AdapterPlan> {
    const { vim, rest } = this.from
    const content = await this.from.content(signal)
    const missing: CloneFinding[] = []
    const facts = await this.facts(content, order, signal, (fault) => missing.push(findingOf(fault)))
    const planning = { vim, rest, speaks: this.speaks, content, known, facts, signal }
    const plan = await planClone(order, copy, planning)
    return { ...plan, findings: [...missing, ...plan.findings] }
  }

  async run(
    request: CloneRequest,
    report: (progress: CloneProgress) => void,
    signal: AbortSignal,
  ): Promise<CloneEnd> {
    const { order } = request
    const content = await this.from.content(signal)
    try {
      const parts = { order, ...(await this.facts(content, order, signal)) }
      const { way, refused } = choose(order, parts.source, this.speaks)
      if (refused !== undefined) throw new Fault({ kind: 'unsupported', message: refused, field: 'way' })
      const running = { ...this.from, content, parts, intent: request.intent, report, signal }
      return await (way === 'rest' ? runRest(running) : runTask(running))
    } catch (error) {
      signal.throwIfAborted()
      throw blame(error, { order })
    }
  }

  /** Reads what the request is made of. `missing` takes what a plan can do without. */
  private async facts(
    content: ServiceContent,
    order: CloneOrder,
    signal: AbortSignal,
    missing?: (fault: Fault) => void,
  ): Promise<Omit<CloneParts, 'order'>> {
    const { vim } = this.from
    const [source, targets, stored] = await Promise.all([
      readSource(
        vim,
        content,
        { vm: order.source.vm, snapshotId: order.source.snapshotId },
        { signal },
      ).catch((error: unknown) => {
        throw blame(error, { order })
      }),
      readTargets(vim, content, everyRef(order), { signal }).catch((error: unknown) => {
        signal.throwIfAborted()
        const fault = blame(error, { order })
        if (missing === undefined || !(fault instanceof Fault) || fault.kind === 'auth') throw fault
        missing(fault)
        return { computes: new Map(), networks: new Map(), owners: new Map(), names: new Map() }
      }),
      this.stored(content, order, signal).catch((error: unknown) => {
        signal.throwIfAborted()
        if (missing === undefined || !(error instanceof Fault) || error.kind === 'auth') throw error
        missing(new Fault({ ...error.info, field: 'customization.name' }, { cause: error }))
        return undefined
      }),
    ])
    return { source, targets, ...(stored === undefined ? {} : { stored }) }
  }

  /** The specification that an order names, where it is sent as a whole. */
  private async stored(content: ServiceContent, order: CloneOrder, signal: AbortSignal): Promise<Decoded> {
    const { customization, template } = order
    const { customizationSpecManager } = content
    if (customization.kind !== 'stored' || template) return undefined
    if (customizationSpecManager === undefined) {
      const message = 'This system keeps no customization specifications.'
      throw new Fault({ kind: 'unsupported', message, field: 'customization.kind' })
    }
    const args = { name: customization.name }
    try {
      const item = await this.from.vim.call(customizationSpecManager, 'GetCustomizationSpec', args, {
        signal,
      })
      return get(item, 'spec')
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'auth') throw error
      throw new Fault({ ...error.info, field: 'customization.name' }, { cause: error })
    }
  }
}

/** The references of all copies, each once. */
function everyRef(order: CloneOrder): Ref[] {
  const all = order.copies.flatMap((_, index) => namedRefs(orderForCopy(order, index)))
  return [...new Map(all.map((each) => [each.value, each])).values()]
}
