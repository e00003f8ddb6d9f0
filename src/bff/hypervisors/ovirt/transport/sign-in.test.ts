import { describe, expect, test } from 'vitest'
import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import type { Hypervisor } from '../../port.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'

type Handler = (request: Request, path: string) => Response | Promise<Response>

const account = { userName: 'admin@internal', password: 'sécret' }
const never = () => new AbortController().signal

const v3Entry = `<api><special_objects><link rel="templates/blank" href="/api/templates/0"/></special_objects>
<product_info><name>RHEV-M</name><vendor>Red Hat</vendor><version major="3" minor="5" build="0" revision="1"/></product_info>
<summary><vms><total>1</total><active>0</active></vms></summary></api>`
const v4Entry = {
  product_info: {
    name: 'OLVM',
    instance_id: 'i1',
    version: { major: '4', minor: '5', full_version: '4.5.4-1.el8' },
  },
  summary: { vms: { total: '1' } },
}

function engine(handle: Handler, dialect?: Dialect): { hypervisor: Hypervisor; log: string[] } {
  const log: string[] = []
  const hypervisor = createOvirt({
    system: {
      id: 'e',
      name: 'e',
      kind: 'ovirt',
      url: 'https://e.example.test/',
      ...(dialect && { dialect }),
    },
    async send(request) {
      const url = new URL(request.url)
      log.push(`${request.method} ${url.pathname}${url.search}`)
      return handle(request, url.pathname)
    },
    clock: realClock,
    log: silentLog,
  })
  return { hypervisor, log }
}

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Fault) return error
  throw new Error('expected a fault')
}

const status = (code: number, body = '', headers: HeadersInit = {}) =>
  new Response(body, { status: code, headers })
const xml = (body: string, headers: HeadersInit = {}) =>
  status(200, body, { 'content-type': 'application/xml', ...headers })

/** A current engine: v4, sign-on by OAuth. */
const current: Handler = async (request, path) => {
  if (path === '/ovirt-engine/sso/oauth/token') {
    const form = new URLSearchParams(await request.text())
    if (request.headers.get('accept') !== 'application/json') return status(406)
    if (form.get('password') === account.password && form.get('scope') === 'ovirt-app-api') {
      return Response.json({ access_token: 't1', token_type: 'bearer' })
    }
    const words = "Cannot authenticate user 'admin@internal': The user name or password is incorrect.."
    return Response.json({ error: 'access_denied', error_description: words }, { status: 400 })
  }
  if (!path.startsWith('/ovirt-engine/api')) return status(404)
  if (request.headers.get('authorization') !== 'Bearer t1') return status(401, '<html>Unauthorized</html>')
  return path === '/ovirt-engine/api' ? Response.json(v4Entry) : Response.json({})
}

/** An old engine: v3 only, at both paths, persistent sessions. */
const old: Handler = (request, path) => {
  if (path.startsWith('/ovirt-engine/sso')) return status(404, '<html>no such page</html>')
  if (!/^(\/ovirt-engine)?\/api/.test(path)) return status(404)
  const { headers } = request
  const basic = `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode('admin@internal:sécret')))}`
  const signedIn = headers.get('cookie') === 'JSESSIONID=abc' && headers.get('prefer') === 'persistent-auth'
  if (!signedIn && headers.get('authorization') !== basic) {
    return status(401, '', { 'www-authenticate': 'Basic realm="RESTAPI"' })
  }
  const login = { 'set-cookie': 'JSESSIONID=abc; Path=/api; Secure; HttpOnly' }
  if (path.includes('/vms')) return xml('<vms/>')
  return xml(v3Entry, signedIn ? {} : login)
}

describe('finding the dialect', () => {
  test('401 at /ovirt-engine/api and 404 at /api is a 4.x engine', async () => {
    const info = await engine(current).hypervisor.probe(never())
    expect(info).toMatchObject({ dialect: 'v4', version: '', apis: ['REST v4 /ovirt-engine/api'] })
  })

  test('an engine that answers at /api as well is a 3.x', async () => {
    expect((await engine(old).hypervisor.probe(never())).dialect).toBe('v3')
  })

  test('an engine that answers at /api alone is a 3.0 to 3.3', async () => {
    const { hypervisor } = engine((request, path) => (path === '/api' ? old(request, path) : status(404)))
    expect(await hypervisor.probe(never())).toMatchObject({ dialect: 'v3', apis: ['REST v3 /api'] })
  })

  test('no request says Version: 3 unless that is forced', async () => {
    const versions: (string | null)[] = []
    const watch: Handler = (request, path) => {
      versions.push(request.headers.get('version'))
      return old(request, path)
    }
    await engine(watch).hypervisor.probe(never())
    expect(versions).toEqual(['4', '4'])
  })

  test('what is no engine says so', async () => {
    const elsewhere = engine(() => status(302, '', { location: 'https://portal.example.test/' }))
    const fault = await faultOf(elsewhere.hypervisor.probe(never()))
    expect(fault.kind).toBe('protocol')
    expect(fault.message).toContain('https://portal.example.test/')
    expect((await faultOf(engine(() => status(503)).hypervisor.probe(never()))).kind).toBe('unavailable')
    const page = engine(() => status(200, '<!DOCTYPE html><html></html>', { 'content-type': 'text/html' }))
    expect(await faultOf(page.hypervisor.probe(never()))).toMatchObject({ kind: 'protocol' })
  })
})

