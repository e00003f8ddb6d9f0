import { afterEach, expect, test } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import { applyEvents, onEvents, recentEvents, resumeEvents, retainEvents } from './event-tail.ts'

type Told = [system: string, ids: string[], full: boolean, missedSince: number | undefined]

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  retainEvents(() => false)
})

function listen(): Told[] {
  const told: Told[] = []
  const stop = onEvents((system, events, full, missedSince) =>
    told.push([system, events.map(({ id }) => id), full, missedSince]),
  )
  stops.push(stop)
  return told
}

/** Entries with ids and times of these numbers. */
const entries = (...numbers: number[]): LogEvent[] =>
  numbers.map((n) => ({
    system: 'a',
    id: String(n),
    order: n,
    at: n * 1_000,
    severity: 'info',
    type: 'x',
    message: '',
    objects: [],
  }))

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

function apply(version: number, full: boolean, events: LogEvent[], epoch = 'one', system = 'a') {
  applyEvents({ type: 'events', system, epoch, version, full, events, gaps: [] })
}

test('tells each entry once, and resumes from the last message', () => {
  const told = listen()
  apply(2, true, entries(1, 2))
  apply(4, false, entries(2, 3, 4))
  apply(9, false, [])
  apply(1, true, entries(7), 'zwei', 'b')
  expect(told).toEqual([
    ['a', ['1', '2'], true, undefined],
    ['a', ['3', '4'], false, undefined],
    ['b', ['7'], true, undefined],
  ])
  expect(resumeEvents()).toBe('a:one:9,b:zwei:1')
})

test('a server that began anew tells what it has: nothing is missing where it overlaps', () => {
  apply(2, true, entries(1, 2, 3))
  const told = listen()
  apply(1, true, entries(2, 3, 4), 'two')
  expect(told).toEqual([['a', ['4'], true, undefined]])
  apply(5, true, entries(8, 9), 'two')
  expect(told.at(-1)).toEqual(['a', ['8', '9'], true, 4_000])
})

test('what goes on from an unknown epoch may have missed something', () => {
  apply(2, true, entries(1, 2))
  const told = listen()
  apply(7, false, entries(6), 'two')
  expect(told).toEqual([['a', ['6'], true, 2_000]])
  apply(8, false, entries(7), 'two')
  expect(told.at(-1)).toEqual(['a', ['7'], false, undefined])
})

test('a log that numbers anew is told from its begin', () => {
  apply(2, true, entries(1, 2, 3))
  const told = listen()
  const again = entries(2, 3).map((event) => ({ ...event, at: event.at + 60_000 }))
  apply(1, true, again, 'one-1')
  expect(told).toEqual([['a', ['2', '3'], true, 3_000]])
  expect(
    recentEvents()
      .get('a')
      ?.events.map(({ at }) => at),
  ).toEqual([1_000, 62_000, 63_000])
})

test('keeps the newest, and why a log cannot be followed', () => {
  apply(1, true, entries(...range(0, 200)))
  apply(2, false, entries(...range(200, 3_000)))
  expect(recentEvents().get('a')?.events).toHaveLength(2_000)
  expect(recentEvents().get('a')?.events.at(-1)?.id).toBe('2999')
  const fault = { kind: 'unavailable' as const, message: 'Down.' }
  applyEvents({
    type: 'events',
    system: 'a',
    epoch: 'one',
    version: 3,
    full: false,
    events: [],
    gaps: [],
    fault,
    retryAt: 5,
  })
  expect(recentEvents().get('a')).toMatchObject({ fault, retryAt: 5 })
  apply(4, false, [])
  expect(recentEvents().get('a')).not.toHaveProperty('fault')
})

test('forgets systems that were left', () => {
  apply(1, true, entries(1))
  apply(1, true, entries(1), 'one', 'b')
  const all = recentEvents()
  retainEvents(() => true)
  expect(recentEvents()).toBe(all)
  retainEvents((system) => system === 'b')
  expect([...recentEvents().keys()]).toEqual(['b'])
  expect(resumeEvents()).toBe('b:one:1')
})
