import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Allowed, Machine } from '../../contract/actions/rules.ts'
import type { SystemState } from '../../contract/system.ts'

/** VMs that were chosen for `Guest processes`, wherever that was. */
export interface GuestTarget {
  system: string
  id: string
  name: string
}

const keptAs = 'gantry.guest-targets'
const store = createStore<{ targets: readonly GuestTarget[] }>(() => ({ targets: read() }))

export const guestPath = '/guest'

/** Address of the page with one VM chosen. */
export function guestPathOf({ system, id }: { system: string; id: string }): string {
  return `${guestPath}?${new URLSearchParams({ system, vm: id }).toString()}`
}

export function useGuestTargets(): readonly GuestTarget[] {
  return useStore(store, ({ targets }) => targets)
}

export function currentGuestTargets(): readonly GuestTarget[] {
  return store.getState().targets
}

/** Puts these in place of what was chosen; each VM once. The tab keeps them over a reload. */
export function chooseGuests(targets: readonly GuestTarget[]): void {
  const each = new Map(targets.map(({ system, id, name }) => [`${system}/${id}`, { system, id, name }]))
  store.setState({ targets: [...each.values()] })
  try {
    sessionStorage.setItem(keptAs, JSON.stringify([...each.values()]))
  } catch {
    // No room, or forbidden: then a reload forgets them.
  }
}

function read(): GuestTarget[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keptAs) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isTarget) : []
  } catch {
    return []
  }
}

function isTarget(value: unknown): value is GuestTarget {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['system', 'id', 'name'].every(
      (key) => typeof Object.entries(value).find(([name]) => name === key)?.[1] === 'string',
    )
  )
}

/** Why nothing can be run in guests of a system; `undefined` where it can. */
export function guestRefusal(system: SystemState): string | undefined {
  if (system.session.state !== 'signed-in') return `Sign in to ${system.name} first.`
  const can = system.info?.capabilities['guest-processes']
  if (can === true) return undefined
  return can ?? `The API of ${system.name} runs nothing inside guests.`
}

/** Whether commands can be run in the guest of a machine; `undefined` where it is none, or its system has no such thing. */
export function guestOffer(machine: Machine, system: SystemState): Allowed | undefined {
  if (machine.kind !== 'vm' || system.info?.capabilities['guest-processes'] === undefined) return undefined
  return guestRefusal(system) ?? true
}

/** The same for several: allowed as soon as one allows it, since the page tells of the others. */
export function guestOfferOfMany(
  placed: readonly { machine: Machine; system: SystemState }[],
): Allowed | undefined {
  const offers = placed.flatMap(({ machine, system }) => guestOffer(machine, system) ?? [])
  return offers.find((offer) => offer === true) ?? offers[0]
}
