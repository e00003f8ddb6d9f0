import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Where the tab keeps its runs. */
export const runsKey = 'gantry.runs'

/** Whether this tab has runs, kept from before a reload or started since: only then is their code loaded. */
const presence = createStore<{ runs: boolean }>(() => ({ runs: keptBefore() }))

export function useAnyRun(): boolean {
  return useStore(presence, ({ runs }) => runs)
}

/** A run was started. */
export function noteRun(): void {
  presence.setState({ runs: true })
}

function keptBefore(): boolean {
  try {
    return globalThis.sessionStorage.getItem(runsKey) !== null
  } catch {
    // Forbidden by the browser's settings, or no browser.
    return false
  }
}
