import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GuestRun } from '../../contract/guest/guest.ts'
import type { LiveMessage } from '../../contract/live.ts'

const store = createStore<{ runs: ReadonlyMap<string, GuestRun> }>(() => ({ runs: new Map() }))

/** Commands in guests of all signed-in systems, by `system/id`; renders again when one changes. */
export function useGuestRuns(): ReadonlyMap<string, GuestRun> {
  return useStore(store, ({ runs }) => runs)
}

/** The same outside of React. */
export function currentGuestRuns(): ReadonlyMap<string, GuestRun> {
  return store.getState().runs
}

/** Calls `listener` after every change; returns the way to stop it. */
export function onGuestRunsChange(listener: () => void): () => void {
  return store.subscribe(listener)
}

/** Takes a message of the live stream; fed by `live.ts` alone. */
export function applyGuestRuns({
  system,
  full,
  runs,
  gone,
}: Extract<LiveMessage, { type: 'guest-runs' }>): void {
  const now = store.getState().runs
  const next = full ? new Map([...now].filter(([, run]) => run.system !== system)) : new Map(now)
  for (const run of runs) next.set(`${system}/${run.id}`, run)
  for (const id of gone) next.delete(`${system}/${id}`)
  store.setState({ runs: next })
}

/** Forgets the runs of every system that `keep` refuses. */
export function retainGuestRuns(keep: (system: string) => boolean): void {
  const { runs } = store.getState()
  if ([...runs.values()].every(({ system }) => keep(system))) return
  store.setState({ runs: new Map([...runs].filter(([, { system }]) => keep(system))) })
}
