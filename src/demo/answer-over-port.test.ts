import { expect, test } from 'vitest'
import { type Answer, answerElsewhere, serveOverPort } from './answer-over-port.ts'

/** Both sides in one thread, with the ports between them. */
function through(answer: Answer): Answer {
  return answerElsewhere((request, port) => void serveOverPort(request, port, answer))
}
const url = 'http://demo.example/api/x'

test('a request and its reply arrive as they were', async () => {
  const answer = through(async (request) => {
    const text = `${request.method} ${request.headers.get('x-gantry')} ${await request.text()}`
    return new Response(text, { status: 201, headers: { 'x-reply': 'yes' } })
  })
  const reply = await answer(new Request(url, { method: 'POST', headers: { 'x-gantry': '1' }, body: 'body' }))
  expect(reply.status).toBe(201)
  expect(reply.headers.get('x-reply')).toBe('yes')
  expect(await reply.text()).toBe('POST 1 body')
  const empty = await through(async () => new Response(null, { status: 204 }))(new Request(url))
  expect([empty.status, empty.body]).toEqual([204, null])
})

test('a stream flows no faster than it is read, and its bytes stay with the sender', async () => {
  const bytes = new Uint8Array([1, 2, 3])
  let made = 0
  const endless = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        made += 1
        controller.enqueue(bytes)
      },
    },
    { highWaterMark: 1 },
  )
  const reply = await through(async () => new Response(endless))(new Request(url))
  const reader = reply.body?.getReader()
  for (let turn = 0; turn < 5; turn += 1) expect((await reader?.read())?.value).toEqual(bytes)
  expect(made).toBeLessThan(12)
  expect(bytes).toHaveLength(3)
  await reader?.cancel()
})

test('whoever stops reading or aborts ends the work on the other side', async () => {
  const ended: string[] = []
  const answer = through(async (request) => {
    request.signal.addEventListener('abort', () => ended.push('aborted'))
    return new Response(new ReadableStream({ cancel: () => void ended.push('cancelled') }))
  })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  const first = await answer(new Request(url))
  await first.body?.cancel()
  for (let turn = 0; turn < 50 && ended.length < 2; turn += 1) await settled()
  expect(ended.toSorted()).toEqual(['aborted', 'cancelled'])

  const abort = new AbortController()
  const second = await answer(new Request(url, { signal: abort.signal }))
  const reading = second.text()
  abort.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
  for (let turn = 0; turn < 50 && ended.length < 4; turn += 1) await settled()
  expect(ended).toHaveLength(4)
})

test('a failure is one here as well, before the reply and in its midst', async () => {
  const refusing = through(() => Promise.reject(new Error('no answer')))
  await expect(refusing(new Request(url))).rejects.toThrow('no answer')
  const broken = through(
    async () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new Error('cut')),
        }),
      ),
  )
  await expect((await broken(new Request(url))).text()).rejects.toThrow('cut')
})
