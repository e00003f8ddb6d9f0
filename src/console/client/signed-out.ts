import type { SystemState } from '../../contract/system.ts'
import { currentSystems, onSystemsChange } from './systems.ts'

/** Calls `listener` with every system that somebody has just signed out of; returns the way to stop it. */
export function onSignedOut(listener: (system: string) => void): () => void {
  let before = openSessions(currentSystems())
  return onSystemsChange(() => {
    const systems = currentSystems()
    const now = openSessions(systems)
    const out = [...before].filter((id) => !now.has(id))
    before = now
    for (const id of out) listener(id)
  })
}

/** An expired session was not signed out of: its admin comes back. */
function openSessions(systems: readonly SystemState[]): Set<string> {
  return new Set(systems.filter(({ session }) => session.state !== 'signed-out').map(({ id }) => id))
}
