import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBff } from '../../src/bff/create-bff.ts'
import type { Bff } from '../../src/bff/host.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { EventStream } from '../../src/bff/testing/event-stream.ts'
import { Browser } from '../../src/bff/testing/fake-host.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

/** What `govc` does in a vCenter that is not ours is told by Gantry's live stream: once, over broken lines and a restart. */

let vcsim: Vcsim
let bff: Bff
let browser: Browser
/** Requests are refused as if nobody listened. */
let cut = false

beforeAll(async () => {
  vcsim = await startVcsim(20)
  const config = { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url } as const
  const send = (request: Request) =>
    cut ? Promise.reject(new TypeError('connection refused')) : fetch(request)
  bff = createBff({ systems: [{ config, send, warnings: [] }], clock: realClock, log: silentLog })
  browser = new Browser(bff)
  await browser.signIn('vcsim', account.password, account.userName)
})

afterAll(async () => {
  await bff.close()
  await vcsim.stop()
})

async function open(place = ''): Promise<EventStream> {
  const { body } = await browser.request(`/api/live?events=${place}`)
  if (body === null) throw new Error('no stream')
  const stream = new EventStream(body)
  await stream.until(() => stream.last !== undefined, 'first message')
  return stream
}

/** Types of what was told of a VM. */
const typesOf = ({ order, events }: EventStream, vm: string) =>
  order.flatMap((id) => {
    const event = events.get(id)
    return event?.objects.some(({ name }) => name === vm) === true ? [event.type] : []
  })

const powered = (types: readonly string[]) => types.filter((type) => /^VmPowered/.test(type))

test('events of govc appear once each, live', async () => {
  const paths = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const [first = '', second = ''] = paths
  const [one = '', two = ''] = [first, second].map((path) => path.split('/').at(-1) ?? '')
  const stream = await open()
  expect(stream.last).toMatchObject({ full: true, gaps: [] })
  expect(stream.last).not.toHaveProperty('fault')
  const before = powered(typesOf(stream, one)).length
  for (const power of ['-off', '-on', '-off']) await vcsim.govc('vm.power', power, first)
  await stream.until(() => powered(typesOf(stream, one)).length >= before + 3, 'three changes of power')
  expect(powered(typesOf(stream, one)).slice(before)).toEqual([
    'VmPoweredOffEvent',
    'VmPoweredOnEvent',
    'VmPoweredOffEvent',
  ])

  cut = true
  await stream.until(() => stream.last?.fault !== undefined, 'the broken line')
  await vcsim.govc('vm.power', '-on', first)
  cut = false
  await stream.until(() => powered(typesOf(stream, one)).length >= before + 4, 'what happened meanwhile')
  expect(stream.last).not.toHaveProperty('fault')

  const { place } = stream
  stream.stop()
  await vcsim.govc('vm.power', '-off', second)
  const next = await open(place)
  await next.until(() => powered(typesOf(next, two)).length > 0, 'what another stream is told')
  expect(next.fulls).toBe(0)
  expect(next.order.filter((id) => stream.events.has(id))).toEqual([])
  expect([...stream.doubles, ...next.doubles]).toEqual([])
  next.stop()
})

test('after a restart, when its keys begin anew, the log is followed again', async () => {
  const stream = await open()
  await vcsim.restart()
  await expect
    .poll(async () => (await (await browser.request('/api/systems')).json()).systems[0].session.state, {
      timeout: 60_000,
    })
    .toBe('expired')
  stream.stop()
  await browser.signIn('vcsim', account.password, account.userName)
  const again = await open()
  const [path = ''] = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const name = path.split('/').at(-1) ?? ''
  const before = powered(typesOf(again, name)).length
  await vcsim.govc('vm.power', '-off', path)
  await again.until(() => powered(typesOf(again, name)).length > before, 'the change of power')
  expect(again.doubles).toEqual([])
  again.stop()
})
