import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventKey, type LogEvent } from './event.ts'
import { type EventRow, rowOrder } from './sorted-rows.ts'
import { SimulatedLogs, type Step, stepArbitrary, systemIds } from './test-logs.ts'
import { Timeline, type TimelineRow } from './timeline.ts'

const runs = 250

/** Does the steps, and looks at what is shown after each. */
function play(steps: readonly Step[], timeline: Timeline, bounded: boolean) {
  const logs = new SimulatedLogs(timeline)
  timeline.setSystems(systemIds)
  let before = look(timeline)
  for (const step of steps) {
    const behind = new Set(systemIds.filter((id) => timeline.log(id)?.behind !== false))
    logs.take(step)
    const now = look(timeline)
    expectInOrder(now.rows)
    expectGapsInPlace(now.rows, timeline)
    expectNothingMissing(logs, timeline, now)
    if (!bounded) expectStable(before, now, step, behind)
    before = now
  }
  return logs
}

interface Look {
  rows: readonly TimelineRow[]
  events: EventRow[]
  byKey: Map<string, EventRow>
  frontier: number
}

function look(timeline: Timeline): Look {
  const { rows } = timeline.view()
  const events = rows.filter((row): row is EventRow => row.kind === 'event')
  const byKey = new Map(events.map((row) => [eventKey(row.event), row]))
  expect(byKey.size, 'an entry stands there twice').toBe(events.length)
  return { rows, events, byKey, frontier: timeline.shownFrom }
}

function expectInOrder(rows: readonly TimelineRow[]) {
  const events = rows.filter((row): row is EventRow => row.kind === 'event')
  events.forEach((row, index) => {
    const next = events[index + 1]
    if (next !== undefined) expect(rowOrder(row, next), 'order').toBeLessThan(0)
  })
}

/** Everything above the row of a gap is newer than the gap; everything below it is not. */
function expectGapsInPlace(rows: readonly TimelineRow[], timeline: Timeline) {
  rows.forEach((row, index) => {
    if (row.kind !== 'gap') return
    const until = (row.gap.until ?? Infinity) - (timeline.log(row.system)?.offset ?? 0)
    for (const other of rows.slice(0, index))
      if (other.kind === 'event') expect(other.time).toBeGreaterThanOrEqual(until)
    for (const other of rows.slice(index + 1))
      if (other.kind === 'event') expect(other.time).toBeLessThan(until)
  })
}

/** Down to the frontier, each entry of an answering system that was written and told stands there, or a gap says why not. */
function expectNothingMissing(logs: SimulatedLogs, timeline: Timeline, { byKey, frontier }: Look) {
  for (const id of systemIds) {
    const log = timeline.log(id)
    if (log === undefined) continue
    const { offset, behind, coveredFrom } = log
    for (const event of logs.told(id)) {
      const shown = event.at - offset >= frontier
      if (!shown || (behind && event.at < coveredFrom)) continue
      if (byKey.has(eventKey(event)) || logs.inHole(event) || logs.held(event)) continue
      expect.fail(`${eventKey(event)} is missing`)
    }
  }
}

/** What is shown stays, and only what was told late, or comes from one who was behind, is put between. */
function expectStable(before: Look, now: Look, step: Step, behind: ReadonlySet<string>) {
  const removed = step.kind === 'leave' || step.kind === 'come' ? systemIds[step.system] : undefined
  for (const [key, row] of before.byKey)
    if (row.event.system !== removed) expect(now.byKey.get(key), `${key} has gone`).toBe(row)
  if (step.kind !== 'page') return
  for (const [key, row] of now.byKey) {
    if (before.byKey.has(key) || row.time < before.frontier || behind.has(row.event.system)) continue
    expect.fail(`${key} was put between rows that were shown`)
  }
}

