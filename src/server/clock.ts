import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../bff/hypervisors/port.ts'

/** Longest delay that a Node timer takes. */
const maxTimerMs = 2 ** 31 - 1

/** Real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(Math.min(ms, maxTimerMs), undefined, signal === undefined ? {} : { signal })
  },
}
