import { type CloneOrder, orderForCopy } from '../../../../contract/clone/order.ts'
import { type CloneFinding, stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { RequestPreview } from '../../../../contract/job.ts'
import type { AdapterPlan, KnownInventory } from '../../clone-port.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Decoded } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { checkOrder } from './checks.ts'
import type { SourceFacts, Targets } from './facts.ts'
import { placeOf } from './place.ts'
import { checkPolicies } from './policies.ts'
import { previewOf } from './preview.ts'
import { checkPrivileges, type Need, neededPrivileges } from './privileges.ts'
import { choose, type Speaks } from './ways.ts'

export interface Planning {
  vim: VimClient
  rest: RestClient | undefined
  speaks: Speaks
  content: ServiceContent
  known: KnownInventory
  /** Of the source and of everything that any copy names. */
  facts: { source: SourceFacts; targets: Targets; stored?: Decoded }
  signal: AbortSignal
}

/** One copy on its own, and its number. */
interface Single {
  order: CloneOrder
  index: number
}

/**
 * The plan of an order, with the requests of copy number `copy`. Copies that go to the same place are checked once;
 * a finding about a field that a copy has for itself names it there.
 */
export async function planClone(whole: CloneOrder, copy: number, planning: Planning): Promise<AdapterPlan> {
  const { vim, rest, speaks, content, facts, signal } = planning
  const { source, targets } = facts
  const singles = whole.copies.map((_, index): Single => ({ order: orderForCopy(whole, index), index }))
  const shown = singles[copy]
  if (shown === undefined)
    throw new Fault({ kind: 'invalid-input', message: `There is no copy ${copy + 1}.` })
  const choice = choose(shown.order, source, speaks)
  const places = distinct(singles)
  const needs = places.flatMap(({ order, index }) => {
    const named = { ...targets, names: namesFrom(planning, order) }
    return neededPrivileges(order, source, named, content.rootFolder).map(
      (need): Need => ({ ...need, field: fieldOf(whole, index, need.field) }),
    )
  })
  const [rights, policies] = await Promise.all([
    checkPrivileges(
      vim,
      content,
      onceEach(needs, ({ privilege, on }) => `${on.value} ${privilege}`),
      { signal },
    ),
    Promise.all(
      places.map(async ({ order, index }) => {
        const named = { ...targets, names: namesFrom(planning, order) }
        const found = await checkPolicies(rest, { order, source, targets: named }, { signal })
        return found.map((finding) => ofCopy(finding, whole, index))
      }),
    ),
  ])
  const checked = places.flatMap(({ order, index }) =>
    checkOrder({ order, source, targets, speaks, choice: choose(order, source, speaks) }).map((finding) =>
      ofCopy(finding, whole, index),
    ),
  )
  const findings = [...checked, ...policies.flat(), ...rights.findings]
  const { requests, refusals } = written(whole, singles, copy, planning)
  // What a check has said already need not be said again in other words.
  const told = new Set(
    findings.flatMap(({ level, field }) => (level === 'error' && field !== undefined ? [field] : [])),
  )
  findings.push(...refusals.filter(({ field }) => field === undefined || !told.has(field)))
  return {
    way: choice.way,
    protocol:
      choice.way === 'rest'
        ? `REST ${rest?.dialect ?? ''}`.trim()
        : `${vim.dialect === 'soap' ? 'SOAP' : 'VI JSON'} ${vim.release}`,
    why: choice.why,
    ways: choice.ways,
    findings: onceEach(findings, ({ level, field, message }) => `${level} ${field} ${message}`),
    privileges: rights.privileges,
    requests,
  }
}

/** Writes the request of every copy, which finds what cannot be sent; that of one of them is shown. */
function written(
  whole: CloneOrder,
  singles: readonly Single[],
  copy: number,
  { vim, rest, speaks, facts }: Planning,
): { requests: RequestPreview[]; refusals: CloneFinding[] } {
  let requests: RequestPreview[] = []
  const refusals: CloneFinding[] = []
  for (const { order, index } of singles) {
    try {
      const { way } = choose(order, facts.source, speaks)
      const made = previewOf({ ...facts, order }, way, { vim, rest })
      if (index === copy) requests = made
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refusals.push(ofCopy(findingOf(error), whole, index))
    }
  }
  return { requests, refusals }
}

/** One copy for each place, and the first of all in any case. */
function distinct(singles: readonly Single[]): Single[] {
  return onceEach(singles, ({ order }) => {
    const [{ hostName, address } = {}] = order.copies
    return JSON.stringify([order.placement, hostName !== undefined, address !== undefined])
  })
}

function onceEach<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Map<string, T>()
  for (const item of items) if (!seen.has(key(item))) seen.set(key(item), item)
  return [...seen.values()]
}

/** A fault that came up before anything was sent, as a finding. */
export function findingOf({ info }: Fault): CloneFinding {
  const { field, message, advice } = info
  return {
    level: 'error',
    step: stepOfField(field),
    message,
    ...(field === undefined ? {} : { field }),
    ...(advice === undefined ? {} : { advice }),
  }
}

/** The path in the whole order of a path in the order of one copy. */
function fieldOf(whole: CloneOrder, index: number, field: string): string {
  const [head, name = ''] = field.split('.')
  const own: Record<string, unknown> = { ...whole.copies[index]?.placement }
  if (head === 'placement' && own[name] !== undefined) return `copies.${index}.${field}`
  return field.replace(/^copies\.0(?=\.|$)/, `copies.${index}`)
}

function ofCopy(finding: CloneFinding, whole: CloneOrder, index: number): CloneFinding {
  if (finding.field === undefined) return finding
  const field = fieldOf(whole, index, finding.field)
  return { ...finding, field, step: stepOfField(field) }
}

/** Names that were read, and those of the rows for what the order leaves as the source has it. */
function namesFrom({ known, facts: { source, targets } }: Planning, order: CloneOrder): Targets['names'] {
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
