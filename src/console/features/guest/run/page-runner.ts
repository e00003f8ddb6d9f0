import { useStore } from 'zustand'
import { newIntent } from '../../../actions/send.ts'
import { api, faultOf } from '../../../client/api.ts'
import { currentGuestRuns, onGuestRunsChange } from '../../../client/guest-runs.ts'
import { credentialsFor, markRefused, onCredentialsChange } from '../credentials.ts'
import type { Batch } from './item.ts'
import { defaultLimit, GuestRunner } from './runner.ts'
import { keepUnsent } from './unsent.ts'

/** The one runner of this page. */
export const runner = new GuestRunner({
  newId: newIntent,
  now: () => Date.now(),
  send: (order) => api.guest.run(order),
  terminate: (system, id) => api.guest.terminate({ system, id }),
  faultOf,
  runs: currentGuestRuns,
  onRuns: (listener) => void onGuestRunsChange(listener),
  credentials: credentialsFor,
  refused: markRefused,
})

onCredentialsChange(() => runner.credentialsChanged())

// Leaving asks while something waits, for nobody else sends it.
window.addEventListener('beforeunload', (event) => {
  if (waiting().length > 0) event.preventDefault()
})
window.addEventListener('pagehide', () => keepUnsent(waiting()))

function waiting(): { system: string; id: string; name: string }[] {
  return runner.store
    .getState()
    .batches.flatMap(({ items }) => items)
    .filter(({ state }) => state === 'waiting' || state === 'no-credentials' || state === 'sending')
    .map(({ target: { system, vm, name } }) => ({ system, id: vm, name }))
}

export function useBatches(): readonly Batch[] {
  return useStore(runner.store, ({ batches }) => batches)
}

export function useLimit(system: string): number {
  return useStore(runner.store, ({ limits }) => limits.get(system) ?? defaultLimit)
}
