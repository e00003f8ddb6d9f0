import { expect, test } from 'vitest'
import { stretchWords, ticksOf } from './axis.ts'
import { edgesOf } from './bars.ts'

const hour = 3_600_000
const day = 24 * hour
const noon = Date.UTC(2026, 10, 20, 12)

test('labels stand at round times and never too close', () => {
  for (const [range, width] of [
    [hour, 60_000],
    [day, 900_000],
    [7 * day, 2 * hour],
    [30 * day, 6 * hour],
    [90 * day, day],
    [700 * day, 7 * day],
  ] as const) {
    const edges = edgesOf(noon - range, noon, width, true)
    const pixels = 900 / (edges.length - 1)
    const ticks = ticksOf(edges, width, pixels, true)
    expect(ticks.length).toBeGreaterThan(2)
    expect(ticks.length).toBeLessThan(14)
    for (const [index, { place }] of ticks.entries())
      if (index > 0) expect((place - (ticks[index - 1]?.place ?? 0)) * pixels).toBeGreaterThan(60)
  }
})

test('a stretch says its day once', () => {
  expect(stretchWords(noon, noon + hour, true)).toBe('2026-11-20 12:00 to 13:00')
  expect(stretchWords(noon, noon + 1000, true)).toBe('2026-11-20 12:00 to 12:00:01')
  expect(stretchWords(noon, noon + day, true)).toBe('2026-11-20 12:00 to 2026-11-21 12:00')
  expect(stretchWords(noon, noon + day / 2, true)).toBe('2026-11-20 12:00 to 00:00')
  const midnight = noon - (noon % day)
  expect(stretchWords(midnight, midnight + day, true)).toBe('2026-11-20')
  expect(stretchWords(midnight, midnight + 7 * day, true)).toBe('2026-11-20 to 2026-11-26')
})