describe('signing in', () => {
  test('to 4.x leaves a token and nothing of the password', async () => {
    const { hypervisor } = engine(current)
    const session = await hypervisor.signIn(account, never())
    expect(session).toEqual({
      userName: 'admin@internal',
      tokens: { base: '/ovirt-engine/api', dialect: 'v4', bearer: 't1' },
    })
    expect(await hypervisor.connect(session).info(never())).toMatchObject({
      product: 'OLVM',
      version: '4.5.4-1.el8',
      instanceId: 'i1',
    })
  })

  test('is refused in the words of the sign-on service, and tried once only', async () => {
    const { hypervisor, log } = engine(current)
    const fault = await faultOf(hypervisor.signIn({ ...account, password: 'no' }, never()))
    expect(fault.info).toMatchObject({
      kind: 'auth',
      field: 'password',
      code: 'access_denied',
      message: "Cannot authenticate user 'admin@internal': The user name or password is incorrect..",
    })
    expect(log.filter((line) => line.includes('/api')).length).toBe(2)
  })

  test('without profile advises to write it', async () => {
    const { hypervisor } = engine(current)
    const fault = await faultOf(hypervisor.signIn({ userName: 'admin', password: 'no' }, never()))
    expect(fault.info.advice).toContain('user@domain')
  })

  test('to 3.x opens a persistent session', async () => {
    const { hypervisor } = engine(old)
    const session = await hypervisor.signIn(account, never())
    expect(session.tokens).toEqual({ base: '/ovirt-engine/api', dialect: 'v3', cookie: 'JSESSIONID=abc' })
    const connection = hypervisor.connect(session)
    await connection.keepAlive(never())
    expect(await connection.info(never())).toMatchObject({
      product: 'RHEV-M',
      version: '3.5.0.1',
      dialect: 'v3',
    })
  })

  test('to 3.x with a wrong password is a fault at the field, though the engine says nothing', async () => {
    const fault = await faultOf(engine(old).hypervisor.signIn({ ...account, password: 'no' }, never()))
    expect(fault.info).toMatchObject({ kind: 'auth', field: 'password', code: 'HTTP 401' })
  })

  test('falls back to Basic where the sign-on service does not serve us', async () => {
    const withoutGrant: Handler = (request, path) => {
      if (path.startsWith('/ovirt-engine/sso')) {
        return Response.json({ error: 'unsupported_grant_type', error_description: '…' }, { status: 400 })
      }
      if (!path.startsWith('/ovirt-engine/api')) return status(404)
      if (!request.headers.get('authorization')?.startsWith('Basic ')) return status(401)
      return path === '/ovirt-engine/api'
        ? Response.json(v4Entry, { headers: { 'set-cookie': 'JSESSIONID=v4; Path=/ovirt-engine/api' } })
        : Response.json({})
    }
    const cookieToo: Handler = (request, path) =>
      request.headers.get('cookie') === 'JSESSIONID=v4' ? Response.json({}) : withoutGrant(request, path)
    const session = await engine(cookieToo).hypervisor.signIn(account, never())
    expect(session.tokens).toMatchObject({ dialect: 'v4', cookie: 'JSESSIONID=v4' })
  })

  test('as somebody who may not list everything asks for the own objects', async () => {
    const strict: Handler = (request, path) => {
      if (path.includes('/vms') && request.headers.get('filter') !== 'true') {
        return status(
          403,
          '<fault><reason>Operation Failed</reason><detail>[User is not authorized.]</detail></fault>',
        )
      }
      return old(request, path)
    }
    expect((await engine(strict).hypervisor.signIn(account, never())).tokens.filter).toBe('1')
    const { summary: _, ...unsummarised } = v4Entry
    const modern: Handler = (request, path) =>
      path === '/ovirt-engine/api' && request.headers.has('authorization')
        ? Response.json(unsummarised)
        : current(request, path)
    expect((await engine(modern).hypervisor.signIn(account, never())).tokens.filter).toBe('1')
  })

  test('refuses to go on in another dialect than the forced one', async () => {
    const ignoring: Handler = (request, path) =>
      path === '/ovirt-engine/api' && request.headers.get('authorization')?.startsWith('Basic ')
        ? Response.json(v4Entry, { headers: { 'set-cookie': 'JSESSIONID=x' } })
        : current(request, path)
    const fault = await faultOf(engine(ignoring, 'v3').hypervisor.signIn(account, never()))
    expect(fault.info).toMatchObject({ kind: 'unsupported' })
    expect(fault.message).toContain('v3')
  })
})

describe('signing out', () => {
  test('revokes a token', async () => {
    const { hypervisor, log } = engine(current)
    const session = await hypervisor.signIn(account, never())
    await hypervisor.signOut(session, never())
    expect(log.at(-1)).toBe('POST /ovirt-engine/services/sso-logout')
  })

  test('ends a persistent session by the cookie without Prefer', async () => {
    const seen: Headers[] = []
    const { hypervisor } = engine((request, path) => {
      seen.push(request.headers)
      return old(request, path)
    })
    const session = await hypervisor.signIn(account, never())
    await hypervisor.signOut(session, never())
    expect(seen.at(-1)?.get('cookie')).toBe('JSESSIONID=abc')
    expect(seen.at(-1)?.has('prefer')).toBe(false)
  })
})
