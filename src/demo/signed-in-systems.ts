import type { SessionJar } from '../bff/host.ts'
import type { UpstreamSession } from '../bff/hypervisors/port.ts'

const storageKey = 'gantry-demo-signed-in'

/** The demo's session jar, in memory as the simulators are; `changed` is told the systems that are signed in. */
export function createMemoryJar(changed: (systems: string[]) => void): SessionJar {
  const sessions = new Map<string, UpstreamSession>()
  return {
    get: (system) => sessions.get(system),
    set(system, session) {
      sessions.set(system, session)
      changed([...sessions.keys()])
    },
    delete(system) {
      if (sessions.delete(system)) changed([...sessions.keys()])
    },
  }
}

/** Keeps the names of the signed-in systems alone, so that a reload can sign in again with the demo account. */
export function rememberSystems(storage: Pick<Storage, 'setItem'>, systems: string[]): void {
  try {
    storage.setItem(storageKey, JSON.stringify(systems))
  } catch {
    // A full or forbidden storage costs the sign-in after a reload, nothing else.
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
