import { expect, test } from 'vitest'
import { realClock, silentLog } from '../../recording-sink.ts'
import { Engine } from '../transport/engine.ts'
import { Reader } from './collections.ts'
import { EventCursor, eventList } from './events.ts'

const never = () => new AbortController().signal

/** A log of an engine that answers as the fact sheet says, and what was asked of it. */
function cursorOver(log: number[], dialect: 'v3' | 'v4' = 'v4', filter = false) {
  const asked: string[] = []
  const system = { id: 'e', name: 'e', kind: 'ovirt' as const, url: 'https://e.example.test' }
  const engine = new Engine(
    {
      system,
      clock: realClock,
      log: silentLog,
      async send(request) {
        const url = new URL(request.url)
        const address = decodeURIComponent(url.pathname + url.search)
        asked.push(address)
        const from = Number(/from=(\d+)/.exec(address)?.[1] ?? '0')
        const max = Number(/max=(\d+)/.exec(address)?.[1] ?? '1000000')
        const found = log.filter((index) => index > from).sort((a, b) => b - a)
        const items = found.slice(0, max)
        if (dialect === 'v3')
          return new Response(`<events>${items.map((id) => `<event id="${id}"/>`).join('')}</events>`)
        return Response.json(
          items.length === 0 ? {} : { event: items.map((id) => ({ id: `${id}`, index: `${id}` })) },
        )
      },
    },
    { base: '/api', dialect, filter },
  )
  return { cursor: new EventCursor(new Reader(engine), eventList), asked }
}

const indexes = (batch: Awaited<ReturnType<EventCursor['next']>>) =>
  'events' in batch ? batch.events.map((event) => event.index) : batch

test('tells what is new, oldest first, each once, and a late number below the newest, too', async () => {
  const log = [100, 101, 103]
  const { cursor, asked } = cursorOver(log)
  await cursor.start(never())
  expect(indexes(await cursor.next(never()))).toEqual([])
  log.push(105, 104)
  expect(indexes(await cursor.next(never()))).toEqual([104, 105])
  log.push(102)
  expect(indexes(await cursor.next(never()))).toEqual([102])
  expect(indexes(await cursor.next(never()))).toEqual([])
  // `max` beside `from` would leave a gap.
  expect(asked.slice(0, 2)).toEqual(['/api/events?max=30', '/api/events?from=83'])
})

test('v3 asks by matrix parameters and counts by id', async () => {
  const log = [7]
  const { cursor, asked } = cursorOver(log, 'v3')
  await cursor.start(never())
  log.push(8)
  expect(indexes(await cursor.next(never()))).toEqual([8])
  expect(asked).toEqual(['/api/events;max=30', '/api/events;from=0'])
})

test('filtered users ask with a search, beside which alone `from` counts', async () => {
  const { cursor, asked } = cursorOver([7], 'v4', true)
  await cursor.start(never())
  await cursor.next(never())
  expect(asked[1]).toBe('/api/events?from=0&search=sortby time asc')
})

test('a log that is behind what was known was put back', async () => {
  const log = [5_000]
  const { cursor } = cursorOver(log)
  await cursor.start(never())
  log.splice(0, 1, 12)
  expect(await cursor.next(never())).toEqual({ restored: true })
})

test('an empty log is no restored one', async () => {
  const log: number[] = []
  const { cursor } = cursorOver(log)
  await cursor.start(never())
  expect(indexes(await cursor.next(never()))).toEqual([])
  log.push(1)
  expect(indexes(await cursor.next(never()))).toEqual([1])
})

test('more than an old engine returns at once is a gap', async () => {
  const log = [1_000]
  const { cursor } = cursorOver(log, 'v3')
  await cursor.start(never())
  for (let index = 1_101; index <= 1_200; index += 1) log.push(index)
  log.splice(0, 1)
  expect(await cursor.next(never())).toMatchObject({ gap: true })
})
