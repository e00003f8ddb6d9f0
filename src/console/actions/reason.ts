import type { Verb } from '../../contract/actions/vm-action.ts'
import type { SystemState } from '../../contract/system.ts'
import type { Draft } from './draft.ts'

/** Engines of the v4 API write why a VM was stopped into their log. */
export function takesReason(verb: Verb, system: Pick<SystemState, 'info'> | undefined): boolean {
  return (verb === 'stop' || verb === 'shutdown') && system?.info?.dialect === 'v4'
}

/** The draft with this reason, or without one. */
export function withReason(draft: Draft, reason: string): Draft {
  const { reason: _, ...rest } = draft
  return reason === '' ? rest : { ...rest, reason }
}
