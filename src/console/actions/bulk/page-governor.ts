import { useStore } from 'zustand'
import { faultOf } from '../../client/api.ts'
import { currentInventory } from '../../client/inventory.ts'
import { currentJobs, onJobsChange } from '../../client/jobs.ts'
import { currentSystems } from '../../client/systems.ts'
import { newIntent, sendAction } from '../send.ts'
import { Governor } from './governor.ts'
import type { Runs } from './governor-world.ts'
import { type Facts, verdictOf } from './plan.ts'
import { defaultPace, type Pace, type Run } from './run.ts'
import { RunShelf } from './run-shelf.ts'

/** How things stand now. */
export const currentFacts: Facts = {
  machine: (system, id) => {
    const row = currentInventory().row(system, id)
    return row?.kind === 'vm' || row?.kind === 'template' ? row : undefined
  },
  system: (id) => currentSystems().find((system) => system.id === id),
}

/** The one governor of this page; begins with what the tab kept over a reload. */
export const governor = new Governor({
  send: sendAction,
  newIntent,
  faultOf,
  verdict: (verb, target, action) => verdictOf(verb, target, currentFacts, action),
  ready: (id) => {
    const system = currentFacts.system(id)
    if (system === undefined) return 'Waits until the server tells of this system.'
    if (system.session.state !== 'signed-in') return `Sign in to ${system.name} to go on.`
    const { phase } = system.sync
    return phase === 'live' || phase === 'stale'
      ? true
      : `Waits until the inventory of ${system.name} is read.`
  },
  jobs: currentJobs,
  onJobs: (listener) => void onJobsChange(listener),
  shelf: new RunShelf(tabStorage()),
})

// Leaving asks while something waits, for nobody else sends it.
window.addEventListener('beforeunload', (event) => {
  if (governor.waits()) event.preventDefault()
})
window.addEventListener('pagehide', () => governor.save())

export function useRuns(): Runs {
  return useStore(governor.store)
}

export function useRun(id: string | undefined): Run | undefined {
  return useStore(governor.store, ({ runs }) => runs.find((run) => run.id === id))
}

export function usePace(system: string): Pace {
  return useStore(governor.store, ({ paces }) => paces.get(system) ?? defaultPace)
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    // Forbidden by the browser's settings.
    return undefined
  }
}
