import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventPageReply } from '../../contract/events/page.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { EventReads } from './event-reads.ts'
import { entry, never, TestLog } from './test-log.ts'
import { abilities, filters, logs } from './test-samples.ts'

const readsAt = (clock: ManualClock, epoch = 0.5) => new EventReads(clock, () => epoch)

interface Reading {
  log: TestLog
  filter: EventFilter
  limit: number
  clock?: ManualClock
  /** Told before each page; says whether all positions are forgotten. */
  before?(): boolean
}

/** All pages of a log. */
async function pagesOf({ log, filter, limit, clock = new ManualClock(), before = () => false }: Reading) {
  let reads = readsAt(clock)
  const pages: EventPageReply[] = []
  const reader = { system: 'one', userName: 'ann', source: log }
  do {
    if (before()) reads = readsAt(clock, pages.length / 1_000)
    pages.push(await reads.page(reader, { filter, limit, cursor: pages.at(-1)?.cursor }, never))
    expect(pages.length).toBeLessThan(2_000)
  } while (pages.at(-1)?.cursor !== undefined)
  return pages
}

const naive = (events: readonly LogEvent[], filter: EventFilter) =>
  events.filter(eventMatcher(filter)).sort(newestFirst)

const ids = (events: readonly LogEvent[]) => events.map(({ id }) => id)

test('pages together are what fits, in order, each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      filters,
      abilities,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 30 }),
      async (events, filter, parts, limit, largest) => {
        const log = new TestLog(events, parts)
        log.largest = largest
        const pages = await pagesOf({ log, filter, limit })
        expect(ids(pages.flatMap((page) => page.events))).toEqual(ids(naive(events, filter)))
        for (const [index, { events: own, readBackTo, cursor }] of pages.entries()) {
          expect(own.length).toBeLessThanOrEqual(limit)
          const later = pages.slice(index + 1).flatMap((page) => page.events)
          for (const { at } of later)
            expect(at).toBeLessThan((readBackTo ?? 0) + (cursor === undefined ? 0 : 1))
        }
      },
    ),
  )
})

test('a forgotten position loses nothing and, as far as the cursor remembers, doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      filters,
      abilities,
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.boolean(), { minLength: 1 }),
      async (events, filter, parts, limit, forgets) => {
        let page = 0
        const before = () => forgets[page++ % forgets.length] ?? false
        const pages = await pagesOf({ log: new TestLog(events, parts), filter, limit, before })
        const read = pages.flatMap((one) => one.events)
        expect(ids(read).sort()).toEqual(ids(naive(events, filter)).sort())
      },
    ),
  )
})

test('entries that come in between neither shift nor double older ones', async () => {
  const spread = (n: number) => entry(n, { at: n * 20_000 })
  const log = new TestLog(Array.from({ length: 100 }, (_, n) => spread(n)))
  let next = 100
  const before = () => {
    log.events = [...log.events, spread(next)]
    next += 1
    return next % 3 === 0
  }
  const pages = await pagesOf({ log, filter: {}, limit: 7, before })
  expect(ids(pages.flatMap((page) => page.events))).toEqual(
    Array.from({ length: 101 }, (_, n) => String(100 - n)),
  )
})

test('a page may be asked for again', async () => {
  const log = new TestLog(Array.from({ length: 30 }, (_, n) => entry(n)))
  const reads = readsAt(new ManualClock())
  const reader = { system: 'one', userName: 'ann', source: log }
  const first = await reads.page(reader, { filter: {}, limit: 7 }, never)
  const second = await reads.page(reader, { filter: {}, limit: 7, cursor: first.cursor }, never)
  const again = await reads.page(reader, { filter: {}, limit: 7, cursor: first.cursor }, never)
  expect(again.events).toEqual(second.events)
  // Read at once, so that the system was asked once.
  expect(log.reads).toBe(1)
})

test('a cursor is good for the account, the system and the filter that it was made for', async () => {
  const log = new TestLog(Array.from({ length: 30 }, (_, n) => entry(n)))
  const reads = readsAt(new ManualClock())
  const ann = { system: 'one', userName: 'ann', source: log }
  const { cursor } = await reads.page(ann, { filter: {}, limit: 10 }, never)
  const others = [
    [{ ...ann, userName: 'bob' }, {}],
    [{ ...ann, system: 'two' }, {}],
    [ann, { severities: ['info'] }],
  ] as const
  for (const [reader, filter] of others) {
    const before = log.reads
    const page = await reads.page(
      reader,
      { filter: structuredClone(filter) as EventFilter, limit: 5, cursor },
      never,
    )
    expect(ids(page.events)).toEqual(['19', '18', '17', '16', '15'])
    expect(log.reads).toBe(before + 1)
  }
  for (const bad of ['', 'x', 'a;b;c', 'a;1;%', ';;']) {
    await expect(reads.page(ann, { filter: {}, limit: 5, cursor: bad }, never)).rejects.toMatchObject({
      info: { kind: 'invalid-input', field: 'cursor' },
    })
  }
})

test('what is long to find is given in parts', async () => {
  const clock = new ManualClock()
  const rare = (n: number) => entry(n, n % 5_000 === 0 ? { message: 'the one' } : {})
  const log = new TestLog(Array.from({ length: 25_000 }, (_, n) => rare(n)))
  const pages = await pagesOf({ log, filter: { text: 'one' }, limit: 10, clock })
  expect(pages.map(({ scanned }) => scanned)).toEqual([10_000, 10_000, 5_000])
  expect(ids(pages.flatMap((page) => page.events))).toEqual(['20000', '15000', '10000', '5000', '0'])
  expect(pages.map(({ readBackTo }) => readBackTo)).toEqual([15_000_000, 5_000_000, 0])

  let now = 0
  log.meanwhile = () => {
    now += 2_000
  }
  const slow = new EventReads({ now: () => now, sleep: () => Promise.resolve() }, () => 0.5)
  const reader = { system: 'one', userName: 'ann', source: log }
  expect((await slow.page(reader, { filter: { text: 'one' }, limit: 10 }, never)).scanned).toBe(2_000)
})

test('faults are thrown as they are, and the page can be asked for again', async () => {
  const log = new TestLog(Array.from({ length: 3_000 }, (_, n) => entry(n)))
  const reads = readsAt(new ManualClock())
  const reader = { system: 'one', userName: 'ann', source: log }
  const { cursor } = await reads.page(reader, { filter: {}, limit: 900 }, never)
  const fault = new Error('no')
  log.faults.push(fault)
  await expect(reads.page(reader, { filter: {}, limit: 500, cursor }, never)).rejects.toBe(fault)
  const page = await reads.page(reader, { filter: {}, limit: 500, cursor }, never)
  expect(page.events[0]?.id).toBe('2099')
})
