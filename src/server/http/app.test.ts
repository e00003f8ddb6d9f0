import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bff } from '../../bff/host.ts'
import { createLog } from '../log.ts'
import { sealingKey } from '../session/sealed-jar.ts'
import { createApp } from './app.ts'
import { StaticFiles } from './static-files.ts'

let folder = ''
let files: StaticFiles | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, '.vite'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>G</title></head></html>')
  await writeFile(join(folder, 'assets/main-abc.js'), `console.log(${JSON.stringify('x'.repeat(2000))})`)
  await writeFile(join(folder, '.vite/manifest.json'), '{}')
  files = await StaticFiles.load(folder)
})
afterAll(() => rm(folder, { recursive: true }))

/** A BFF that signs anybody in whose password is right, and echoes otherwise. */
const bff: Bff = {
  async fetch(request, { sessions }) {
    if (request.method === 'POST') {
      const { password } = await request.json()
      if (password !== 'right') return Response.json({ code: 'FAULT' }, { status: 401 })
      sessions.set('one', { userName: 'ann', tokens: { t: 'secret-token' } })
      return Response.json({})
    }
    if (request.url.endsWith('/boom')) throw new Error('inner detail')
    return Response.json({ user: sessions.get('one')?.userName ?? null, filler: 'y'.repeat(2000) })
  },
  async close() {},
}

function app(lines: string[] = []) {
  const log = createLog('debug', { write: (line: string) => void lines.push(line) })
  return createApp({
    bff,
    log,
    files,
    systems: ['one'],
    host: '127.0.0.1',
    allowedHosts: [],
    tls: false,
    jar: { key: sealingKey('a secret of the installation'), secure: false, now: () => Date.now() },
  })
}

const at = (path: string, init: RequestInit = {}) =>
  new Request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...init.headers } })

const signIn = (password: string) =>
  at('/api/systems/one/session', {
    method: 'POST',
    headers: { 'x-gantry': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'ann', password }),
  })

test('a page gets a policy without inline script, and a new nonce each time', async () => {
  const reply = await app().request(at('/inventory?q=a'))
  const policy = reply.headers.get('content-security-policy') ?? ''
  const html = await reply.text()
  const nonce = /<meta property="csp-nonce" nonce="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(nonce.length).toBeGreaterThan(20)
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(policy).toContain("default-src 'none'; script-src 'self';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(await (await app().request(at('/'))).text()).not.toContain(nonce)
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
})

test('hashed files are immutable and compressed; nothing else of the folder is served', async () => {
  const reply = await app().request(at('/assets/main-abc.js', { headers: { 'accept-encoding': 'gzip' } }))
  expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(reply.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await reply.arrayBuffer()).toString()).toContain('xxxx')
  expect((await app().request(at('/assets/none.js'))).status).toBe(404)
  expect(await (await app().request(at('/.vite/manifest.json'))).text()).toContain('<!doctype html>')
})

test('a sign-in sets a cookie that later requests open; no secret is logged', async () => {
  const lines: string[] = []
  const server = app(lines)
  const reply = await server.request(signIn('right'))
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  expect(cookie).toMatch(/^gantry-one=/)
  const later = await server.request(at('/api/x?secret=query-secret', { headers: { cookie } }))
  expect((await later.json()).user).toBe('ann')
  expect(later.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const log = lines.join('')
  expect(log).toContain('"path":"/api/x"')
  for (const secret of ['right', 'secret-token', 'query-secret', cookie]) expect(log).not.toContain(secret)
})

test('guesses are slowed down with a fault that a form can show', async () => {
  const server = app()
  for (let i = 0; i < 10; i += 1) expect((await server.request(signIn('wrong'))).status).toBe(401)
  const reply = await server.request(signIn('right'))
  expect(reply.status).toBe(429)
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(50)
  expect(await reply.json()).toMatchObject({ code: 'FAULT', data: { code: 'TOO_MANY_SIGN_INS' } })
})

test('foreign hosts, foreign sites and huge bodies are refused', async () => {
  const rebound = await app().request('http://evil.example/api/x', { headers: { host: 'evil.example' } })
  expect(rebound.status).toBe(403)
  const forged = await app().request(at('/api/systems/one/session', { method: 'DELETE' }))
  expect(await forged.json()).toMatchObject({ status: 403, data: { code: 'CSRF_HEADER_MISSING' } })
  const huge = at('/api/x', {
    method: 'POST',
    headers: { 'x-gantry': '1' },
    body: 'x'.repeat(1024 * 1024 + 1),
  })
  expect((await app().request(huge)).status).toBe(413)
})

test('an unexpected failure tells the browser only the request id', async () => {
  const lines: string[] = []
  const reply = await app(lines).request(at('/api/boom'))
  expect(reply.status).toBe(500)
  const body = await reply.json()
  expect(JSON.stringify(body)).not.toContain('inner detail')
  expect(lines.join('')).toContain('inner detail')
  expect(lines.join('')).toContain(body.data.requestId)
})

test('the health check says ok', async () => {
  expect(await (await app().request(at('/healthz'))).json()).toEqual({ status: 'ok' })
})

test('replies of the API are compressed where the client takes it', async () => {
  const reply = await app().request(at('/api/x', { headers: { 'accept-encoding': 'gzip, br' } }))
  expect(reply.headers.get('content-encoding')).toBe('gzip')
  expect(JSON.parse(gunzipSync(await reply.arrayBuffer()).toString()).user).toBeNull()
})
