import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventCounts } from '../../contract/events/page.ts'
import { Fault } from '../../contract/fault.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { CountBook } from './count-book.ts'
import type { FreshEvents } from './count-scan.ts'
import { entry, TestLog } from './test-log.ts'
import { abilities, filters, logs, ranges } from './test-samples.ts'

/** The clock of the tests' system and of Gantry stands here: after all that the logs of `test-samples` hold. */
const startAt = 3_600_000

/** Counts by looking at each entry. */
function naive(events: readonly LogEvent[], filter: EventFilter, bucketMs: number) {
  const fitting = events.filter(eventMatcher(filter))
  const by = <K extends string | number>(keyOf: (event: LogEvent) => K) => {
    const counts = new Map<K, number>()
    for (const event of fitting) counts.set(keyOf(event), (counts.get(keyOf(event)) ?? 0) + 1)
    return counts
  }
  const users = by(({ userName = '' }) => userName.toLowerCase())
  users.delete('')
  return {
    total: fitting.length,
    buckets: [...by(({ at }) => Math.floor(at / bucketMs) * bucketMs).keys()]
      .sort((a, b) => a - b)
      .map((at) => {
        const own = fitting.filter((event) => event.at >= at && event.at < at + bucketMs)
        const of = (severity: string) => own.filter((event) => event.severity === severity).length
        return { at, info: of('info'), warning: of('warning'), error: of('error'), alert: of('alert') }
      }),
    types: by(({ type }) => type),
    users,
  }
}

function plain({ total, buckets, types, users }: EventCounts) {
  return {
    total,
    buckets,
    types: new Map(types.map(({ type, count }) => [type, count])),
    users: new Map(users.map(({ name, count }) => [name.toLowerCase(), count])),
  }
}

/** A book over one log, with time in the test's hand. */
function stage(log: TestLog, tail?: FreshEvents) {
  const clock = new ManualClock(startAt)
  const book = new CountBook(clock)
  const reader = { system: 'one', userName: 'ann', source: log }
  return {
    clock,
    book,
    reader,
    async ask(filter: EventFilter, bucketMs = 1_000, from = reader): Promise<EventCounts> {
      const asked = book.counts(from, filter, bucketMs, tail)
      await clock.advance(500)
      return asked
    },
  }
}

/** `ask` until it is complete. */
async function finished({ ask }: ReturnType<typeof stage>, filter: EventFilter, bucketMs = 1_000) {
  for (let times = 0; times < 50; times += 1) {
    const counts = await ask(filter, bucketMs)
    if (counts.complete) return counts
  }
  throw new Error('never complete')
}

test('counts are those of the log, whatever the system filters', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      filters,
      abilities,
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(1_000, 7_000, 60_000),
      async (events, filter, parts, largest, bucketMs) => {
        const log = new TestLog(events, parts)
        log.largest = largest
        const on = stage(log)
        expect(plain(await finished(on, filter, bucketMs))).toEqual(naive(events, filter, bucketMs))
        on.book.close()
      },
    ),
    { numRuns: 40 },
  )
})

test('narrower filters and ranges are answered from what was read, wider ranges by reading on', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.constantFrom<EventFilter>({}, { text: 'power' }, { objects: ['one/vm-1'] }),
      fc.array(fc.tuple(filters, ranges), { minLength: 1, maxLength: 4 }),
      async (events, base, narrowings) => {
        const log = new TestLog(events)
        const on = stage(log)
        await finished(on, base)
        const { reads } = log
        for (const [{ severities, types, users }, range] of narrowings) {
          const filter: EventFilter = {
            ...base,
            ...(severities === undefined ? {} : { severities }),
            ...(types === undefined ? {} : { types }),
            ...(users === undefined ? {} : { users }),
            ...range,
          }
          const counts = await on.ask(filter)
          expect(counts.complete).toBe(true)
          expect(plain(counts)).toEqual(naive(events, filter, 1_000))
        }
        // All that may be read again are the newest entries.
        expect(log.asked.slice(reads).every(({ from }) => from !== undefined)).toBe(true)
        on.book.close()
      },
    ),
    { numRuns: 30 },
  )
  const events = Array.from({ length: 100 }, (_, n) => entry(n))
  const log = new TestLog(events)
  const on = stage(log)
  for (const from of [80_000, 40_000, 90_000, 10_000]) {
    expect(plain(await finished(on, { from }))).toEqual(naive(events, { from }, 1_000))
  }
  const read = log.asked.filter(({ until }) => until !== undefined)
  expect(read).toEqual([
    { from: 40_000, until: 80_000 },
    { from: 10_000, until: 40_000 },
  ])
  on.book.close()
})

