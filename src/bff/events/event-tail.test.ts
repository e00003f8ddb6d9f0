import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import { silentLog } from '../hypervisors/recording-sink.ts'
import { FakeEventLog } from '../testing/fake-event-log.ts'
import { ManualClock, settle } from '../testing/manual-clock.ts'
import { EventTail } from './event-tail.ts'

/** Keeps what a viewer is told, and fails where an entry comes twice. */
class Listener {
  readonly told: string[] = []
  fulls = 0
  version: number | undefined
  epoch = ''
  private readonly tail: EventTail

  constructor(tail: EventTail) {
    this.tail = tail
    tail.changed.add(() => this.read())
    if (tail.ready) this.read()
  }

  private read(): void {
    if (!this.tail.ready) return
    const { epoch } = this.tail
    const { version, full, events } = this.tail.changesSince(
      epoch === this.epoch ? this.version : undefined,
      10_000,
    )
    this.epoch = epoch
    this.version = version
    if (full) {
      this.fulls += 1
      this.told.length = 0
    }
    for (const { id } of events) {
      if (this.told.includes(id)) throw new Error(`${id} came twice`)
      this.told.push(id)
    }
  }
}

function stage() {
  const clock = new ManualClock(Date.UTC(2026, 0, 5))
  const log = new FakeEventLog()
  const tail = new EventTail({ system: 'one', epoch: 'e', clock, log: silentLog, random: () => 0 })
  const ending = new AbortController()
  const run = async () => {
    void tail.run(log, ending.signal)
    await settle()
  }
  return { clock, log, tail, run, stop: () => ending.abort() }
}

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => String(from + n))
const sorted = (told: readonly string[]) => told.toSorted((a, b) => Number(a) - Number(b))
const forbidden = () => new Fault({ kind: 'forbidden', message: 'Permission to perform this was denied.' })
const unavailable = () => new Fault({ kind: 'unavailable', message: 'Nobody listens.' })

test('tells the newest 200 entries, then what happens, in the order of its numbers', async () => {
  const { log, tail, run } = stage()
  log.add(500)
  await run()
  const viewer = new Listener(tail)
  expect(viewer.told).toEqual(ids(301, 500))
  log.add(3)
  expect(viewer.told.slice(200)).toEqual(['501', '502', '503'])
  expect(viewer.fulls).toBe(1)
  expect(tail.changesSince(tail.version)).toMatchObject({ full: false, events: [], gaps: [] })
  expect(log.reads).toBe(1)
})

test('tells who is a little behind what was missed, in parts, and who is far behind the newest entries', async () => {
  const { log, tail, run } = stage()
  log.add(10)
  await run()
  const { version } = tail
  log.add(2_500)
  const first = tail.changesSince(version, 1_000)
  expect(first.events.map(({ id }) => id)).toEqual(ids(11, 1_010))
  const second = tail.changesSince(first.version, 1_000)
  expect(second.events[0]?.id).toBe('1011')
  expect(tail.changesSince(second.version, 1_000)).toMatchObject({ version: tail.version, full: false })
  log.add(5_000)
  const full = tail.changesSince(version)
  expect(full.full).toBe(true)
  expect(full.events.map(({ id }) => id)).toEqual(ids(7_311, 7_510))
})

test('keeps no more than so many bytes', async () => {
  const { log, tail, run } = stage()
  log.add(1)
  await run()
  const { version } = tail
  log.add(3_000, { message: 'x'.repeat(8_000) })
  const { full, events } = tail.changesSince(version, 10_000)
  expect(full).toBe(true)
  expect(events).toHaveLength(200)
  expect(tail.changesSince(tail.version - 400, 10_000).events).toHaveLength(400)
})

test('tells entries that are committed late, while it follows and while it reconnects', async () => {
  const { log, tail, run, clock } = stage()
  log.add(50)
  const early = log.addLate()
  await run()
  const viewer = new Listener(tail)
  const late = log.addLate()
  log.add(2)
  late()
  expect(viewer.told.slice(-3)).toEqual(['53', '54', '52'])
  early()
  log.drop()
  log.add(1, { unheard: true })
  await clock.advance(1_000)
  expect(sorted(viewer.told)).toEqual(ids(1, 55))
  expect(log.follows).toEqual(['30', '35'])
})

test('catches up after a lost connection without losing or doubling', async () => {
  const { log, tail, run, clock } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  log.down = unavailable()
  log.drop()
  await settle()
  const failed = tail.changesSince(viewer.version)
  expect(failed).toMatchObject({ fault: { kind: 'unavailable' }, retryAt: clock.now() + 1_000 })
  await clock.advance(1_000)
  expect(tail.changesSince(viewer.version).retryAt).toBe(clock.now() + 2_000)
  log.add(700)
  log.down = undefined
  await clock.advance(2_000)
  expect(viewer.told).toEqual(ids(101, 1_000))
  expect(viewer.fulls).toBe(1)
  expect(tail.changesSince(viewer.version)).not.toHaveProperty('fault')
  log.add(1)
  expect(viewer.told.at(-1)).toBe('1001')
})

