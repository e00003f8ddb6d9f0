import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import { type Channel, createChannel } from './node-send.ts'
import type { Trust } from './tls-trust.ts'

const read = (name: string) => readFileSync(new URL(`./testing/${name}`, import.meta.url), 'utf8')
const cert = read('test-cert.pem')
const fingerprint = new X509Certificate(cert).fingerprint256
const otherFingerprint = new X509Certificate(read('other-cert.pem')).fingerprint256

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function serve(listener: RequestListener, tls = true, host = '127.0.0.1'): Promise<string> {
  const server = tls ? createTlsServer({ cert, key: read('test-key.pem') }, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo
  return `${tls ? 'https' : 'http'}://${host}:${port}`
}

function channel(url: string, trust: Trust): Channel {
  const opened = createChannel(url, trust)
  cleanups.push(opened.close)
  return opened
}

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Fault)) throw new Error(`expected a fault, got ${String(error)}`)
  return error
}

test.each<[string, Trust]>([
  ['its own CA', { by: 'ca', pem: cert }],
  ['its pinned certificate', { by: 'sha256', fingerprint }],
  [
    'its pin in another spelling',
    { by: 'sha256', fingerprint: fingerprint.replaceAll(':', '').toLowerCase() },
  ],
  ['nothing at all', { by: 'nothing' }],
])('a system is reached when its certificate is checked against %s', async (_, trust) => {
  const url = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => response.end(`${request.method} ${request.headers.cookie} ${body}`))
  })
  const reply = await channel(url, trust).send(
    new Request(`${url}/x`, { method: 'POST', body: 'hello', headers: { cookie: 'a=b' } }),
  )
  expect(await reply.text()).toBe('POST a=b hello')
})

test('another certificate than the pinned one is refused before a byte is sent, and both are named', async () => {
  let requests = 0
  const url = await serve((_, response) => {
    requests += 1
    response.end()
  })
  const { send } = channel(url, { by: 'sha256', fingerprint: otherFingerprint })
  const fault = await faultOf(send(new Request(url)))
  expect(fault.info).toMatchObject({ kind: 'unavailable', code: 'TLS_FINGERPRINT_MISMATCH' })
  expect(fault.message).toContain(fingerprint)
  expect(fault.message).toContain(otherFingerprint)
  expect(requests).toBe(0)
})

test.each<[string, Trust]>([
  ['public roots', { by: 'public-roots' }],
  ['another CA', { by: 'ca', pem: read('other-cert.pem') }],
])('an untrusted certificate (%s) is named by its fingerprint', async (_, trust) => {
  const url = await serve((_, response) => response.end())
  const fault = await faultOf(channel(url, trust).send(new Request(url)))
  expect(fault.info.code).toBe('TLS_UNTRUSTED')
  expect(fault.message).toContain(fingerprint)
})

test('the name in the certificate counts as well', async () => {
  // The certificate names localhost and 127.0.0.1 only.
  const url = await serve((_, response) => response.end(), true, '127.0.0.2')
  const fault = await faultOf(channel(url, { by: 'ca', pem: cert }).send(new Request(url)))
  expect(fault.info.code).toBe('TLS_UNTRUSTED')
  expect(fault.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
})

test('only the configured origin is ever contacted', async () => {
  const url = await serve((_, response) => response.end(), false)
  const { send } = channel(url, { by: 'public-roots' })
  expect((await faultOf(send(new Request('http://127.0.0.1:1/')))).info.code).toBe('REDIRECTED')
})

test('redirects are followed within the origin only', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/near') response.writeHead(302, { location: '/here' }).end()
    else if (request.url === '/far') response.writeHead(302, { location: 'http://elsewhere.example/' }).end()
    else response.end('here')
  }, false)
  const { send } = channel(url, { by: 'public-roots' })
  expect(await (await send(new Request(`${url}/near`))).text()).toBe('here')
  expect((await faultOf(send(new Request(`${url}/far`)))).message).toContain('http://elsewhere.example')
})

test('a host where nobody listens is said to refuse', async () => {
  const url = await serve((_, response) => response.end(), false)
  await cleanups.shift()?.()
  const fault = await faultOf(channel(url, { by: 'public-roots' }).send(new Request(url)))
  expect(fault.info).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' })
  expect(fault.message).toBe(`${new URL(url).host} refuses connections.`)
})

test('an aborted request keeps the reason of its abort', async () => {
  const url = await serve(() => {}, false)
  const abort = new AbortController()
  const pending = channel(url, { by: 'public-roots' }).send(new Request(url, { signal: abort.signal }))
  abort.abort(new Error('no longer needed'))
  await expect(pending).rejects.toThrow('no longer needed')
})
