import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { Core } from './core.ts'
import { errorBody, faultResponse, publicError } from './errors.ts'
import { exportRoute } from './events/export-route.ts'
import { transferRoute } from './guest/transfer-route.ts'
import type { Bff, BffOptions, RequestContext } from './host.ts'
import type { AdapterOptions, Hypervisor } from './hypervisors/port.ts'
import { adapters as registered } from './hypervisors/registry.ts'
import { LiveStreams } from './live/live-route.ts'
import { openApiDocument } from './openapi.ts'
import type { Call } from './procedures/call.ts'
import { router } from './procedures/router.ts'
import { RequestSessions } from './sessions/request-sessions.ts'

export interface BffParts {
  /** Adapter per kind; the registered ones unless a test brings its own. */
  adapters?: Record<BffOptions['systems'][number]['config']['kind'], (options: AdapterOptions) => Hypervisor>
  /** 0 ≤ x < 1, for jitter and names of epochs. */
  random?: () => number
}

/**
 * The BFF: a fetch app for everything below `/api`. Knows neither Node nor cookies; reaches systems only
 * through each system's `send`.
 */
export function createBff(options: BffOptions, parts: BffParts = {}): Bff {
  const { clock, log } = options
  const adapters = parts.adapters ?? registered
  const core = new Core(
    options,
    ({ config, send, sendTo }) =>
      adapters[config.kind]({
        system: config,
        send,
        ...(sendTo === undefined ? {} : { sendTo }),
        clock,
        log,
      }),
    parts.random ?? Math.random,
  )
  const streams = new LiveStreams()
  const handler = new OpenAPIHandler(router, {
    customErrorResponseBodyEncoder: errorBody,
    interceptors: [
      async ({ next, context, request }) => {
        try {
          return await next()
        } catch (thrown) {
          const { requestId } = context.host
          const { error, unexpected } = publicError(thrown, requestId)
          if (unexpected) {
            log.error({ requestId, path: request.url.pathname, err: thrown }, 'request failed unexpectedly')
          }
          throw error
        }
      },
    ],
  })
  let document: Promise<object> | undefined

  async function route(request: Request, call: Call): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (request.method === 'GET' && pathname === '/api/live') {
      const { systems, book, pool } = core
      return streams.open(request, { systems, book, pool, clock, sessions: call.sessions })
    }
    if (request.method === 'GET' && pathname === '/api/openapi.json') {
      document ??= openApiDocument()
      return Response.json(await document)
    }
    const transferred = await transferRoute(request, call)
    if (transferred !== undefined) return transferred
    const exported = await exportRoute(request, call)
    if (exported !== undefined) return exported
    const { matched, response } = await handler.handle(request, { prefix: '/api', context: call })
    if (matched) {
      // Lists come as streams of JSON text, of which the handler does not know the type.
      if (response.body !== null && !response.headers.has('content-type')) {
        response.headers.set('content-type', 'application/json')
      }
      return response
    }
    return faultResponse({
      kind: 'not-found',
      message: `There is no ${request.method} ${pathname}.`,
      advice: 'GET /api/openapi.json lists what there is.',
    })
  }

  return {
    async fetch(request: Request, host: RequestContext): Promise<Response> {
      const sessions = new RequestSessions(host.sessions, core.book)
      const response = await route(request, { core, sessions, host })
      // Sessions found dead on the way leave the jar with this very reply.
      for (const system of core.systems) sessions.state(system.id)
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
      return response
    },
    async close(): Promise<void> {
      streams.close()
      await core.close()
    },
  }
}
