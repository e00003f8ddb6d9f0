import { expect, test } from 'vitest'
import { Fault } from '../../../../contract/fault.ts'
import { lineTo, stillClock } from '../test-line.ts'
import { exchange, openLine } from './line.ts'

const never = () => new Promise<never>(() => {})
const faultOf = (attempt: Promise<unknown>): Promise<unknown> => attempt.catch((error: unknown) => error)

test('the URL of a system may end as other tools want it', () => {
  const base = (url: string) =>
    openLine({ ...lineTo(() => new Response()), system: { id: 'a', name: 'a', kind: 'vcenter', url } }).base
  expect(base('https://vc/')).toBe('https://vc')
  expect(base('http://127.0.0.1:8989/sdk')).toBe('http://127.0.0.1:8989')
  expect(base('https://proxy/vc1/sdk/')).toBe('https://proxy/vc1')
})

test('takes no longer than allowed, even when nobody heeds the signal', async () => {
  let wake = () => {}
  const clock = {
    ...stillClock,
    sleep: () =>
      new Promise<void>((resolve) => {
        wake = resolve
      }),
  }
  const line = lineTo(() => new Response(), { clock })
  const attempt = faultOf(exchange(line, { signal: new AbortController().signal, timeoutMs: 30_000 }, never))
  wake()
  const fault = await attempt
  expect(fault).toBeInstanceOf(Fault)
  expect(fault).toMatchObject({ info: { kind: 'timeout', message: 'vc did not answer within 30 s.' } })
})

test('a limit on silence starts anew with each piece of the reply', async () => {
  let now = 0
  const naps: { ms: number; wake(): void }[] = []
  const clock = {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((resolve) => naps.push({ ms, wake: resolve })),
  }
  const pass = async (ms: number) => {
    now += ms
    naps.shift()?.wake()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const line = lineTo(() => new Response(), { clock })
  let piece = () => {}
  const { signal } = new AbortController()
  const attempt = faultOf(
    exchange(line, { signal, timeoutMs: 30_000, limits: 'silence' }, (_signal, heard) => {
      piece = heard
      return never()
    }),
  )
  now = 20_000
  piece()
  await pass(10_000)
  expect(naps.map(({ ms }) => ms)).toEqual([20_000])
  await pass(20_000)
  expect(naps).toEqual([])
  expect(await attempt).toMatchObject({ info: { kind: 'timeout' } })
})

test('a broken connection is unavailable and keeps its reasons', async () => {
  const line = lineTo(() => new Response())
  const broken = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 192.0.2.1:443') })
  const fault = await faultOf(
    exchange(line, { signal: new AbortController().signal }, () => Promise.reject(broken)),
  )
  expect(fault).toMatchObject({
    info: { kind: 'unavailable', system: 'vc', causes: ['connect ECONNREFUSED 192.0.2.1:443'] },
  })
})

test("the host's own fault passes, and so does the caller's abort", async () => {
  const line = lineTo(() => new Response())
  const pinned = new Fault({
    kind: 'unavailable',
    code: 'TLS_FINGERPRINT_MISMATCH',
    message: 'Another certificate.',
  })
  const { signal } = new AbortController()
  expect(await faultOf(exchange(line, { signal }, () => Promise.reject(pinned)))).toBe(pinned)
  const caller = new AbortController()
  const reason = new Error('left')
  const attempt = faultOf(exchange(line, { signal: caller.signal }, never))
  caller.abort(reason)
  expect(await attempt).toBe(reason)
})