test('counting goes on while somebody asks, and tells how far it came', async () => {
  const events = Array.from({ length: 400 }, (_, n) => entry(n))
  const log = new TestLog(events)
  log.largest = 10
  const { ask, clock, book } = stage(log)
  log.older = slowed(log, () => clock.sleep(1_000))
  const first = await ask({ from: 0 })
  expect(first).toMatchObject({ total: 0, complete: false })
  await clock.advance(5_000)
  const later = await ask({ from: 0 })
  expect(later.complete).toBe(false)
  expect(later.countedBackTo).toBe((400 - later.total) * 1_000)
  await clock.advance(60_000)
  const { reads } = log
  await clock.advance(60_000)
  expect(log.reads).toBe(reads)
  expect(reads).toBeLessThan(40)
  for (let round = 0; round < 10; round += 1) {
    await ask({ from: 0 })
    await clock.advance(5_000)
  }
  expect(await ask({ from: 0 })).toMatchObject({ total: 400, complete: true })
  book.close()
})

test('what is new is counted, with a tail and without', async () => {
  for (const withTail of [true, false]) {
    const tail = new TestTail()
    const log = new TestLog(Array.from({ length: 50 }, (_, n) => entry(n, { at: startAt - 100_000 + n })))
    const on = stage(log, withTail ? tail : undefined)
    await finished(on, {})
    const { reads } = log
    let next = 50
    for (let round = 0; round < 5; round += 1) {
      for (let some = 0; some < 3; some += 1) {
        const event = entry(next, { at: on.clock.now() - (next % 4) * 2_000 })
        log.events = [...log.events, event]
        tail.put(event)
        next += 1
      }
      await on.clock.advance(6_000)
      await on.ask({})
      const counts = await on.ask({})
      expect(counts).toMatchObject({ total: next, complete: true })
    }
    if (withTail) expect(log.reads).toBe(reads)
    on.book.close()
  }
})

test('a tail that lost something, and one that came back, cost one look at what is new', async () => {
  const tail = new TestTail()
  const log = new TestLog(Array.from({ length: 50 }, (_, n) => entry(n, { at: startAt - 100_000 + n })))
  const on = stage(log, tail)
  await finished(on, {})
  const happen = (n: number) => {
    const event = entry(n, { at: on.clock.now() })
    log.events = [...log.events, event]
    tail.put(event)
  }
  happen(50)
  tail.forget()
  await on.clock.advance(6_000)
  await on.ask({})
  expect((await on.ask({})).total).toBe(51)
  tail.following = false
  happen(51)
  await on.clock.advance(6_000)
  await on.ask({})
  expect((await on.ask({})).total).toBe(52)
  tail.following = true
  await on.clock.advance(6_000)
  await on.ask({})
  await on.ask({})
  const { reads } = log
  happen(52)
  await on.clock.advance(20_000)
  expect((await on.ask({})).total).toBe(53)
  expect(log.reads).toBe(reads)
  on.book.close()
})

test('late entries that a tail tells while the log is still being read are counted once', async () => {
  const tail = new TestTail()
  const log = new TestLog(
    Array.from({ length: 60 }, (_, n) => entry(n, { at: startAt - 100_000 + n * 1_000 })),
  )
  log.largest = 10
  const on = stage(log, tail)
  log.older = slowed(log, () => on.clock.sleep(1_000))
  await on.ask({})
  await on.clock.advance(2_000)
  const late = entry(60, { at: startAt - 90_000 })
  log.events = [...log.events, late]
  tail.put(late)
  await on.ask({})
  expect(await finished(on, {})).toMatchObject({ total: 61 })
  on.book.close()
})

