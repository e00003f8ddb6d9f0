import type { Machine } from '../../../contract/actions/rules.ts'
import { verbs } from '../../../contract/actions/verbs.ts'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import type { SystemState } from '../../../contract/system.ts'
import { offerOf } from '../offers.ts'
import type { Target } from '../request.ts'

/** What is to become of one target, with why where it is not run. */
export type Verdict =
  | { do: 'run' }
  /** It is so already; `reason` goes on from "skip": `already on`. */
  | { do: 'skip'; reason: string }
  /** In a sentence. */
  | { do: 'refuse'; reason: string }

/** How things stand, as the plan needs them. */
export interface Facts {
  machine: (system: string, id: string) => Machine | undefined
  system: (id: string) => SystemState | undefined
}

export interface PlannedTarget {
  target: Target
  verdict: Verdict
}

export interface ReasonGroup {
  reason: string
  targets: readonly Target[]
}

export interface SystemGroup {
  /** Id of the system. */
  system: string
  /** As people call it. */
  name: string
  targets: readonly Target[]
}

export interface Plan {
  verb: Verb
  targets: readonly PlannedTarget[]
  /** Those that run, by system. */
  run: readonly SystemGroup[]
  runs: number
  skip: readonly ReasonGroup[]
  refuse: readonly ReasonGroup[]
}

/**
 * What an action would do to each target as things stand, each target once and in the given order. `actions` gives the
 * options that were chosen for a system, where they decide.
 */
export function planOf(
  verb: Verb,
  targets: readonly Target[],
  facts: Facts,
  actions?: (system: string) => VmAction | undefined,
): Plan {
  const seen = new Set<string>()
  const planned: PlannedTarget[] = []
  for (const target of targets) {
    const key = `${target.system}/${target.id}`
    if (seen.has(key)) continue
    seen.add(key)
    planned.push({ target, verdict: verdictOf(verb, target, facts, actions?.(target.system)) })
  }
  const run = new Map<string, Target[]>()
  const skip = new Map<string, Target[]>()
  const refuse = new Map<string, Target[]>()
  for (const { target, verdict } of planned) {
    if (verdict.do === 'run') push(run, target.system, target)
    else push(verdict.do === 'skip' ? skip : refuse, verdict.reason, target)
  }
  const bySystem = [...run].map(([system, list]) => ({
    system,
    name: facts.system(system)?.name ?? system,
    targets: list,
  }))
  return {
    verb,
    targets: planned,
    run: bySystem,
    runs: bySystem.reduce((sum, group) => sum + group.targets.length, 0),
    skip: byReason(skip),
    refuse: byReason(refuse),
  }
}

/** What the action would do to one target now. */
export function verdictOf(verb: Verb, target: Target, facts: Facts, action?: VmAction): Verdict {
  const system = facts.system(target.system)
  if (system === undefined) return refuse('Its system is not configured any more.')
  const machine = facts.machine(target.system, target.id)
  if (machine === undefined) return absent(verb, system)
  const already = alreadySo(verb, machine, action)
  const offer = offerOf(verb, machine, system)
  if (offer === undefined) return refuse(missing(verb, machine, system))
  // What the system cannot do, or not for this account, is no "already".
  if (system.info?.actions?.[verb] === true && system.session.state === 'signed-in' && already !== undefined)
    return { do: 'skip', reason: already }
  return offer.allowed === true ? { do: 'run' } : refuse(offer.allowed)
}

/** One sentence: `Power on 40 (vc-east 10, ovirt-lab 30), skip 12 already on, refuse 3 because …`. */
export function planSentence(plan: Plan): string {
  const { verb, run, runs, skip, refuse: refused } = plan
  const title = verbs[verb].title
  const parts = [runs === 0 ? `${title} none` : `${title} ${count(runs)}${places(run)}`]
  for (const { reason, targets } of skip) parts.push(`skip ${count(targets.length)} ${reason}`)
  for (const { reason, targets } of refused) {
    parts.push(`refuse ${count(targets.length)} because: ${reason.replace(/\.$/, '')}`)
  }
  return `${parts.join(', ')}.`
}

function places(run: readonly SystemGroup[]): string {
  if (run.length === 1) return ` on ${run[0]?.name}`
  return ` (${run.map(({ name, targets }) => `${name} ${count(targets.length)}`).join(', ')})`
}

const count = (value: number) => value.toLocaleString('en')

const refuse = (reason: string): Verdict => ({ do: 'refuse', reason })

function absent(verb: Verb, system: SystemState): Verdict {
  if (system.session.state !== 'signed-in') return refuse(`Sign in to ${system.name} first.`)
  if (system.sync.phase !== 'live') return refuse(`${system.name} has not told of it yet.`)
  if (verb === 'remove' || verb === 'unregister') return { do: 'skip', reason: 'already gone' }
  return refuse('It is gone: its system no longer has it.')
}

function missing(verb: Verb, machine: Machine, system: SystemState): string {
  const { title } = verbs[verb]
  if (system.info?.actions === undefined) return `Gantry can only look at ${system.name}.`
  if (system.info.actions[verb] === undefined) return `${system.name} has no “${title}”.`
  return machine.kind === 'template'
    ? 'A template cannot do that. Make a VM of it first.'
    : 'A VM cannot do that.'
}

/** What the action would bring about is so already; `undefined` where it is not, or nobody can tell. */
function alreadySo(verb: Verb, machine: Machine, action: VmAction | undefined): string | undefined {
  if (machine.kind !== 'vm') return undefined
  const { power, status, traits = [] } = machine
  switch (verb) {
    case 'start':
      return power === 'on' ? 'already on' : undefined
    case 'stop':
    case 'shutdown':
      return power === 'off' ? 'already off' : undefined
    case 'suspend':
    case 'standby':
      return power === 'suspended' ? 'already suspended' : undefined
    case 'freeze':
      return traits.includes('frozen') ? 'already frozen' : undefined
    case 'cancel-migration':
      return status === 'migrating' ? undefined : 'not migrating'
    case 'detach-pool':
      return traits.includes('pool') ? undefined : 'in no pool'
    case 'migrate':
      return action?.verb === 'migrate' && action.hostId !== undefined && action.hostId === machine.hostId
        ? 'already on this host'
        : undefined
    default:
      return undefined
  }
}

function push(groups: Map<string, Target[]>, key: string, target: Target): void {
  const list = groups.get(key)
  if (list === undefined) groups.set(key, [target])
  else list.push(target)
}

/** The most frequent reason first. */
function byReason(groups: ReadonlyMap<string, Target[]>): ReasonGroup[] {
  return [...groups]
    .map(([reason, targets]) => ({ reason, targets }))
    .sort((a, b) => b.targets.length - a.targets.length)
}
