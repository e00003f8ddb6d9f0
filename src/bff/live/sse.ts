import type { Positioned } from './live-messages.ts'

const encoder = new TextEncoder()

/** One message as a server-sent event; the id is what `Last-Event-ID` or `?resume=` may give back. */
function encodeEvent({ message, position }: Positioned): Uint8Array {
  return encoder.encode(`id: ${position}\nevent: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`)
}

/** A stream that asks for the next event only when its reader has room; `onEnd` runs once, however it ends. */
export function eventStream(
  messages: AsyncGenerator<Positioned, void, void>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await messages.next()
        if (next.done === true) {
          onEnd()
          controller.close()
        } else {
          controller.enqueue(encodeEvent(next.value))
        }
      },
      async cancel() {
        // Ends the wait inside the generator first; its return would queue behind it otherwise.
        onEnd()
        await messages.return()
      },
    },
    { highWaterMark: 1 },
  )
}
