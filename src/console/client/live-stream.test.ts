import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveMessage } from '../../contract/live.ts'
import { type LiveConnection, LiveStream, retryDelay, silenceLimit } from './live-stream.ts'

/** A server at the other end of `fetch`: every request becomes a stream that the test writes to. */
class Server {
  readonly streams: { url: string; send(message: object): void; end(): void; aborted(): boolean }[] = []
  refuse = false

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    if (this.refuse) return Promise.reject(new TypeError('fetch failed'))
    const { signal } = init
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        signal?.addEventListener('abort', () => controller.error(signal.reason))
        this.streams.push({
          url,
          send: (message) =>
            controller.enqueue(encoder.encode(`event: x\ndata: ${JSON.stringify(message)}\n\n`)),
          end: () => controller.close(),
          aborted: () => signal?.aborted === true,
        })
      },
    })
    return Promise.resolve(new Response(body))
  }

  get last() {
    const stream = this.streams.at(-1)
    if (stream === undefined) throw new Error('No stream was opened.')
    return stream
  }
}

function start(server: Server, accept: (message: LiveMessage) => boolean = () => true) {
  const seen: { connections: LiveConnection[]; messages: LiveMessage[]; ends: number } = {
    connections: [],
    messages: [],
    ends: 0,
  }
  const stream = new LiveStream({
    fetch: server.fetch,
    url: () => `/live?n=${server.streams.length}`,
    onMessage: (message) => {
      seen.messages.push(message)
      return accept(message)
    },
    onConnection: (connection) => seen.connections.push(connection),
    onEnd: () => {
      seen.ends += 1
    },
    now: () => Date.now(),
    random: () => 1,
  })
  stream.open()
  return { stream, seen }
}

const beat = { type: 'beat', at: 1 }

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

test('is open once the first message came', async () => {
  const server = new Server()
  const { stream, seen } = start(server)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections).toEqual([])
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections).toEqual([{ state: 'open' }])
  expect(seen.messages).toEqual([beat])
  stream.close()
})

test('says since when it is lost and when it tries again, then recovers', async () => {
  const server = new Server()
  const { stream, seen } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(10)
  server.last.end()
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections.at(-1)).toEqual({ state: 'lost', since: 1_000_010, retryAt: 1_000_510 })
  await vi.advanceTimersByTimeAsync(500)
  expect(seen.connections.at(-1)).toEqual({ state: 'lost', since: 1_000_010 })
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections.at(-1)).toEqual({ state: 'open' })
  expect(server.streams).toHaveLength(2)
  stream.close()
})

test('waits longer after each failure and keeps the time of the loss', async () => {
  const server = new Server()
  server.refuse = true
  const { stream, seen } = start(server)
  await vi.advanceTimersByTimeAsync(0)
  await vi.advanceTimersByTimeAsync(500)
  await vi.advanceTimersByTimeAsync(1000)
  const waits = seen.connections.flatMap(({ retryAt }) => (retryAt === undefined ? [] : [retryAt]))
  expect(waits).toEqual([1_000_500, 1_001_500, 1_003_500])
  expect(seen.connections.every(({ since }) => since === 1_000_000)).toBe(true)
  stream.close()
})

test('silence counts as a lost connection', async () => {
  const server = new Server()
  const { stream, seen } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(silenceLimit + 1)
  expect(seen.connections.at(-1)?.state).toBe('lost')
  expect(server.streams[0]?.aborted()).toBe(true)
  stream.close()
})

test('coming back to the page tries at once when the connection is lost, and only then', async () => {
  const server = new Server()
  const { stream } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  stream.wake()
  expect(server.streams).toHaveLength(1)
  server.last.end()
  await vi.advanceTimersByTimeAsync(0)
  stream.wake()
  expect(server.streams).toHaveLength(2)
  stream.close()
})

test('a stream that fell silent in a sleep is replaced once, for however many reasons to look', async () => {
  const server = new Server()
  const { stream } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  // Timers stand still while the machine sleeps.
  vi.setSystemTime(Date.now() + 3_600_000)
  stream.wake()
  stream.wake()
  expect(server.streams).toHaveLength(2)
  expect(server.streams[0]?.aborted()).toBe(true)
  stream.close()
})

test('a paused stream says that it is lost, stays quiet, and wakes', async () => {
  const server = new Server()
  const { stream, seen } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  stream.pause()
  stream.pause()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(server.streams).toHaveLength(1)
  expect(seen.ends).toBe(1)
  expect(seen.connections).toEqual([{ state: 'open' }, { state: 'lost', since: 1_000_000 }])
  stream.wake()
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections.at(-1)).toEqual({ state: 'open' })
  stream.close()
})

test('after a sleep the network may take a moment: attempts start with short delays again', async () => {
  const server = new Server()
  server.refuse = true
  const { stream, seen } = start(server)
  await vi.advanceTimersByTimeAsync(60_000)
  stream.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.connections.at(-1)?.retryAt).toBe(Date.now() + 500)
  stream.close()
})

test('opening anew after a sign-in is no loss', async () => {
  const server = new Server()
  const { stream, seen } = start(server)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  stream.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(server.streams).toHaveLength(2)
  expect(server.streams[0]?.aborted()).toBe(true)
  expect(seen.connections).toEqual([{ state: 'open' }])
  expect(seen.ends).toBe(1)
  stream.close()
})

test('a message that does not follow opens a new stream, and a server that goes on so is not hammered', async () => {
  const server = new Server()
  const { stream, seen } = start(server, () => false)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  expect(server.streams).toHaveLength(2)
  server.last.send(beat)
  await vi.advanceTimersByTimeAsync(0)
  expect(server.streams).toHaveLength(2)
  expect(seen.connections.at(-1)?.state).toBe('lost')
  stream.close()
})

test('delays grow to fifteen seconds, half of each at random', () => {
  expect([1, 2, 3, 10].map((failures) => retryDelay(failures, 1))).toEqual([500, 1000, 2000, 15_000])
  expect(retryDelay(10, 0)).toBe(7500)
})
