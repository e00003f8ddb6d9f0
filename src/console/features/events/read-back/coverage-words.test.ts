import { expect, test } from 'vitest'
import { doneBy, readBack, skewText } from './coverage-words.ts'

const at = Date.UTC(2026, 10, 20, 14, 30)
const none = { system: 'a', complete: false, pushedDown: [], gaps: [] }

test('says how far back a system is read', () => {
  expect(readBack(none, true, true)).toEqual({ tone: 'busy', text: 'reading …' })
  expect(readBack({ ...none, readBackTo: at }, true, false).text).toBe('back to 2026-11-20 14:30')
  expect(readBack({ ...none, complete: true }, true, false).text).toBe('all read')
  const gaps = [{ fault: { kind: 'forbidden' as const, message: 'No.' } }]
  expect(readBack({ ...none, gaps }, true, false)).toEqual({ tone: 'error', text: 'not read' })
})

test('names only parts that are used', () => {
  const coverage = { ...none, pushedDown: ['time' as const, 'severity' as const] }
  expect(doneBy({ from: 1, text: 'x', users: [] }, coverage)).toEqual({ own: 'time', gantry: 'text' })
  expect(doneBy({}, coverage)).toEqual({ own: 'nothing', gantry: 'nothing' })
})

test('tells of clocks that differ by seconds', () => {
  expect([undefined, 1500, 12_000, -200_000].map((ms) => skewText(ms))).toEqual([
    undefined,
    undefined,
    '12 s ahead',
    '3 min behind',
  ])
})
