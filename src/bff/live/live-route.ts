import { type LiveOptions, liveMessages } from './live-messages.ts'
import { parseResume } from './resume.ts'
import { eventStream } from './sse.ts'

/** `GET /api/live`: the open streams, so that all can be ended. */
export class LiveStreams {
  /**
   * What ends each open stream, with its request: Node forgets to pass on the abort of a request that has
   * been collected, so the request must stay reachable.
   */
  private readonly streams = new Map<AbortController, Request>()

  get size(): number {
    return this.streams.size
  }

  open(request: Request, options: Omit<LiveOptions, 'resume' | 'resumeEvents' | 'signal'>): Response {
    const url = new URL(request.url)
    const stop = new AbortController()
    this.streams.set(stop, request)
    const resume = parseResume(url.searchParams.get('resume'))
    const resumeEvents = parseResume(url.searchParams.get('events'))
    const { signal } = stop
    const messages = liveMessages({ ...options, resume, resumeEvents, signal })
    const leave = () => {
      this.streams.delete(stop)
      // A reader that vanished never asks for more: end the generator from this side.
      void messages.return()
    }
    signal.addEventListener('abort', leave, { once: true })
    request.signal.addEventListener('abort', () => stop.abort(), { once: true })
    if (request.signal.aborted) stop.abort()
    const body = eventStream(messages, () => stop.abort())
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
    for (const stop of this.streams.keys()) stop.abort()
    this.streams.clear()
  }
}
