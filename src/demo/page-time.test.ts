import { describe, expect, it } from 'vitest'
import { pageClock, stepsFor } from './page-time.ts'

const sum = (steps: number[]) => steps.reduce((total, ms) => total + ms, 0)

describe('simulated time in the page', () => {
  it('moves second by second while the tab is seen', () => {
    expect(stepsFor(999)).toEqual([])
    expect(stepsFor(1_004)).toEqual([1_000])
    expect(stepsFor(3_500)).toEqual([1_000, 1_000, 1_000])
  })

  it('catches up in few steps after a minute in the background', () => {
    const steps = stepsFor(60_000)
    expect(steps).toHaveLength(30)
    expect(sum(steps)).toBe(60_000)
  })

  it('goes on where it was after a night', () => {
    expect(sum(stepsFor(8 * 3_600_000))).toBe(600_000)
    expect(stepsFor(-5_000)).toEqual([])
  })

  it('wakes a sleeper that is aborted', async () => {
    const stop = new AbortController()
    const sleeping = pageClock.sleep(60_000, stop.signal)
    stop.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
  })
})