test('begins anew when too much was missed', async () => {
  const { log, tail, run, clock } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  log.drop()
  log.add(50_000)
  await clock.advance(1_000)
  expect(viewer.fulls).toBe(2)
  expect(viewer.epoch).toBe('e-1')
  expect(viewer.told.at(-1)).toBe('50300')
  expect(viewer.told).toHaveLength(200)
  log.add(1)
  expect(viewer.told.at(-1)).toBe('50301')
})

test('finds in history what following skipped', async () => {
  const { log, tail, run } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  const [first] = log.add(250, { unheard: true })
  log.lost(first?.at ?? 0)
  log.add(5)
  await settle()
  expect(sorted(viewer.told)).toEqual(ids(101, 555))
  expect(tail.changesSince(viewer.version).gaps).toEqual([])
})

test('keeps a gap where history cannot be read, and tries again while it follows', async () => {
  const { log, tail, run, clock } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  const last = log.entries.at(-1)
  log.historyDown = new Fault({ kind: 'timeout', message: 'No answer within 30 s.' })
  log.add(10, { unheard: true })
  log.lost(clock.now())
  log.add(1)
  await settle()
  expect(tail.changesSince(viewer.version).gaps).toEqual([
    {
      from: Math.min(clock.now(), last?.at ?? 0),
      until: clock.now(),
      fault: { kind: 'timeout', message: 'No answer within 30 s.', system: 'one' },
      retryAt: clock.now() + 1_000,
    },
  ])
  expect(tail.changesSince(viewer.version)).not.toHaveProperty('fault')
  await clock.advance(1_000)
  log.add(1)
  expect(viewer.told.slice(200)).toEqual(['311', '312'])
  log.historyDown = undefined
  await clock.advance(2_000)
  expect(sorted(viewer.told)).toEqual(ids(101, 312))
  expect(tail.changesSince(viewer.version).gaps).toEqual([])
})

test('a gap is filled by the next connection when this one is lost', async () => {
  const { log, tail, run, clock } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  log.historyDown = unavailable()
  log.add(10, { unheard: true })
  log.lost(clock.now())
  await settle()
  expect(tail.changesSince(viewer.version).gaps).toHaveLength(1)
  log.drop()
  log.historyDown = undefined
  await clock.advance(1_000)
  expect(sorted(viewer.told)).toEqual(ids(101, 310))
  expect(tail.changesSince(viewer.version).gaps).toEqual([])
})

test.each([
  ['far behind', 100],
  ['a little behind', 290],
])('a log that was put back %s is followed anew', async (_, behind) => {
  const { log, tail, run, clock } = stage()
  log.add(300)
  await run()
  const viewer = new Listener(tail)
  await clock.advance(60_000)
  log.drop()
  log.putBack(behind)
  await clock.advance(1_000)
  log.add(5)
  await settle()
  expect(viewer.told.slice(-5)).toEqual(ids(behind + 1, behind + 5))
  expect(viewer.fulls).toBe(2)
  expect(viewer.epoch).toBe('e-1')
})

test('a log whose times change with every reading is told once', async () => {
  const { log, tail, run, clock } = stage()
  log.add(100)
  await run()
  const viewer = new Listener(tail)
  for (let turn = 0; turn < 10; turn += 1) {
    log.entries = log.entries.map((event) => ({ ...event, at: event.at + 1 }))
    log.drop()
    await clock.advance(35_000)
    log.add(1)
    await settle()
  }
  expect(viewer.told).toEqual(ids(1, 110))
  expect(viewer.fulls).toBeLessThan(7)
})

test('a log without pages is told from its newest entries on, and never again from its beginning', async () => {
  const { log, tail, run, clock } = stage()
  log.pageless = true
  log.add(30_000)
  await run()
  const viewer = new Listener(tail)
  expect(viewer.told).toEqual(ids(29_801, 30_000))
  const { version } = tail
  log.add(25_000)
  const told = tail.version - version
  expect(told).toBe(25_000)
  log.drop()
  log.add(10, { unheard: true })
  await clock.advance(1_000)
  // Ten entries, the loss, and its end.
  expect(tail.version - version - told).toBe(12)
  expect(viewer.told.slice(-10)).toEqual(ids(55_001, 55_010))
  expect(viewer.fulls).toBe(2)
})

test('deleted newest entries do not make it begin anew', async () => {
  const { log, tail, run, clock } = stage()
  log.add(100)
  await run()
  const viewer = new Listener(tail)
  log.drop()
  log.entries = log.entries.slice(0, -3)
  await clock.advance(1_000)
  log.add(1)
  expect(viewer.told).toEqual(ids(1, 101))
  expect(viewer.fulls).toBe(1)
})

