import { type Allowed, allowed, type Machine } from '../../contract/actions/rules.ts'
import { allVerbs, type VerbGroup, verbs } from '../../contract/actions/verbs.ts'
import type { Verb } from '../../contract/actions/vm-action.ts'
import type { SystemState } from '../../contract/system.ts'

/** One thing that could be done to a machine. */
export interface Offer {
  verb: Verb
  title: string
  group: VerbGroup
  /** `true`, or in a sentence why not now. */
  allowed: Allowed
}

/**
 * What can be done to this machine, in the order of menus. Verbs that its system does not have are left out; what it has
 * but refuses now says why.
 */
export function offersOf(machine: Machine, system: SystemState): Offer[] {
  return allVerbs.flatMap((verb) => offerOf(verb, machine, system) ?? [])
}

/** The same for one verb; `undefined` where its system, or this kind of machine, does not have it at all. */
export function offerOf(verb: Verb, machine: Machine, system: SystemState): Offer | undefined {
  const can = system.info?.actions?.[verb]
  if (can === undefined || !fits(verb, machine, system)) return undefined
  const { title, group } = verbs[verb]
  return { verb, title, group, allowed: verdict(verb, can, machine, system) }
}

function verdict(verb: Verb, can: Allowed, machine: Machine, system: SystemState): Allowed {
  if (can !== true) return can
  if (system.session.state !== 'signed-in') return `Sign in to ${system.name} first.`
  return allowed(verb, machine, system.kind)
}

/** No state of a template allows what is for VMs, nor the other way round: that is no news to anybody. */
function fits(verb: Verb, machine: Machine, system: SystemState): boolean {
  if (machine.kind === 'vm') return verb !== 'mark-vm'
  return allowed(verb, machine, system.kind) === true
}

/** Whether a console can be opened, where the system can do anything at all; `undefined` where it cannot. */
export function consoleOffer(machine: Machine, system: SystemState): Allowed | undefined {
  if (machine.kind !== 'vm' || system.info?.actions === undefined) return undefined
  if (system.session.state !== 'signed-in') return `Sign in to ${system.name} first.`
  const { power } = machine
  return power === 'on' || power === 'paused' || power === 'transition'
    ? true
    : 'Only a running VM has a console.'
}

/** A machine with its system. */
export interface Placed {
  machine: Machine
  system: SystemState
}

/**
 * What can be done to many at once: allowed as soon as one of them allows it (the plan tells of the others); refused with
 * the first reason.
 */
export function offersOfMany(placed: readonly Placed[]): Offer[] {
  return allVerbs.flatMap((verb) => {
    if (verbs[verb].many !== true) return []
    let refused: Offer | undefined
    for (const { machine, system } of placed) {
      const offer = offerOf(verb, machine, system)
      if (offer?.allowed === true) return [offer]
      refused ??= offer
    }
    if (refused === undefined) return []
    return [{ ...refused, allowed: `None of them can do that. The first: ${String(refused.allowed)}` }]
  })
}
