import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { type CloneOrder, type CloneSource, orderForCopy } from '../../../../contract/clone/order.ts'
import { type CloneFinding, stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { RequestPreview } from '../../../../contract/job.ts'
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
import type { Decoded } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { get } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { blame } from './blame.ts'
import { checkOrder } from './checks.ts'
import { readSource, readTargets, type Targets } from './facts.ts'
import { cloneOptions, perSource } from './options.ts'
import { namedRefs, placeOf } from './place.ts'
import { checkPolicies } from './policies.ts'
import { previewOf } from './preview.ts'
import { checkPrivileges, neededPrivileges } from './privileges.ts'
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
    whole: CloneOrder,
    copy: number,
    known: KnownInventory,
    signal: AbortSignal,
  ): Promise<AdapterPlan> {
    const { vim, rest } = this.from
    const order = orderForCopy(whole, copy)
    const content = await this.from.content(signal)
    const findings: CloneFinding[] = []
    const parts = await this.parts(content, order, signal, (fault) => findings.push(findingOf(fault, copy)))
    const choice = choose(order, parts.source, this.speaks)
    const { source, targets } = parts
    const named = { ...targets, names: namesFrom(known, parts) }
    const needs = neededPrivileges(order, source, named, content.rootFolder)
    const [rights, policies] = await Promise.all([
      checkPrivileges(vim, content, needs, { signal }),
      checkPolicies(rest, { order, source, targets: named }, { signal }),
    ])
    findings.push(...checkOrder({ order, source, targets, speaks: this.speaks, choice }), ...policies)
    findings.push(...rights.findings)
    let requests: RequestPreview[] = []
    try {
      requests = previewOf(parts, choice.way, this.from)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (!findings.some(({ level }) => level === 'error')) findings.push(findingOf(error, copy))
    }
    return {
      way: choice.way,
      protocol:
        choice.way === 'rest'
          ? `REST ${rest?.dialect ?? ''}`.trim()
          : `${vim.dialect === 'soap' ? 'SOAP' : 'VI JSON'} ${vim.release}`,
      why: choice.why,
      ways: choice.ways,
      findings: findings.map((finding) => ofCopy(finding, copy)),
      privileges: rights.privileges,
      requests,
    }
  }

  async run(
    request: CloneRequest,
    report: (progress: CloneProgress) => void,
    signal: AbortSignal,
  ): Promise<CloneEnd> {
    const { order } = request
    const content = await this.from.content(signal)
    try {
      const parts = await this.parts(content, order, signal)
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
  private async parts(
    content: ServiceContent,
    order: CloneOrder,
    signal: AbortSignal,
    missing?: (fault: Fault) => void,
  ): Promise<CloneParts> {
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
      readTargets(vim, content, namedRefs(order), { signal }).catch((error: unknown) => {
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
    return { order, source, targets, ...(stored === undefined ? {} : { stored }) }
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

function findingOf({ info }: Fault, copy: number): CloneFinding {
  const { field, message, advice } = info
  return ofCopy(
    {
      level: 'error',
      step: stepOfField(field),
      message,
      ...(field === undefined ? {} : { field }),
      ...(advice === undefined ? {} : { advice }),
    },
    copy,
  )
}

/** Paths of an order for one copy say `copies.0`; the admin has it under its own number. */
function ofCopy(finding: CloneFinding, copy: number): CloneFinding {
  const field = finding.field?.replace(/^copies\.0(?=\.|$)/, `copies.${copy}`)
  return field === undefined ? finding : { ...finding, field }
}

/** Names that were read, and those of the rows for what the order leaves as the source has it. */
function namesFrom(known: KnownInventory, { order, source, targets }: CloneParts): Targets['names'] {
  const { folderId, poolId } = placeOf(order, source, targets)
  const names = new Map<string, string>()
  for (const id of [folderId, poolId, source.poolId, source.homeDatastoreId, source.hostId]) {
    const name = id === undefined ? undefined : known.get(id)?.name
    if (id !== undefined && name !== undefined) names.set(id, name)
  }
  for (const { id, name, poolId: root } of [...targets.computes.values(), ...targets.owners.values()]) {
    names.set(id, name)
    if (root !== undefined && !names.has(root)) names.set(root, `${name} (root pool)`)
  }
  for (const [id, name] of targets.names) names.set(id, name)
  return names
}
