import { expect, test } from 'vitest'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import { createOvirtSimulator } from '../../../../simulators/ovirt/ovirt-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { EventPosition, EventSource } from '../../event-port.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'
import { Engine } from '../transport/engine.ts'
import { EngineEvents } from './source.ts'

const never = () => new AbortController().signal
const startAt = Date.UTC(2026, 0, 15, 9)
const system = { id: 'e', name: 'e', kind: 'ovirt' as const, url: 'https://e.example.test' }

interface Item {
  id: string
  code: string
  time: number
  vm?: { id: string; name: string }
}

/** An engine whose search knows what `finds` says; what that does not understand finds nothing. */
function engineOf(
  log: Item[],
  finds: (search: string) => ((item: Item) => boolean) | undefined,
  time?: Date,
) {
  const asked: string[] = []
  const clock = { now: () => startAt, sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 0)) }
  const options = {
    system,
    clock: { ...clock, sleep: (ms: number, signal?: AbortSignal) => patient(ms, signal) },
    log: silentLog,
    async send(request: Request) {
      const { searchParams } = new URL(request.url)
      const search = searchParams.get('search') ?? ''
      asked.push(search)
      const max = Number(searchParams.get('max') ?? '1000000')
      const from = Number(searchParams.get('from') ?? '0')
      const page = Number(/page (\d+)$/.exec(search)?.[1] ?? '1')
      const fits = finds(search.replace(/ ?sortby.*$/, ''))
      const found = fits === undefined ? [] : log.filter((item) => Number(item.id) > from && fits(item))
      found.sort((a, b) => Number(b.id) - Number(a.id))
      const items = found.slice((page - 1) * max, page * max)
      const headers = time === undefined ? {} : { date: time.toUTCString() }
      return Response.json(items.length === 0 ? {} : { event: items }, { headers })
    },
  }
  const patient = async (ms: number, signal?: AbortSignal) => {
    if (ms >= 20_000) await new Promise((_, reject) => signal?.addEventListener('abort', reject))
    await clock.sleep()
    signal?.throwIfAborted()
  }
  return {
    asked,
    source: new EngineEvents(options, new Engine(options, { base: '/api', dialect: 'v4', filter: false })),
  }
}

async function readAll(source: EventSource, filter: EventFilter, limit: number): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  let position: EventPosition | undefined
  do {
    const page = await source.older(filter, position, limit, never())
    events.push(...page.events)
    position = page.next
  } while (position !== undefined)
  return events
}

const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n + 1),
    code: n % 3 === 0 ? '32' : '33',
    time: startAt - (count - n) * 60_000,
  }))

test('what the engine’s search does not know is left out of it, and nothing is missed', async () => {
  const log = items(120)
  const { source, asked } = engineOf(log, (search) =>
    search === ''
      ? () => true
      : /^type=\d+$/.test(search)
        ? (item) => search === `type=${item.code}`
        : undefined,
  )
  const from = startAt - 50 * 60_000
  const filter = { types: ['32'], from, severities: ['warning' as const] }
  const found = await readAll(source, filter, 20)
  expect(found.filter(eventMatcher({ types: ['32'], from })).map(({ id }) => Number(id))).toEqual(
    log
      .filter((item) => item.code === '32' && item.time >= from)
      .map(({ id }) => Number(id))
      .reverse(),
  )
  const questions = asked.length
  await source.older(filter, undefined, 20, never())
  // It is remembered what was learned.
  expect(asked.slice(questions)).toEqual([
    'type=32 sortby time desc page 1',
    'type=32 sortby time desc page 1',
  ])
})

test('an engine in whose search "or" binds as close as "and" is not asked for both', async () => {
  // From left to right: (((a and b) or c) and d).
  const leftToRight = (search: string) => (item: Item) => {
    if (search === '') return true
    let holds = true
    for (const [, joint, field, code] of search.matchAll(/(?:(and|or) )?(type|severity)[=><]+(\w+)/g)) {
      const one = field === 'severity' || item.code === code
      holds = joint === 'or' ? holds || one : holds && one
    }
    return holds
  }
  const log = items(60)
  const { source } = engineOf(log, leftToRight)
  const page = await source.older({ types: ['32', '33'], severities: ['info'] }, undefined, 20, never())
  expect(page.pushedDown).toEqual(['severity'])
  expect(await readAll(source, { types: ['32', '33'], severities: ['info'] }, 20)).toHaveLength(60)
})

test('last month is not reached through yesterday', async () => {
  const log = items(5_000)
  const { source, asked } = engineOf(log, (search) => (search === '' ? () => true : undefined))
  const until = startAt - 4_000 * 60_000
  const page = await source.older({ until }, undefined, 50, never())
  expect(page.events[0]?.id).toBe('1000')
  expect(asked.length).toBeLessThan(25)
})

test('a database that was put back means that history is to be read again', async () => {
  const log = items(500)
  const { source } = engineOf(log, (search) => (search === '' ? () => true : undefined))
  const ending = new AbortController()
  const events: LogEvent[] = []
  const lost: number[] = []
  let wake = (): void => {}
  const ended = source.follow(
    '500',
    {
      put: (more) => {
        events.push(...more)
        wake()
      },
      lost: (since) => {
        lost.push(since)
        wake()
      },
    },
    ending.signal,
  )
  const next = () => new Promise<void>((resolve) => (wake = resolve))
  const restored = next()
  log.splice(300)
  await restored
  expect(lost).toEqual([startAt])
  const told = next()
  log.push({ id: '301', code: '1', time: startAt })
  await told
  ending.abort()
  await ended
  expect(events.map(({ id }) => id)).toEqual(['301'])
})

test.each(['4.5', '3.4'] as const)(
  'an account without rights reads what is its own on %s',
  async (version) => {
    const simulator = createOvirtSimulator({ id: 'sim', seed: 'test', estate: 'small', startAt, version })
    const hypervisor = createOvirt({
      system: {
        id: 'sim',
        name: 'sim',
        kind: 'ovirt',
        url: `https://${simulator.host}`,
        dialect: version === '4.5' ? 'v4' : 'v3',
      },
      send: (request) => simulator.fetch(request),
      clock: realClock,
      log: silentLog,
    })
    const read = async (userName: string) => {
      const { events } = hypervisor.connect(await hypervisor.signIn({ ...demoAccount, userName }, never()))
      if (events === undefined) throw new Error('no log')
      return readAll(events, {}, 50)
    }
    const everything = await read(demoAccount.userName)
    const own = await read('user@gantry.example')
    expect(own.length).toBeGreaterThan(50)
    expect(own.length).toBeLessThan(everything.length)
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length)
  },
)

test('tells how far the clock of an engine is ahead', async () => {
  const log = items(10)
  const { source } = engineOf(log, () => () => true, new Date(startAt + 90_000))
  expect((await source.older({}, undefined, 20, never())).skewMs).toBe(90_500)
  const { source: right } = engineOf(log, () => () => true, new Date(startAt))
  expect((await right.older({}, undefined, 20, never())).skewMs).toBe(0)
  const { source: silent } = engineOf(log, () => () => true)
  expect(await silent.older({}, undefined, 20, never())).not.toHaveProperty('skewMs')
})
