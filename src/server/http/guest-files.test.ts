import { expect, test } from 'vitest'
import { account, guestStage, root, secret } from '../../bff/guest/test-stage.ts'
import { createLog } from '../log.ts'
import { sealingKey } from '../session/sealed-jar.ts'
import { createApp } from './app.ts'

/** Files of guests through the whole server: its guards, its cookies, its log, the BFF, a simulated vCenter. */
async function served() {
  const stage = await guestStage()
  const lines: string[] = []
  const app = createApp({
    bff: stage.bff,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    files: undefined,
    systems: ['vc'],
    host: '127.0.0.1',
    allowedHosts: [],
    tls: false,
    jar: { key: sealingKey('a secret of the installation'), secure: false, now: () => Date.now() },
  })
  const send = async (cookie: string, method: string, path: string, more: RequestInit = {}) =>
    await app.request(
      new Request(`http://localhost${path}`, {
        ...more,
        method,
        headers: { host: 'localhost', cookie, 'x-gantry': '1', ...more.headers },
      }),
    )
  const signIn = async (userName: string) => {
    const reply = await send('', 'POST', '/api/systems/vc/session', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password: account.password }),
    })
    if (!reply.ok) throw new Error(await reply.text())
    return reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const cookie = await signIn(account.userName)
  /** Address of a prepared transfer. */
  const prepare = async (path: string, upload?: { sizeBytes: number; overwrite: boolean }) => {
    const reply = await send(cookie, 'POST', `/api/systems/vc/vms/${stage.vm.id}/guest/transfers`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: root, path, ...(upload === undefined ? {} : { upload }) }),
    })
    const { id } = await reply.json()
    return `/api/transfers/${String(id)}`
  }
  return { ...stage, lines, send, cookie, prepare }
}

/** A body that comes in pieces, larger than any request may be that is no transfer. */
function pieces(count: number, size: number): ReadableStream<Uint8Array> {
  let left = count
  return new ReadableStream({
    pull(controller) {
      if (left === 0) controller.close()
      else controller.enqueue(new Uint8Array(size).fill(65 + (left % 26)))
      left -= 1
    },
  })
}

test('a file goes into a guest and comes back, piece by piece, beyond the limit of other requests', async () => {
  const { send, cookie, prepare, upstream, vm, lines } = await served()
  const sizeBytes = 24 * 128 * 1024
  const address = await prepare('/srv/big.bin', { sizeBytes, overwrite: false })
  const streamed = { body: pieces(24, 128 * 1024), duplex: 'half' }
  expect((await send(cookie, 'PUT', address, streamed)).status).toBe(200)
  expect(upstream.guestFile(vm.name, '/srv/big.bin')?.length).toBe(sizeBytes)
  const reply = await send(cookie, 'GET', await prepare('/srv/big.bin'))
  expect(reply.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''big.bin`)
  expect(reply.headers.get('content-length')).toBe(String(sizeBytes))
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await reply.arrayBuffer()).byteLength).toBe(sizeBytes)
  expect(lines.join('')).not.toContain(secret)
})

test('a transfer is good once, and for a minute', async () => {
  const { send, cookie, prepare, clock } = await served()
  const address = await prepare('/etc/hostname')
  expect((await send(cookie, 'GET', address)).status).toBe(200)
  const again = await send(cookie, 'GET', address)
  expect([again.status, (await again.json()).data.message]).toEqual([
    404,
    expect.stringContaining('used already'),
  ])
  const late = await prepare('/etc/hostname')
  await clock.advance(61_000)
  expect((await send(cookie, 'GET', late)).status).toBe(404)
})

test('what was prepared for one direction does not serve the other', async () => {
  const { send, cookie, prepare, upstream, vm } = await served()
  expect((await send(cookie, 'PUT', await prepare('/etc/hostname'), { body: 'x' })).status).toBe(404)
  expect((await send(cookie, 'GET', await prepare('/srv/x', { sizeBytes: 1, overwrite: true }))).status).toBe(
    404,
  )
  expect(upstream.guestFile(vm.name, '/srv/x')).toBeUndefined()
})

test('other sites, other accounts and nobody are refused, and nothing is written', async () => {
  const { send, cookie, prepare, upstream, vm, bff, clock } = await served()
  const upload = { sizeBytes: 1, overwrite: true }
  const forged = await send(cookie, 'PUT', await prepare('/srv/x', upload), {
    body: 'x',
    headers: { 'x-gantry': '' },
  })
  expect([forged.status, (await forged.json()).data.code]).toEqual([403, 'CSRF_HEADER_MISSING'])
  const foreign = await send(cookie, 'PUT', await prepare('/srv/x', upload), {
    body: 'x',
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect([foreign.status, (await foreign.json()).data.code]).toEqual([403, 'CROSS_SITE'])
  expect((await send('', 'PUT', await prepare('/srv/x', upload), { body: 'x' })).status).toBe(401)
  // A session of another account, as its cookie would give it.
  const session = { userName: 'somebody@else', tokens: { vim: 'x' } }
  const sessions = { get: () => session, set() {}, delete() {} }
  const other = await bff.fetch(new Request(`http://localhost${await prepare('/etc/hostname')}`), {
    sessions,
    requestId: 'r',
  })
  expect([other.status, (await other.json()).data.message]).toEqual([
    403,
    expect.stringContaining('Another account'),
  ])
  expect(upstream.guestFile(vm.name, '/srv/x')).toBeUndefined()
  await clock.advance(61_000)
})

test('a body of another size than was announced, and a file that is there, are refused', async () => {
  const { send, cookie, prepare, upstream, vm } = await served()
  const wrong = await send(cookie, 'PUT', await prepare('/srv/x', { sizeBytes: 5, overwrite: true }), {
    body: 'x',
  })
  expect(wrong.ok).toBe(false)
  expect(upstream.guestFile(vm.name, '/srv/x')).toBeUndefined()
  const there = await send(
    cookie,
    'PUT',
    await prepare('/etc/hostname', { sizeBytes: 1, overwrite: false }),
    {
      body: 'x',
    },
  )
  expect([there.status, (await there.json()).data]).toMatchObject([409, { field: 'path' }])
})

test('where the way to the host is closed, the download says so', async () => {
  const { send, cookie, prepare, upstream, vm } = await served()
  upstream.closeHost(vm.host, 'port')
  const reply = await send(cookie, 'GET', await prepare('/etc/hostname'))
  expect(reply.status).toBe(503)
  expect((await reply.json()).data).toMatchObject({
    code: 'HOST_UNREACHABLE',
    message: expect.stringContaining(vm.host),
  })
})
