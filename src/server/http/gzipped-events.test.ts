import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gzippedEvents } from './gzipped-events.ts'

const encoder = new TextEncoder()
const events = ['event: beat\ndata: 1\n\n', `data: ${'long '.repeat(10_000)}\n\n`].map((text) =>
  encoder.encode(text),
)

function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

async function partsOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return parts
}

test('any gzip reader takes the whole, its checksum included', async () => {
  for (const chunks of [events, [...events, ...events], []]) {
    const whole = Buffer.concat(await partsOf(gzippedEvents(streamOf(chunks))))
    expect(gunzipSync(whole).equals(Buffer.concat(chunks))).toBe(true)
  }
})

test('two readers are given the same compressed bytes', async () => {
  const [one, two] = await Promise.all([
    partsOf(gzippedEvents(streamOf(events))),
    partsOf(gzippedEvents(streamOf(events.toReversed()))),
  ])
  expect(one?.[1]).toBe(two?.[2])
  expect(one?.[2]).toBe(two?.[1])
})

test('each event leaves at once', async () => {
  let enqueue = (_: Uint8Array) => {}
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      enqueue = (chunk) => controller.enqueue(chunk)
    },
  })
  // The types of streams from the DOM and from Node differ in what they call bytes.
  const decompressed = gzippedEvents(source)
    .pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader()
  for (const text of ['first', 'second']) {
    enqueue(encoder.encode(text))
    expect((await decompressed.read()).value).toBe(text)
  }
  await decompressed.cancel()
})

test('a reader that leaves ends the source', async () => {
  let cancelled = false
  const source = new ReadableStream<Uint8Array>({
    cancel() {
      cancelled = true
    },
  })
  await gzippedEvents(source).cancel()
  expect(cancelled).toBe(true)
})
