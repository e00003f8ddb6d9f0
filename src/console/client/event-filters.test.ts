import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import { narrows, systemsOf } from './event-filters.ts'

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined })
const textOf = fc.option(fc.constantFrom('', 'pow', 'power', 'Power on', 'on', 'er no'), { nil: undefined })
const filter = fc
  .record({
    severities: some(['info', 'error'] as const),
    objects: some(['a/1', 'a/2']),
    users: some(['root', 'admin']),
    types: some(['x', 'y']),
    chains: some(['a/7']),
    text: textOf,
    from: fc.option(fc.constantFrom(10, 20), { nil: undefined }),
    until: fc.option(fc.constantFrom(30, 40), { nil: undefined }),
  })
  // Absent and undefined are the same to who reads them here.
  .map((fields) => JSON.parse(JSON.stringify(fields)) as EventFilter)

const event: fc.Arbitrary<LogEvent> = fc.record({
  system: fc.constant('a'),
  id: fc.constant('1'),
  order: fc.constant(1),
  at: fc.integer({ min: 5, max: 45 }),
  severity: fc.constantFrom('info' as const, 'error' as const),
  type: fc.constantFrom('x', 'y'),
  message: fc.constantFrom('Powered on', 'power', 'Nothing'),
  userName: fc.constantFrom('root', 'admin'),
  chain: fc.constantFrom('7', '8'),
  objects: fc.constantFrom([], [{ kind: 'vm' as const, id: '1', name: 'web' }]),
})

test('what fits a filter that narrows another fits that one too', () => {
  let narrowing = 0
  fc.assert(
    fc.property(filter, filter, fc.array(event, { minLength: 20 }), (before, next, events) => {
      if (!narrows(before, next)) return
      narrowing += 1
      const [old, now] = [eventMatcher(before), eventMatcher(next)]
      for (const one of events) if (now(one)) expect(old(one)).toBe(true)
    }),
    { numRuns: 3_000 },
  )
  expect(narrowing).toBeGreaterThan(50)
})

test('typing on, a smaller range and one more choice narrow', () => {
  expect(narrows({ text: 'pow' }, { text: 'power on' })).toBe(true)
  expect(narrows({ text: 'power' }, { text: 'pow' })).toBe(false)
  expect(narrows({ from: 10 }, { from: 20, severities: ['error'] })).toBe(true)
  expect(narrows({ severities: ['error'] }, {})).toBe(false)
  expect(narrows({ severities: [] }, { severities: ['error'] })).toBe(true)
  expect(narrows({ until: 10 }, { until: 20 })).toBe(false)
})

test('filters name systems, objects and operations of systems', () => {
  const all = ['a', 'b', 'c']
  expect(systemsOf({}, all)).toEqual(all)
  expect(systemsOf({ systems: [] }, all)).toEqual(all)
  expect(systemsOf({ systems: ['b', 'x'] }, all)).toEqual(['b'])
  expect(systemsOf({ objects: ['c/vm-1', 'a/vm-2'] }, all)).toEqual(['a', 'c'])
  expect(systemsOf({ chains: ['c/4'], systems: ['a', 'c'] }, all)).toEqual(['c'])
})
