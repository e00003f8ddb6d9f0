import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Environment } from './config/environment.ts'
import { createLog } from './log.ts'
import { type RunningServer, startServer } from './start-server.ts'

const log = createLog('silent')
const pem = (name: string) => new URL(`./net/testing/${name}`, import.meta.url).pathname
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start(more: Partial<Environment> = {}): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-'))
  cleanups.push(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head></head></html>')
  const configFile = join(folder, 'gantry.json')
  // Nobody listens at this port of the loopback: the system is configured and down.
  const down = { id: 'down', name: 'Down', kind: 'vcenter', url: 'http://127.0.0.1:9' }
  await writeFile(configFile, JSON.stringify({ systems: [down] }))
  const environment: Environment = {
    configFile,
    port: 0,
    host: '127.0.0.1',
    secret: undefined,
    tls: undefined,
    allowedHosts: [],
    logLevel: undefined,
    demo: { seed: 'test', estate: 'small' },
    ...more,
  }
  const server = await startServer(environment, log, folder)
  cleanups.push(() => server.close())
  return server
}

const mutation = { 'x-gantry': '1', 'content-type': 'application/json' }

test('a system that is down is said to be, and the rest works', async () => {
  const { url } = await start()
  const { systems } = await (await fetch(`${url}/api/systems`)).json()
  expect(systems).toMatchObject([
    {
      id: 'down',
      address: '127.0.0.1:9',
      reach: 'unreachable',
      session: { state: 'signed-out' },
      warnings: [expect.stringContaining('without TLS')],
    },
  ])
  const reply = await fetch(`${url}/api/systems/down/session`, {
    method: 'POST',
    headers: mutation,
    body: JSON.stringify({ userName: 'ann', password: 'x' }),
  })
  expect(reply.status).toBe(503)
  expect((await reply.json()).data).toMatchObject({ kind: 'unavailable', system: 'down' })
  const out = await fetch(`${url}/api/systems/down/session`, { method: 'DELETE', headers: mutation })
  expect(out.status).toBe(200)
})

test('uploads without a length are bounded too', async () => {
  const { url } = await start()
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
  })
  const init = { method: 'POST', headers: mutation, body, duplex: 'half' }
  expect((await fetch(`${url}/api/systems/down/session`, init)).status).toBe(413)
})

test('closing ends open streams', async () => {
  const server = await start()
  const reply = await fetch(`${server.url}/api/live`)
  const text = reply.text()
  await server.close()
  expect(await text).toContain('event: systems')
})

test('under TLS it speaks HTTP/2, for all methods', async () => {
  const { url } = await start({ tls: { certFile: pem('test-cert.pem'), keyFile: pem('test-key.pem') } })
  const session = connect(url, { ca: readFileSync(pem('test-cert.pem')) })
  cleanups.push(async () => session.destroy())
  const ask = (headers: Record<string, string>) =>
    new Promise<{ status: unknown; security: unknown }>((resolve, reject) => {
      const stream = session.request(headers)
      stream.on('error', reject)
      stream.on('response', (reply) => {
        resolve({ status: reply[':status'], security: reply['strict-transport-security'] })
        stream.resume()
      })
      stream.end()
    })
  expect(await ask({ ':path': '/' })).toMatchObject({ status: 200, security: 'max-age=31536000' })
  const remove = { ':path': '/api/systems/down/session', ':method': 'DELETE', ...mutation }
  expect((await ask(remove)).status).toBe(200)
})

test('a taken port is a message, not a stack', async () => {
  const { url } = await start()
  await expect(start({ port: Number(new URL(url).port) })).rejects.toThrow(
    'something else listens there already',
  )
})

test('without a configuration the demo runs, and its account signs in everywhere', async () => {
  const { url } = await start({ configFile: undefined })
  const account = await (await fetch(`${url}/api/demo`)).json()
  const { systems } = await (await fetch(`${url}/api/systems`)).json()
  const ids: string[] = systems.map(({ id }: { id: string }) => id)
  expect(ids).toEqual(['vc-east', 'vc-legacy', 'ovirt-lab', 'rhev-legacy'])
  const cookies: string[] = []
  for (const id of ids) {
    const reply = await fetch(`${url}/api/systems/${id}/session`, {
      method: 'POST',
      headers: mutation,
      body: JSON.stringify(account),
    })
    expect(reply.status, id).toBe(200)
    for (const line of reply.headers.getSetCookie()) cookies.push(line.split(';')[0] ?? '')
  }
  const reply = await (await fetch(`${url}/api/vms`, { headers: { cookie: cookies.join('; ') } })).json()
  expect(reply.systems.map(({ sync }: { sync: { phase: string } }) => sync.phase)).toEqual(
    ids.map(() => 'live'),
  )
  for (const id of ids) {
    expect(reply.vms.filter((vm: { system: string }) => vm.system === id).length, id).toBeGreaterThan(30)
  }
})