test('faults are told with what is counted, and reading goes on after them', async () => {
  const log = new TestLog(Array.from({ length: 50 }, (_, n) => entry(n)))
  log.largest = 20
  const on = stage(log)
  log.faults.push(new Fault({ kind: 'forbidden', message: 'No permission.' }))
  const refused = await on.ask({})
  expect(refused).toMatchObject({ total: 0, complete: false, fault: { kind: 'forbidden', system: 'one' } })
  expect(refused.countedBackTo).toBeUndefined()
  await on.ask({})
  expect(log.reads).toBe(1)
  await on.clock.advance(60_000)
  expect((await finished(on, {})).fault).toBeUndefined()
  on.book.close()
})

test('the end of one session is told to its owner alone; another one of the account goes on', async () => {
  const log = new TestLog(Array.from({ length: 50 }, (_, n) => entry(n)))
  log.largest = 20
  const on = stage(log)
  const over = new TestLog([])
  const auth = () => new Fault({ kind: 'auth', message: 'The session is over.' })
  over.faults.push(auth(), auth())
  const ended = { ...on.reader, source: over }
  expect(await on.ask({}, 1_000, ended)).toMatchObject({ fault: { kind: 'auth' } })
  const again = on.book.counts(ended, {}, 1_000)
  await expect(again).rejects.toMatchObject({ kind: 'auth' })
  expect(await finished(on, {})).toMatchObject({ total: 50 })
  on.book.close()
})

test('another session of the account goes on where the first one stopped', async () => {
  const events = Array.from({ length: 60 }, (_, n) => entry(n, { at: Math.floor(n / 3) * 1_000 }))
  const [one, other] = [new TestLog(events), new TestLog(events)]
  one.largest = 10
  other.largest = 10
  const on = stage(one)
  one.older = slowed(one, () => on.clock.sleep(1_000))
  await on.ask({})
  await on.clock.advance(2_500)
  const { reads } = one
  expect(reads).toBeGreaterThan(1)
  const second = { ...on.reader, source: other }
  await on.ask({}, 1_000, second)
  await on.clock.advance(10_000)
  const counts = await on.ask({}, 1_000, second)
  expect(counts).toMatchObject({ complete: true })
  expect(plain(counts)).toEqual(naive(events, {}, 1_000))
  on.book.close()
})

test('accounts share nothing', async () => {
  const [ann, bob] = [new TestLog([entry(1)]), new TestLog([entry(1), entry(2)])]
  const on = stage(ann)
  expect(await finished(on, {})).toMatchObject({ total: 1 })
  const other = { ...on.reader, userName: 'bob', source: bob }
  expect(await on.ask({}, 1_000, other)).toMatchObject({ total: 2 })
  on.book.close()
})

test('a log without end is counted as far as the limit', async () => {
  const log = new TestLog([])
  const page = Array.from({ length: 1_000 }, (_, n) => entry(n))
  let at = startAt
  log.older = async () => {
    at -= 1_000
    log.reads += 1
    const events = page.map((event, n) => ({ ...event, id: `${at}-${n}`, at: at + n / 1_000 }))
    return { events, next: { readBackTo: at, state: 0 }, pushedDown: [] }
  }
  const on = stage(log)
  const counts = await on.ask({}, 3_600_000)
  expect(counts).toMatchObject({ total: 300_000, complete: false, limit: 300_000 })
  expect(log.reads).toBe(300)
  on.book.close()
})

/** A tail of a test's own making. */
class TestTail implements FreshEvents {
  epoch = 'e'
  version = 0
  following = true
  private told: LogEvent[] = []
  private base = 0

  put(event: LogEvent): void {
    this.version += 1
    this.told.push(event)
  }

  /** What was told until now is no longer known. */
  forget(): void {
    this.base = this.version
    this.told = []
  }

  since(version: number): readonly LogEvent[] | undefined {
    return version < this.base ? undefined : this.told.slice(version - this.base)
  }
}

function slowed(log: TestLog, wait: () => Promise<void>): TestLog['older'] {
  const older = log.older.bind(log)
  return async (...args) => {
    await wait()
    return older(...args)
  }
}
