/** Answers a request. */
export type Answer = (request: Request) => Promise<Response>

/** A request on its way to another thread. */
export interface PortedRequest {
  url: string
  method: string
  headers: [string, string][]
  body: ArrayBuffer | undefined
}

/** What comes back on a request's own port, in this order; a `chunk` or `end` for each `pull`. */
type Reply =
  | { type: 'head'; status: number; headers: [string, string][]; hasBody: boolean }
  | { type: 'chunk'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'end' }
  | { type: 'failed'; message: string }
/** What the asking side says on it. */
type Wish = 'pull' | 'stop'

/** An `Answer` that another thread gives; `post` hands the request over together with the port of its reply. */
export function answerElsewhere(post: (request: PortedRequest, port: MessagePort) => void): Answer {
  return async (request) => {
    const { url, method, headers, signal } = request
    signal.throwIfAborted()
    const bodyless = method === 'GET' || method === 'HEAD'
    const body = bodyless ? undefined : await request.arrayBuffer()
    const { port1, port2 } = new MessageChannel()
    const reply = receive(port1, signal)
    post({ url, method, headers: [...headers], body }, port2)
    return reply
  }
}

function receive(port: MessagePort, signal: AbortSignal): Promise<Response> {
  const head = Promise.withResolvers<Response>()
  const say = (wish: Wish) => port.postMessage(wish)
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  let pulled: PromiseWithResolvers<void> | undefined
  const over = () => {
    signal.removeEventListener('abort', abort)
    pulled?.resolve()
    port.close()
  }
  const fail = (reason: unknown) => {
    head.reject(reason)
    stream?.error(reason)
    over()
  }
  const abort = () => {
    say('stop')
    fail(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  const bodyOf = () =>
    new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stream = controller
        },
        pull: () => {
          pulled = Promise.withResolvers()
          say('pull')
          return pulled.promise
        },
        cancel: () => {
          say('stop')
          over()
        },
      },
      { highWaterMark: 1 },
    )
  port.onmessage = ({ data }: MessageEvent<Reply>) => {
    switch (data.type) {
      case 'head': {
        const { status, headers, hasBody } = data
        head.resolve(new Response(hasBody ? bodyOf() : null, { status, headers }))
        if (!hasBody) over()
        break
      }
      case 'chunk':
        stream?.enqueue(data.bytes)
        pulled?.resolve()
        break
      case 'end':
        stream?.close()
        over()
        break
      case 'failed':
        fail(new TypeError(data.message))
    }
  }
  return head.promise
}

/** The other side: lets `answer` take a request, and sends its reply as fast as it is taken. */
export async function serveOverPort(
  request: PortedRequest,
  port: MessagePort,
  answer: Answer,
): Promise<void> {
  const { url, method, headers, body } = request
  const abort = new AbortController()
  const say = (reply: Reply) => port.postMessage(reply)
  const failed = (error: unknown) => {
    if (!abort.signal.aborted)
      say({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined
  const pull = async () => {
    try {
      const step = await reader?.read()
      if (abort.signal.aborted) return
      // Copied, not moved: one message's bytes may go to several streams.
      say(step?.value === undefined ? { type: 'end' } : { type: 'chunk', bytes: step.value })
    } catch (error) {
      failed(error)
    }
  }
  port.onmessage = ({ data }: MessageEvent<Wish>) => {
    if (data === 'pull') return void pull()
    abort.abort()
    reader?.cancel().catch(() => {})
    port.close()
  }
  try {
    const init = { method, headers, signal: abort.signal, ...(body === undefined ? {} : { body }) }
    const reply = await answer(new Request(url, init))
    if (abort.signal.aborted) return void reply.body?.cancel().catch(() => {})
    reader = reply.body?.getReader()
    say({ type: 'head', status: reply.status, headers: [...reply.headers], hasBody: reader !== undefined })
  } catch (error) {
    failed(error)
  }
}
