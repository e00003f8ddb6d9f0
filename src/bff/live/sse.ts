import type { LiveMessage } from '../../contract/live.ts'
import { encodeLiveEvent } from '../../contract/live-wire.ts'

const encoder = new TextEncoder()

let last = { text: '', bytes: new Uint8Array() }

/**
 * A message as the bytes of one server-sent event; whoever shares them never changes them. Viewers who are told the
 * same thing one after the other are given the same bytes.
 */
export function encodeMessage(message: LiveMessage): Uint8Array {
  const text = encodeLiveEvent(message)
  if (text !== last.text) last = { text, bytes: encoder.encode(text) }
  return last.bytes
}

/** A stream that asks for the next event only when its reader has room; `onEnd` runs once, however it ends. */
export function eventStream(
  events: AsyncGenerator<Uint8Array, void, void>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await events.next()
        if (next.done === true) {
          onEnd()
          controller.close()
        } else {
          controller.enqueue(next.value)
        }
      },
      async cancel() {
        // Ends the wait inside the generator first; its return would queue behind it otherwise.
        onEnd()
        await events.return()
      },
    },
    { highWaterMark: 1 },
  )
}
