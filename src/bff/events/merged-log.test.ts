import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventKey, type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import { Fault } from '../../contract/fault.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { disorderMs } from './event-cursor.ts'
import { type MergedLine, MergedLog } from './merged-log.ts'
import { OrderedLog } from './ordered-log.ts'
import { entry, never, TestLog } from './test-log.ts'
import { filters, logs } from './test-samples.ts'

function logOf(log: TestLog, system: string, filter: EventFilter, clock = new ManualClock()): OrderedLog {
  return new OrderedLog({ system, source: log, filter, clock, signal: never })
}

async function linesOf(merged: MergedLog, most = 7): Promise<MergedLine[]> {
  const lines: MergedLine[] = []
  for (;;) {
    const next = await merged.next(most)
    expect(next.length).toBeLessThanOrEqual(most + 3)
    if (next.length === 0) return lines
    lines.push(...next)
  }
}

const eventsOf = (lines: readonly MergedLine[]) =>
  lines.flatMap((line) => ('event' in line ? [line.event] : []))

const withSystem = (events: readonly LogEvent[], system: string) =>
  events.map((event) => ({ ...event, system }))

test('several logs are one, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(logs, fc.integer({ min: 1, max: 30 })), { maxLength: 4 }),
      filters,
      fc.integer({ min: 1, max: 40 }),
      async (samples, filter, most) => {
        const parts = samples.map(([events, largest], n) => {
          const log = new TestLog(withSystem(events, `s${n}`))
          log.largest = largest
          return log
        })
        const merged = new MergedLog(parts.map((log, n) => logOf(log, `s${n}`, filter)))
        const wanted = parts
          .flatMap(({ events }) => events)
          .filter(eventMatcher({ ...filter, systems: [] }))
          .sort(newestFirst)
        expect(eventsOf(await linesOf(merged, most)).map(eventKey)).toEqual(wanted.map(eventKey))
      },
    ),
  )
})

test('entries that were committed late stand where their time belongs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: disorderMs }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 10 }),
      async (late, largest) => {
        // Pages by number, where a late entry has a number that is too high for its time.
        const events = late.map((by, n) => entry(n, { at: n * 1_000 + 20_000 - by }))
        const pages = [...events].reverse()
        const log = new TestLog([])
        log.older = async (_filter, position) => {
          // Positions come from here alone.
          const from = (position?.state ?? 0) as number
          const page = pages.slice(from, from + largest)
          const left = pages.slice(from + largest)
          const readBackTo = Math.max(...left.map(({ at }) => at)) - disorderMs
          const next = left.length === 0 ? {} : { next: { readBackTo, state: from + largest } }
          return { events: page.toSorted(newestFirst), pushedDown: [], ...next }
        }
        const found = eventsOf(await linesOf(new MergedLog([logOf(log, 'one', {})])))
        expect(found).toEqual([...events].sort(newestFirst))
      },
    ),
  )
})

test('a log that fails leaves a gap where it ended, and the others go on', async () => {
  const steady = new TestLog(
    withSystem(
      Array.from({ length: 50 }, (_, n) => entry(n)),
      'a',
    ),
  )
  const broken = new TestLog(
    withSystem(
      Array.from({ length: 50 }, (_, n) => entry(n, { at: n * 1_000 + 500 })),
      'b',
    ),
  )
  broken.largest = 20
  let reads = 0
  broken.meanwhile = () => {
    reads += 1
    if (reads > 1) throw new Fault({ kind: 'forbidden', message: 'No more.' })
  }
  const told: string[] = []
  const merged = new MergedLog([logOf(steady, 'a', {}), logOf(broken, 'b', {})], (log) =>
    told.push(log.system),
  )
  const lines = await linesOf(merged)
  expect(lines).toHaveLength(71)
  const at = lines.findIndex((line) => 'gap' in line)
  expect(lines[at]).toEqual({
    gap: { system: 'b', until: 30_500, fault: { kind: 'forbidden', message: 'No more.', system: 'b' } },
  })
  expect(lines[at - 1]).toMatchObject({ event: { system: 'b', at: 30_500 } })
  expect(lines.slice(at + 1).every((line) => 'event' in line && line.event.system === 'a')).toBe(true)
  expect(told).toEqual(['b'])
})

test('an accident of the connection is got over', async () => {
  const clock = new ManualClock()
  const log = new TestLog(Array.from({ length: 30 }, (_, n) => entry(n)))
  log.faults.push(new Fault({ kind: 'unavailable', message: 'Cut.' }))
  const lines = linesOf(new MergedLog([logOf(log, 'one', {}, clock)]))
  await clock.advance(2_000)
  expect(await lines).toHaveLength(30)
})
