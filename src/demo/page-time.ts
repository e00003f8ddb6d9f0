import type { Clock } from '../bff/hypervisors/port.ts'

/** The page's own time for the BFF. */
export const pageClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const aborted = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', aborted)
        resolve()
      }, ms)
      signal?.addEventListener('abort', aborted, { once: true })
    }),
}

/** A tab that slept for longer goes on where it was, instead of living through the night at once. */
const longestCatchUp = 10 * 60_000
const step = 1_000
const mostSteps = 30

/**
 * The steps of simulated time that make up for `elapsed` ms of real time, so that simulated time follows the
 * wall clock also where timers are rare (a hidden tab ticks once a minute): single seconds while there are
 * few, else equal larger ones, never more than 30.
 */
export function stepsFor(elapsed: number): number[] {
  const missing = Math.min(Math.max(0, elapsed), longestCatchUp)
  const seconds = Math.floor(missing / step)
  if (seconds <= mostSteps) return Array.from({ length: seconds }, () => step)
  return Array.from({ length: mostSteps }, () => Math.floor(missing / mostSteps))
}

export interface TimeKeeper {
  pause(): void
  resume(): void
}

/** Calls `advance` about once a second so that simulated time keeps up with real time. */
export function keepTime(advance: (ms: number) => void): TimeKeeper {
  let last = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    const now = Date.now()
    const steps = stepsFor(now - last)
    if (steps.length === 0 && now >= last) return
    // The part of a second that is left over counts in the next tick, unless the clock was set or slept.
    const done = steps.reduce((sum, ms) => sum + ms, 0)
    last = Math.abs(now - last - done) < step ? last + done : now
    for (const ms of steps) advance(ms)
  }
  const keeper: TimeKeeper = {
    pause() {
      clearInterval(timer)
      timer = undefined
    },
    resume() {
      if (timer !== undefined) return
      last = Date.now()
      timer = setInterval(tick, step)
    },
  }
  keeper.resume()
  return keeper
}
