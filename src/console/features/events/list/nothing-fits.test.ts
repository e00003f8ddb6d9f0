import { expect, test } from 'vitest'
import { largerRange } from './nothing-fits.tsx'

const now = Date.UTC(2026, 10, 20, 9, 0)
const hours = (count: number) => new Date(now - count * 3_600_000).toISOString()

test('offers the next larger range', () => {
  expect(largerRange({ preset: '1h' }, now)).toBe('24h')
  expect(largerRange({ preset: '30d' }, now)).toBe('all')
  expect(largerRange({ preset: 'all' }, now)).toBeUndefined()
  expect(largerRange({ from: hours(50), to: hours(49) }, now)).toBe('7d')
  expect(largerRange({ from: '', to: hours(2) }, now)).toBe('all')
})
