import { expect, test } from 'vitest'
import type { EventCounts } from '../../../../contract/events/page.ts'
import { summaryOf, uncountedOf } from './summary.ts'
import { bucketMsOf, type SystemCounts } from './use-counts.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 20, 12)

function counted(system: string, counts: Partial<EventCounts> | undefined): SystemCounts {
  const whole = { total: 0, buckets: [], types: [], users: [], complete: true, ...counts }
  return { system, counts: counts === undefined ? undefined : whole, old: false, fault: undefined }
}

const bucket = (at: number, info: number) => ({ at, info, warning: 0, error: 1, alert: 0 })

test('sums systems and says before which time something is missing', () => {
  const summary = summaryOf(
    { from: now - 24 * hour },
    [
      counted('a', { buckets: [bucket(now - 20 * hour, 3), bucket(now - hour, 2)] }),
      counted('b', { buckets: [bucket(now - hour, 5)], complete: false, countedBackTo: now - 2 * hour }),
      counted('c', undefined),
    ],
    now,
    true,
  )
  expect(summary.total).toBe(13)
  expect(summary.bySystem.map(({ total }) => total)).toEqual([7, 6, 0])
  expect(summary.bySystem.map(({ uncountedBefore }) => uncountedBefore)).toEqual([
    undefined,
    now - 2 * hour,
    now,
  ])
  expect(uncountedOf(summary.bySystem.slice(0, 2))).toBe(now - 2 * hour)
  expect(uncountedOf(summary.bySystem.slice(0, 1))).toBeUndefined()
  expect(summary.all.find(({ at }) => at === now - hour)).toMatchObject({ info: 7, error: 2 })
})

test('a range without a beginning begins with the oldest entry', () => {
  const summary = summaryOf({}, [counted('a', { buckets: [bucket(now - 50 * hour, 1)] })], now, true)
  expect(summary.edges[0]).toBeLessThanOrEqual(now - 50 * hour)
  expect(summary.from).toBe(now - 50 * hour)
  expect(summaryOf({}, [counted('a', undefined)], now, true).from).toBe(now - 24 * hour)
})

test('buckets of every range fit bars of the zone and of UTC', () => {
  expect(bucketMsOf({ from: now - hour }, now)).toBe(60_000)
  expect(bucketMsOf({ from: now - 24 * hour }, now)).toBe(900_000)
  expect(hour % bucketMsOf({}, now)).toBe(0)
  expect(bucketMsOf({ from: now - 30 * 24 * hour }, now) % 900_000).toBe(0)
})
