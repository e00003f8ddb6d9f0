import type { SessionJar } from '../bff/host.ts'
import type { UpstreamSession } from '../bff/hypervisors/port.ts'

const storageKey = 'gantry-demo-signed-in'

/**
 * The page's session jar. Sessions live in the memory of the page, as the simulators do; `storage` keeps the
 * names of the signed-in systems alone, so that a reload can sign in again with the demo account.
 */
export function createPageJar(storage: Pick<Storage, 'setItem'>): SessionJar {
  const sessions = new Map<string, UpstreamSession>()
  const remember = () => {
    try {
      storage.setItem(storageKey, JSON.stringify([...sessions.keys()]))
    } catch {
      // A full or forbidden storage costs the sign-in after a reload, nothing else.
    }
  }
  return {
    get: (system) => sessions.get(system),
    set(system, session) {
      sessions.set(system, session)
      remember()
    },
    delete(system) {
      if (sessions.delete(system)) remember()
    },
  }
}

/** Names of the systems that were signed in before the page was loaded; empty when nothing usable is kept. */
export function rememberedSystems(storage: Pick<Storage, 'getItem'>): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}
