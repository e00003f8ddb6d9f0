import { constants, crc32, deflateRawSync } from 'node:zlib'

/** RFC 1952: deflate, no name, no time, made by an unknown system. */
const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
/** An empty last block of deflate. */
const lastBlock = Uint8Array.of(3, 0)

/** By the bytes of an event, which all its readers share. */
const known = new WeakMap<Uint8Array, Uint8Array>()

/**
 * An event compressed by itself and ended on a byte, so that such parts can follow each other in any stream:
 * 200 readers of one event cost its compression once.
 */
function deflated(event: Uint8Array): Uint8Array {
  let part = known.get(event)
  if (part === undefined) {
    part = deflateRawSync(event, { level: 6, finishFlush: constants.Z_SYNC_FLUSH })
    known.set(event, part)
  }
  return part
}

/** A stream of events as one gzip file, each event passed on at once. */
export function gzippedEvents(events: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = events.getReader()
  let checksum = 0
  let length = 0
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(header),
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) {
          controller.enqueue(lastBlock)
          controller.enqueue(trailer(checksum, length))
          controller.close()
          return
        }
        checksum = crc32(value, checksum)
        length += value.length
        controller.enqueue(deflated(value))
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 1 },
  )
}

/** Checksum and length of the plain text, both modulo 2³². */
function trailer(checksum: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, checksum, true)
  view.setUint32(4, length % 2 ** 32, true)
  return bytes
}
