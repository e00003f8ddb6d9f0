import { expect, test } from 'vitest'
import { momentText, parseMoment } from './moment-text.ts'

const now = Date.UTC(2026, 10, 20, 9, 0)
const utc = { utc: true, now }

test.each([
  ['2026-11-20 14:30', Date.UTC(2026, 10, 20, 14, 30)],
  [' 2026-11-20T14:30:05 ', Date.UTC(2026, 10, 20, 14, 30, 5)],
  ['2026-11-20 14:30:05.25', Date.UTC(2026, 10, 20, 14, 30, 5, 250)],
  ['2026-11-20', Date.UTC(2026, 10, 20)],
  ['2026-2-1 4:05', Date.UTC(2026, 1, 1, 4, 5)],
  ['14:30', Date.UTC(2026, 10, 20, 14, 30)],
  ['2026-11-20T14:30:05+01:00', Date.UTC(2026, 10, 20, 13, 30, 5)],
  ['2026-11-20T14:30:05.000Z', Date.UTC(2026, 10, 20, 14, 30, 5)],
  ['2026-11-20 24:00', Date.UTC(2026, 10, 21)],
])('reads %s', (text, at) => {
  expect(parseMoment(text, utc)).toBe(at)
})

test.each([
  '',
  'yesterday',
  '5',
  '2026-02-30',
  '2026-13-01',
  '25:00',
  '2026-11-20 24:01',
  '2026-11-20 14:60',
])('does not take %s for a time', (text) => {
  expect(parseMoment(text, utc)).toBeUndefined()
})

test('writes what it reads, in both zones', () => {
  for (const zone of [true, false]) {
    for (const at of [now, now + 5000]) {
      expect(parseMoment(momentText(at, zone), { utc: zone, now })).toBe(at)
    }
  }
  expect(momentText(now, true, true)).toBe('2026-11-20 09:00:00')
})
