import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import type { Bff } from '../../bff/host.ts'
import type { Log } from '../../bff/hypervisors/port.ts'
import { type JarOptions, SealedJar } from '../session/sealed-jar.ts'
import { hostAllowed } from './allowed-hosts.ts'
import { boundedRequest } from './bounded-request.ts'
import { compressed } from './compress.ts'
import { refusal } from './faults.ts'
import { crossSiteReason } from './same-origin.ts'
import { sealedPolicy, securityHeaders } from './security-headers.ts'
import { SignInLimit } from './sign-in-limit.ts'
import type { StaticFiles } from './static-files.ts'

export interface AppOptions {
  bff: Bff
  log: Log
  /** Ids of the configured systems: only their cookies are opened. */
  systems: string[]
  /** The built console; absent when it was not built. */
  files: StaticFiles | undefined
  jar: Omit<JarOptions, 'onDropped'>
  /** Address that the server is bound to. */
  host: string
  allowedHosts: string[]
  tls: boolean
}

type Env = { Variables: { requestId: string; address: string } }

/** Everything that the server answers: the API behind its guards, the console, the health check. */
export function createApp(options: AppOptions): Hono<Env> {
  const { log } = options
  const app = new Hono<Env>()
  const common = securityHeaders(options.tls)

  app.use(async (c, next) => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.set('address', addressOf(c))
    await next()
    for (const [name, value] of Object.entries(common)) c.res.headers.set(name, value)
    if (!c.res.headers.has('content-security-policy')) {
      c.res.headers.set('content-security-policy', sealedPolicy)
    }
    c.res.headers.set('x-request-id', requestId)
    const fields = {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
      address: c.get('address'),
    }
    if (c.req.path.startsWith('/api/')) log.info(fields, 'request')
    else log.debug(fields, 'request')
  })

  app.use(async (c, next) => {
    // The URL was made from `Host`, or from `:authority` under HTTP/2.
    if (hostAllowed(new URL(c.req.url).host, options.host, options.allowedHosts)) return next()
    const message = 'This server does not answer to that host name. GANTRY_ALLOWED_HOSTS can name it.'
    return refusal({ kind: 'forbidden', code: 'HOST_NOT_ALLOWED', message }, 403)
  })

  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }))

  app.use('/api/*', async (c, next) => {
    const reason = crossSiteReason(c.req.raw)
    return reason === undefined ? next() : refusal(reason, 403)
  })
  const limit = new SignInLimit(options.jar.now)
  app.post('/api/systems/:system/session', async (c, next) => {
    const turn = limit.enter(c.get('address'), c.req.param('system'))
    if ('waitMs' in turn) return tooManySignIns(c.req.param('system'), turn.waitMs)
    try {
      await next()
    } finally {
      turn.done(c.res.status === 401)
    }
  })
  app.all('/api/*', async (c) => compressed(c.req.raw, await answer(options, c)))

  app.all('*', async (c) => {
    const response = await options.files?.respond(c.req.raw)
    if (response !== undefined) return response
    if (options.files !== undefined) return c.text('There is nothing here.\n', 404)
    return c.text('The console is not built. Run "npm run build" and start Gantry again.\n', 503)
  })

  app.onError((error, c) => {
    const requestId = c.get('requestId')
    log.error({ requestId, path: c.req.path, err: error }, 'request failed unexpectedly')
    const message = `Gantry failed at this request. Its log has the reason under the request id ${requestId}.`
    const body = { defined: false, code: 'INTERNAL_SERVER_ERROR', status: 500, message, data: { requestId } }
    return c.json(body, 500)
  })
  return app
}

/** One API call with the sessions of its browser. */
async function answer(options: AppOptions, c: Context<Env>): Promise<Response> {
  const requestId = c.get('requestId')
  const request = await boundedRequest(c.req.raw)
  if (request === undefined) {
    const message = 'The request is larger than 1 MiB.'
    return refusal({ kind: 'invalid-input', code: 'TOO_LARGE', message }, 413)
  }
  const jar = await SealedJar.open(c.req.header('cookie') ?? null, options.systems, {
    ...options.jar,
    onDropped: (system, reason) => options.log.info({ requestId, system, reason }, 'session cookie dropped'),
  })
  const response = await options.bff.fetch(request, { sessions: jar, requestId })
  const cookies = await jar.setCookies()
  // Headers of a reply that was made elsewhere may be frozen.
  const headers = new Headers(response.headers)
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(response.body, { status: response.status, headers })
}

function addressOf(c: Context<Env>): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    // Called without a socket, as tests do.
    return 'unknown'
  }
}

function tooManySignIns(system: string, waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1000)
  return refusal(
    {
      kind: 'unavailable',
      code: 'TOO_MANY_SIGN_INS',
      message: `Too many sign-ins from your address. Try again in ${seconds} s.`,
      advice: 'Wait, then check the user name and the password before you try again.',
      system,
    },
    429,
    { 'retry-after': String(seconds) },
  )
}
