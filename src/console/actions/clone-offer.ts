import type { Allowed } from '../../contract/actions/rules.ts'
import type { SystemState } from '../../contract/system.ts'

/** Address of the clone wizard for a VM, template or snapshot. */
export function clonePath(source: { system: string; id: string; snapshotId?: string | undefined }): string {
  const params = new URLSearchParams({ system: source.system, vm: source.id })
  if (source.snapshotId !== undefined) params.set('snapshot', source.snapshotId)
  return `/clone?${params.toString()}`
}

/** Why no copies can be made on a system; `undefined` where they can. */
export function cloneRefusal(system: SystemState): string | undefined {
  if (system.session.state !== 'signed-in') return `Sign in to ${system.name} first.`
  const can = system.info?.capabilities.clone
  if (can === true) return undefined
  return can ?? `Gantry cannot make copies on ${system.name}.`
}

/** Whether copies can be made of the machines of a system; `undefined` where it has no such thing at all. */
export function cloneOffer(system: SystemState): Allowed | undefined {
  if (system.info?.capabilities.clone === undefined) return undefined
  return cloneRefusal(system) ?? true
}

/** The same for several machines at once: copies are made of one. */
export function cloneOfferOfMany(systems: readonly SystemState[]): string | undefined {
  if (systems.every((system) => cloneOffer(system) === undefined)) return undefined
  return 'Copies are made of one VM or template at a time: select only that one.'
}