/** Heals everything, tells everything, reads everything; what stands there then is the whole of all logs. */
function expectWhole(logs: SimulatedLogs, timeline: Timeline) {
  logs.heal()
  for (let round = 0; !timeline.view().complete; round += 1) {
    for (const id of systemIds) logs.readOn(id, 7)
    if (round > 1_000) expect.fail('reading comes to no end')
  }
  const { rows, waiting, complete } = timeline.view()
  expect(waiting).toBe(0)
  expect(complete).toBe(true)
  expect(rows.filter(({ kind }) => kind === 'gap')).toEqual([])
  const time = (event: LogEvent) => event.at - (timeline.log(event.system)?.offset ?? 0)
  const all = logs
    .all()
    .map((event): EventRow => ({ kind: 'event', event, time: time(event) }))
    .toSorted(rowOrder)
  expect(rows.map((row) => (row.kind === 'event' ? eventKey(row.event) : ''))).toEqual(
    all.map((row) => eventKey(row.event)),
  )
}

const stepsArbitrary = fc.array(stepArbitrary, { maxLength: 60, size: 'max' })

test('four logs with skew, doubles, late entries, holes and faults: in order, whole, nothing twice', () => {
  fc.assert(
    fc.property(stepsArbitrary, (steps) => {
      const timeline = new Timeline()
      expectWhole(play(steps, timeline, false), timeline)
    }),
    { numRuns: runs },
  )
})

test('the same where rows stand by corrected times', () => {
  fc.assert(
    fc.property(stepsArbitrary, (steps) => {
      const timeline = new Timeline({ correctSkew: true })
      // The order changes when a skew becomes known, so that only order and completeness hold.
      expectWhole(play(steps, timeline, true), timeline)
    }),
    { numRuns: runs / 2 },
  )
})

test('the same where the far end is dropped to keep a bound, and read again', () => {
  fc.assert(
    fc.property(stepsArbitrary, fc.integer({ min: 1, max: 30 }), (steps, bound) => {
      const timeline = new Timeline({ bound })
      const logs = play(steps, timeline, true)
      logs.heal()
      const size = timeline.view().rows.length
      expect(timeline.view().waiting).toBe(0)
      // Only pages make it longer than its bound.
      logs.take({ kind: 'happen', system: 0, count: 1, late: 0 })
      logs.take({ kind: 'tell', system: 0, again: 0 })
      expect(timeline.view().rows.length).toBeLessThanOrEqual(
        Math.max(size + 1, bound * 1.1 + systemIds.length),
      )
      expectWholeBounded(logs, timeline)
    }),
    { numRuns: runs / 2 },
  )
})

/** Reading on brings all that was dropped, as long as nothing new comes. */
function expectWholeBounded(logs: SimulatedLogs, timeline: Timeline) {
  for (let round = 0; !timeline.view().complete; round += 1) {
    for (const id of systemIds) logs.readOn(id, 7)
    if (round > 1_000) expect.fail('reading comes to no end')
  }
  expect(new Set(look(timeline).byKey.keys())).toEqual(new Set(logs.all().map(eventKey)))
}

test('a narrower filter shows at once what fits, and is whole when read on', () => {
  const fits = ({ order }: LogEvent) => order % 2 === 0
  fc.assert(
    fc.property(stepsArbitrary, stepsArbitrary, (steps, later) => {
      const wide = new Timeline()
      const logs = play(steps, wide, false)
      const narrow = wide.narrowed({}, fits)
      const shown = look(wide).events.filter(({ event }) => fits(event))
      expect(look(narrow).events).toEqual(shown)
      logs.goOnWith(narrow, fits)
      for (const step of later) {
        logs.take(step)
        expectInOrder(narrow.view().rows)
        expectNothingMissing(logs, narrow, look(narrow))
      }
      expectWhole(logs, narrow)
    }),
    { numRuns: runs / 2 },
  )
})

test('a narrower filter is whole, too, where much was held back and dropped', () => {
  const fits = ({ order }: LogEvent) => order % 2 === 0
  fc.assert(
    fc.property(stepsArbitrary, fc.integer({ min: 1, max: 8 }), (steps, bound) => {
      const wide = new Timeline({ bound })
      const logs = play(steps, wide, true)
      const narrow = wide.narrowed({}, fits)
      logs.goOnWith(narrow, fits)
      logs.heal()
      expectWholeBounded(logs, narrow)
    }),
    { numRuns: runs / 2 },
  )
})
