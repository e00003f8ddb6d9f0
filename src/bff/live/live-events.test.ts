import { expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import type { LiveMessage } from '../../contract/live.ts'
import { FakeEventLog } from '../testing/fake-event-log.ts'
import { type Browser, fakeBff, type LiveReader } from '../testing/fake-host.ts'
import { settle } from '../testing/manual-clock.ts'

type EventsMessage = Extract<LiveMessage, { type: 'events' }>

async function eventsOf(stream: LiveReader): Promise<EventsMessage[]> {
  return (await stream.drain()).filter((message) => message.type === 'events')
}

const idsOf = (messages: readonly EventsMessage[]) =>
  messages.flatMap(({ events }) => events.map(({ id }) => Number(id)))
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

function stage() {
  const host = fakeBff()
  const log = new FakeEventLog()
  host.fake.events = log
  log.add(300)
  const signedIn = async (userName = 'ann'): Promise<Browser> => {
    const browser = host.browser()
    await browser.signIn('one', 'right', userName)
    return browser
  }
  return { ...host, log, signedIn }
}

/** Where the messages have led. */
function placeOf(messages: readonly EventsMessage[]): string {
  const { system, epoch, version } = messages.at(-1) ?? { system: '', epoch: '', version: 0 }
  return `${system}:${epoch}:${version}`
}

test('a browser is told the newest entries, then each new one once, a burst in one message', async () => {
  const { log, signedIn, clock } = stage()
  const stream = await (await signedIn()).live()
  const first = await eventsOf(stream)
  expect(first).toMatchObject([{ system: 'one', full: true, gaps: [] }])
  expect(idsOf(first)).toEqual(range(101, 300))
  await clock.advance(1_000)
  log.add(1)
  expect(idsOf(await eventsOf(stream))).toEqual([301])
  for (let n = 0; n < 40; n += 1) log.add(5)
  expect(await eventsOf(stream)).toEqual([])
  await clock.advance(250)
  const burst = await eventsOf(stream)
  expect(burst).toMatchObject([{ full: false }])
  expect(idsOf(burst)).toEqual(range(302, 501))
  await clock.advance(30_000)
  expect(await eventsOf(stream)).toEqual([])
})

test('the log of a system is followed once for all browsers of an account', async () => {
  const { log, signedIn, clock } = stage()
  const streams = [await (await signedIn()).live(), await (await signedIn()).live()]
  for (const stream of streams) expect(idsOf(await eventsOf(stream))).toEqual(range(101, 300))
  expect(log.follows).toHaveLength(1)
  expect(log.reads).toBe(1)
  await clock.advance(1_000)
  log.add(3)
  const told = await Promise.all(streams.map(eventsOf))
  expect(told.map(idsOf)).toEqual([range(301, 303), range(301, 303)])
  expect(told[0]).toEqual(told[1])
  await (await (await signedIn('bob')).live()).drain()
  expect(log.follows).toHaveLength(2)
})

test('a browser that comes back is told what it missed, a late entry included', async () => {
  const { log, signedIn, clock } = stage()
  const ann = await signedIn()
  const stream = await ann.live()
  const place = placeOf(await eventsOf(stream))
  const commit = log.addLate()
  stream.stop()
  log.add(10)
  commit()
  await clock.advance(5_000)
  const back = await eventsOf(await ann.live('', place))
  expect(back).toMatchObject([{ full: false }])
  expect(idsOf(back)).toEqual([...range(302, 311), 301])

  const nothingNew = await eventsOf(await ann.live('', placeOf(back)))
  expect(nothingNew).toMatchObject([{ full: false, events: [] }])
})

test('a browser that comes back too late, or to another server, is told the newest entries', async () => {
  const { log, signedIn, clock } = stage()
  const ann = await signedIn()
  const stream = await ann.live()
  const place = placeOf(await eventsOf(stream))
  const foreign = await eventsOf(await ann.live('', place.replace(/:[^:]+:/, ':other:')))
  expect(foreign).toMatchObject([{ full: true }])
  expect(idsOf(foreign)).toEqual(range(101, 300))
  log.add(12_000)
  await clock.advance(5_000)
  const late = await eventsOf(await ann.live('', place))
  expect(late).toMatchObject([{ full: true }])
  expect(idsOf(late)).toEqual(range(12_101, 12_300))
})

test('a browser that reads slowly is told all of it, or the newest entries when it is too far behind', async () => {
  const { log, signedIn, clock } = stage()
  const stream = await (await signedIn()).live()
  await eventsOf(stream)
  for (let n = 0; n < 30; n += 1) {
    log.add(100)
    await clock.sleep(0)
  }
  await clock.advance(500)
  const told = await eventsOf(stream)
  expect(idsOf(told)).toEqual(range(301, 3_300))
  expect(told.length).toBeLessThan(8)
  log.add(20_000)
  await clock.advance(500)
  const full = await eventsOf(stream)
  expect(full).toMatchObject([{ full: true }])
  expect(idsOf(full)).toEqual(range(20_101 + 3_000, 20_300 + 3_000))
})

test('a log that was put back begins a new epoch', async () => {
  const { log, signedIn, clock } = stage()
  const stream = await (await signedIn()).live()
  const [first] = await eventsOf(stream)
  await clock.advance(60_000)
  log.putBack(50)
  log.drop()
  await clock.advance(2_000)
  const told = await eventsOf(stream)
  expect(told.at(-1)).toMatchObject({ full: true })
  expect(told.at(-1)?.epoch).not.toBe(first?.epoch)
  expect(idsOf(told.slice(-1))).toEqual(range(1, 50))
})

test('why a log cannot be followed is told, and that it can be again', async () => {
  const { log, fake, signedIn, clock } = stage()
  log.down = new Fault({ kind: 'forbidden', message: 'You may not see this.' })
  const stream = await (await signedIn()).live()
  const [refused] = await eventsOf(stream)
  expect(refused).toMatchObject({
    full: true,
    events: [],
    fault: { kind: 'forbidden', message: 'You may not see this.' },
    retryAt: clock.now() + 300_000,
  })
  log.down = undefined
  await clock.advance(300_000)
  const [allowed] = await eventsOf(stream)
  expect(allowed).toMatchObject({ full: true })
  expect(allowed).not.toHaveProperty('fault')

  const gone = new Fault({ kind: 'unavailable', message: 'Nobody listens.' })
  fake.down = gone
  fake.watches[0]?.fail(gone)
  await clock.advance(250)
  const [lost] = await eventsOf(stream)
  expect(lost).toMatchObject({ full: false, events: [], fault: { kind: 'unavailable' } })
  log.add(7)
  fake.down = undefined
  await clock.advance(5_000)
  const back = await eventsOf(stream)
  expect(idsOf(back)).toEqual(range(301, 307))
  expect(back.at(-1)).not.toHaveProperty('fault')
})

test('who signs out is told nothing more', async () => {
  const { log, signedIn, clock } = stage()
  const ann = await signedIn()
  const stream = await ann.live()
  await eventsOf(stream)
  await ann.request('/api/systems/one/session', { method: 'DELETE' })
  await settle()
  log.add(5)
  await clock.advance(1_000)
  expect(await eventsOf(stream)).toEqual([])
  expect(log.followers.size).toBe(0)
})

test('a system without a log is followed all the same', async () => {
  const { fake, signedIn } = stage()
  fake.events = undefined
  const messages = await (await (await signedIn()).live()).drain()
  expect(messages.find(({ type }) => type === 'events')).toMatchObject({
    events: [],
    fault: { kind: 'unsupported' },
  })
  expect(messages.some(({ type }) => type === 'complete')).toBe(true)
})
