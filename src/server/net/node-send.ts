import { Agent, fetch as undiciFetch } from 'undici'
import { Fault, type FaultInfo } from '../../contract/fault.ts'
import { type Trust, trustingConnector } from './tls-trust.ts'

type Send = (request: Request) => Promise<Response>

const maxRedirects = 3

/** A way to one system over HTTP. */
export interface Channel {
  send: Send
  close(): Promise<void>
}

/**
 * Sends requests to the one origin of `url`, with its own connections and trust. Redirects are followed only
 * within that origin and only for GET. The body of a PUT is passed on as it comes. `address` stands in for the name. Throws `Fault` (`unavailable`, `timeout`) in words for an admin.
 */
export function createChannel(url: string, trust: Trust, address?: string): Channel {
  const { origin, host } = new URL(url)
  const agent = new Agent({
    connect: trustingConnector(trust, address),
    connections: 32,
    // Long polls are silent for up to a minute or more; the callers have their own, shorter limits.
    headersTimeout: 300_000,
    bodyTimeout: 300_000,
  })

  async function once(
    target: URL,
    request: Request,
    body: ArrayBuffer | ReadableStream<Uint8Array> | undefined,
  ): Promise<Response> {
    const reply = await undiciFetch(target, {
      method: request.method,
      headers: [...request.headers],
      redirect: 'manual',
      signal: request.signal,
      dispatcher: agent,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    })
    // The same class at run time; undici declares its own type for it.
    return new Response(reply.body as ReadableStream<Uint8Array> | null, {
      status: reply.status,
      statusText: reply.statusText,
      headers: [...reply.headers],
    })
  }

  return {
    async send(request) {
      let target = new URL(request.url)
      const body =
        request.body === null
          ? undefined
          : request.method === 'PUT'
            ? request.body
            : await request.arrayBuffer()
      for (let hops = 0; ; hops += 1) {
        if (target.origin !== origin) throw strayed(host, target)
        const response = await once(target, request, body).catch((error: unknown) => {
          throw request.signal.aborted ? request.signal.reason : connectionFault(error, host)
        })
        const location = response.headers.get('location')
        const redirected = response.status >= 300 && response.status < 400 && location !== null
        if (!redirected || request.method !== 'GET' || hops === maxRedirects) return response
        await response.body?.cancel()
        target = new URL(location, target)
      }
    },
    close: () => agent.destroy(),
  }
}

function strayed(host: string, target: URL): Fault {
  return new Fault({
    kind: 'unavailable',
    code: 'REDIRECTED',
    message: `${host} sends on to ${target.origin}, which is not configured.`,
    advice: 'If that is the right address of the system, put it into the configuration.',
  })
}

/** What Node and undici say when there is no reply, as a fault that names host and reason. */
function connectionFault(error: unknown, host: string): Fault {
  const chain = causes(error)
  const own = chain.find((cause) => cause instanceof Fault)
  if (own !== undefined) return own
  const coded = chain.find((cause) => codeOf(cause) !== undefined)
  const code = coded === undefined ? undefined : codeOf(coded)
  return new Fault(
    { ...inWords(code, host, chain.at(-1)), ...(code === undefined ? {} : { code }) },
    { cause: error },
  )
}

function inWords(code: string | undefined, host: string, last: unknown): Pick<FaultInfo, 'kind' | 'message'> {
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'unavailable', message: `${host} refuses connections.` }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'unavailable', message: `The name ${host} cannot be resolved.` }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { kind: 'unavailable', message: `There is no network route to ${host}.` }
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { kind: 'timeout', message: `${host} does not answer connection attempts.` }
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return { kind: 'timeout', message: `${host} took the request but did not answer in time.` }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { kind: 'unavailable', message: `${host} closed the connection.` }
    default: {
      const reason = last instanceof Error ? last.message : String(last)
      return { kind: 'unavailable', message: `${host} could not be reached: ${reason}` }
    }
  }
}

/** The error and everything below it; a failed connect to several addresses holds one error for each. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  let current = error
  while (current !== undefined && current !== null && chain.length < 8) {
    chain.push(current)
    if (current instanceof AggregateError) current = current.errors[0]
    else current = current instanceof Error ? current.cause : undefined
  }
  return chain
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
