import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsOf, barWidth, bucketWidth, edgesOf, heightsOf, sumOf, topOf, totalOf } from './bars.ts'

const hour = 3_600_000
const day = 24 * hour
const noon = Date.UTC(2026, 10, 20, 12, 34, 56)

test('the width follows the range: never many more than 120 bars', () => {
  expect(barWidth(noon - hour, noon)).toBe(60_000)
  expect(barWidth(noon - day, noon)).toBe(900_000)
  expect(barWidth(noon - 7 * day, noon)).toBe(2 * hour)
  expect(barWidth(noon - 30 * day, noon)).toBe(6 * hour)
  expect(barWidth(noon - 90 * day, noon)).toBe(day)
  expect(barWidth(noon - 60_000, noon)).toBe(1000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 * 365 * day }), fc.boolean(), (range, utc) => {
      const width = barWidth(noon - range, noon)
      const edges = edgesOf(noon - range, noon, width, utc)
      expect(edges.length).toBeLessThanOrEqual(140)
      expect(edges[0]).toBeLessThanOrEqual(noon - range)
      expect(edges.at(-1)).toBeGreaterThanOrEqual(noon)
      for (const [place, edge] of edges.entries())
        if (place > 0) expect(edge).toBeGreaterThan(edges[place - 1] ?? Number.POSITIVE_INFINITY)
    }),
    { numRuns: 200 },
  )
})

test('bars of a day begin at midnight of the zone', () => {
  const local = edgesOf(noon - 90 * day, noon, day, false)
  expect(local.every((at) => new Date(at).getHours() === 0)).toBe(true)
  const utc = edgesOf(noon - 90 * day, noon, day, true)
  expect(utc.every((at) => at % day === 0)).toBe(true)
  expect(bucketWidth(utc) % day).toBe(0)
})

test('buckets are narrow enough for every edge', () => {
  for (const width of [60_000, 900_000, 2 * hour, 6 * hour, day])
    for (const utc of [true, false]) {
      const edges = edgesOf(noon - 100 * width, noon, width, utc)
      const bucket = bucketWidth(edges)
      expect(bucket).toBeGreaterThanOrEqual(60_000)
      expect(edges.every((edge) => edge % bucket === 0)).toBe(true)
    }
})

test('what is counted stands in exactly one bar', () => {
  const edges = edgesOf(noon - day, noon, hour, true)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(95), fc.nat(50))), (list) => {
      const first = edges[0] ?? 0
      const buckets = list
        .toSorted(([a], [b]) => a - b)
        .map(([quarter, count]) => ({
          at: first + quarter * 900_000,
          info: count,
          warning: 1,
          error: 0,
          alert: 0,
        }))
      const all = sumOf(barsOf(edges, [buckets, buckets]))
      expect(all.info).toBe(2 * list.reduce((sum, [, count]) => sum + count, 0))
      expect(all.warning).toBe(2 * list.length)
    }),
  )
})

test('what lies before the first and after the last edge is left out', () => {
  const bucket = { info: 1, warning: 0, error: 0, alert: 0 }
  const bars = barsOf([hour, 2 * hour, 3 * hour], [[0, hour, 3 * hour].map((at) => ({ at, ...bucket }))])
  expect(bars.map(totalOf)).toEqual([1, 0])
})

test('the top of the axis is a round number', () => {
  expect([0, 1, 5, 7, 11, 160, 999, 1001].map(topOf)).toEqual([1, 1, 5, 8, 15, 200, 1000, 1500])
})

test('a single alert among thousands stays visible and the bar within its height', () => {
  const heights = heightsOf({ info: 10_000, warning: 3, error: 0, alert: 1 }, 10_000, 80)
  expect(heights.get('alert')).toBe(2)
  expect(heights.get('warning')).toBe(2)
  expect([...heights.values()].reduce((sum, part) => sum + part, 0)).toBeCloseTo(80)
  expect(heights.has('error')).toBe(false)
})
