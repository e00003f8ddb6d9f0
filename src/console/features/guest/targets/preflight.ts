import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GuestFamily, GuestReadiness } from '../../../../contract/guest/guest.ts'
import type { VmRow } from '../../../../contract/inventory.ts'
import type { GuestTarget } from '../../../actions/guest-offer.ts'
import { guestRefusal } from '../../../actions/guest-offer.ts'
import { api, faultOf } from '../../../client/api.ts'
import { currentInventory } from '../../../client/inventory.ts'
import { currentSystems } from '../../../client/systems.ts'

/** What was found when guests were looked at; by `system/vm`. */

interface Checks {
  found: ReadonlyMap<string, GuestReadiness>
  /** Guests that are being looked at. */
  busy: ReadonlySet<string>
}

const store = createStore<Checks>(() => ({ found: new Map(), busy: new Set() }))
/** So many guests are asked about in one request. */
const atOnce = 100

export const guestKey = ({ system, id }: Pick<GuestTarget, 'system' | 'id'>) => `${system}/${id}`

export function useChecks(): Checks {
  return useStore(store)
}

export function currentChecks(): Checks {
  return store.getState()
}

/** Looks at guests, a request per system at a time. What cannot be asked about says why. Never throws. */
export async function checkGuests(targets: readonly GuestTarget[]): Promise<void> {
  const keys = targets.map(guestKey)
  store.setState({ busy: new Set([...store.getState().busy, ...keys]) })
  const bySystem = Map.groupBy(targets, ({ system }) => system)
  await Promise.all(
    [...bySystem].map(async ([system, each]) => {
      for (let at = 0; at < each.length; at += atOnce)
        put(system, await ask(system, each.slice(at, at + atOnce)))
    }),
  )
  const busy = new Set(store.getState().busy)
  for (const key of keys) busy.delete(key)
  store.setState({ busy })
}

async function ask(systemId: string, targets: readonly GuestTarget[]): Promise<GuestReadiness[]> {
  const system = currentSystems().find(({ id }) => id === systemId)
  const refusal = system === undefined ? 'Its system is not known.' : guestRefusal(system)
  if (refusal !== undefined) return targets.map(({ id }) => ({ vm: id, ready: refusal }))
  try {
    const { guests } = await api.guest.preflight({ system: systemId, vms: targets.map(({ id }) => id) })
    return guests
  } catch (error) {
    const { message, advice } = faultOf(error)
    return targets.map(({ id }) => ({
      vm: id,
      ready: `Not looked at: ${message}`,
      ...(advice === undefined ? {} : { advice }),
    }))
  }
}

function put(system: string, guests: readonly GuestReadiness[]): void {
  const found = new Map(store.getState().found)
  for (const guest of guests) found.set(`${system}/${guest.vm}`, guest)
  store.setState({ found })
}

/** The family of a guest: as its tools say, else as the inventory names its system. */
export function familyOf(
  target: GuestTarget,
  readiness: GuestReadiness | undefined,
): GuestFamily | undefined {
  if (readiness?.family !== undefined) return readiness.family
  const { os } = vmRowOf(target) ?? {}
  if (os === undefined) return undefined
  if (/windows/i.test(os)) return 'windows'
  return /linux|ubuntu|debian|centos|rhel|red hat|suse|fedora|photon|alma|rocky/i.test(os)
    ? 'linux'
    : undefined
}

export function vmRowOf({ system, id }: Pick<GuestTarget, 'system' | 'id'>): VmRow | undefined {
  const row = currentInventory().row(system, id)
  return row?.kind === 'vm' ? row : undefined
}
