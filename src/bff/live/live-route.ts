import { anySignal } from '../timing.ts'
import { type LiveOptions, liveMessages } from './live-messages.ts'
import { parseResume } from './resume.ts'
import { eventStream } from './sse.ts'

/** `GET /api/live`: the open streams, so that all can be ended. */
export class LiveStreams {
  private readonly streams = new Set<AbortController>()

  get size(): number {
    return this.streams.size
  }

  open(request: Request, options: Omit<LiveOptions, 'resume' | 'signal'>): Response {
    const url = new URL(request.url)
    const stop = new AbortController()
    this.streams.add(stop)
    const resume = parseResume(url.searchParams.get('resume') ?? request.headers.get('last-event-id'))
    const signal = anySignal(request.signal, stop.signal)
    const messages = liveMessages({ ...options, resume, signal })
    // A reader that vanished never asks for more: end the generator from this side.
    signal.addEventListener('abort', () => messages.return(), { once: true })
    const body = eventStream(messages, () => {
      this.streams.delete(stop)
      stop.abort()
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Proxies such as nginx must not collect the stream.
        'x-accel-buffering': 'no',
      },
    })
  }

  close(): void {
    for (const stop of this.streams) stop.abort()
    this.streams.clear()
  }
}