test('who may not read the log is told so in the words of the system, and asks seldom', async () => {
  const { log, tail, run, clock } = stage()
  log.add(10)
  log.down = forbidden()
  await run()
  expect(tail.changesSince(undefined)).toMatchObject({
    full: true,
    events: [],
    fault: { kind: 'forbidden', message: 'Permission to perform this was denied.', system: 'one' },
    retryAt: clock.now() + 300_000,
  })
  const viewer = new Listener(tail)
  await clock.advance(299_000)
  expect(log.reads).toBe(1)
  log.down = undefined
  await clock.advance(1_000)
  expect(viewer.told).toEqual(ids(1, 10))
  expect(viewer.fulls).toBe(2)
})

test('it is tried again at once when the log was seen to answer', async () => {
  const { log, tail, run, clock } = stage()
  log.add(10)
  log.down = forbidden()
  await run()
  const viewer = new Listener(tail)
  log.down = undefined
  tail.retryNow('log')
  await clock.advance(1_500)
  expect(viewer.told).toEqual([])
  await clock.advance(500)
  tail.retryNow('system')
  await settle()
  expect(viewer.told).toEqual([])
  tail.retryNow('log')
  await settle()
  expect(viewer.told).toEqual(ids(1, 10))
  tail.retryNow('log')
  await settle()
  expect(log.follows).toHaveLength(1)
})

test('a system without a log says so', async () => {
  const { tail } = stage()
  await tail.run(undefined, new AbortController().signal)
  expect(tail.changesSince(undefined)).toMatchObject({ full: true, fault: { kind: 'unsupported' } })
})

test('an empty log is asked until it has entries', async () => {
  const { log, tail, run, clock } = stage()
  await run()
  const viewer = new Listener(tail)
  await clock.advance(5_000)
  expect(log.reads).toBe(3)
  log.add(2)
  await clock.advance(2_500)
  log.add(1)
  expect(viewer.told).toEqual(['1', '2', '3'])
})

test('what cannot be read is told once, whatever its time', async () => {
  const { log, tail, run, clock } = stage()
  log.add(30)
  await run()
  const viewer = new Listener(tail)
  log.add(1, { id: 'raw-1', raw: '<entry/>', message: 'An entry that could not be read.' })
  expect(viewer.told.at(-1)).toBe('raw-1')
  log.entries = log.entries.map((event) => (event.raw === undefined ? event : { ...event, at: event.at + 5 }))
  log.drop()
  await clock.advance(1_000)
  expect(viewer.told.filter((id) => id === 'raw-1')).toHaveLength(1)
  expect(viewer.fulls).toBe(1)
})

test('nothing is told after the end', async () => {
  const { log, tail, run, stop } = stage()
  log.add(10)
  await run()
  const viewer = new Listener(tail)
  stop()
  await settle()
  log.add(5)
  expect(viewer.told).toHaveLength(10)
  expect(log.followers.size).toBe(0)
})

test('nothing is lost or doubled, whatever happens in which order', { timeout: 90_000 }, async () => {
  const steps = ['add', 'burst', 'late', 'commit', 'skip', 'drop', 'down', 'up', 'blind', 'wait'] as const
  await assert(
    asyncProperty(array(constantFrom(...steps), { maxLength: 25 }), async (plan) => {
      const { log, tail, run, clock, stop } = stage()
      log.add(250)
      await run()
      const viewer = new Listener(tail)
      const late: (() => unknown)[] = []
      const act: Record<(typeof steps)[number], () => unknown> = {
        add: () => log.add(1),
        burst: () => log.add(50),
        late: () => late.push(log.addLate()),
        commit: () => late.shift()?.(),
        skip: () => {
          const [first] = log.add(30, { unheard: true })
          log.lost(first?.at ?? 0)
        },
        drop: () => log.drop(),
        down: () => {
          log.down = unavailable()
          log.drop()
        },
        up: () => {
          log.down = undefined
          log.historyDown = undefined
        },
        blind: () => {
          log.historyDown = unavailable()
        },
        wait: () => clock.advance(2_000),
      }
      for (const step of plan) {
        // Entries are a second apart: none is committed more than a minute late.
        if (step === 'burst' || step === 'skip') for (const commit of late.splice(0)) commit()
        act[step]()
        await settle()
      }
      for (const commit of late) commit()
      act.up()
      await clock.advance(130_000)
      expect(sorted(viewer.told)).toEqual(ids(51, log.entries.length))
      expect(tail.changesSince(viewer.version)).toEqual({
        version: viewer.version,
        full: false,
        events: [],
        gaps: [],
      })
      stop()
    }),
    { numRuns: 30 },
  )
})
