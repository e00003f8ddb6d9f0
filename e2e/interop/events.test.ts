import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventSource } from '../../src/bff/hypervisors/event-port.ts'
import type { Connection } from '../../src/bff/hypervisors/port.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { createVcenter } from '../../src/bff/hypervisors/vcenter/vcenter.ts'
import type { LogEvent } from '../../src/contract/events/event.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

/** The log of a vCenter that is not ours: what `govc` does and posts is told once, live, and stands in history. */

let vcsim: Vcsim
let connection: Connection
let log: EventSource
const following = new AbortController()
const told: LogEvent[] = []
const lost: number[] = []
const { signal } = new AbortController()

beforeAll(async () => {
  vcsim = await startVcsim(20)
  const hypervisor = createVcenter({
    system: { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url },
    send: (request) => fetch(request),
    clock: realClock,
    log: silentLog,
  })
  connection = hypervisor.connect(await hypervisor.signIn(account, signal))
  if (connection.events === undefined) throw new Error('no log')
  log = connection.events
})

afterAll(async () => {
  following.abort()
  await vcsim.stop()
})

async function history(limit: number): Promise<LogEvent[]> {
  const all: LogEvent[] = []
  let page = await log.older({}, undefined, limit, signal)
  for (;;) {
    all.push(...page.events)
    if (page.next === undefined) return all
    page = await log.older({}, page.next, limit, signal)
  }
}

test('events of govc are told live, each once, and stand in history', async () => {
  const [newest] = (await log.older({}, undefined, 10, signal)).events
  const sink = {
    put: (events: LogEvent[]) => void told.push(...events),
    lost: (since: number) => void lost.push(since),
  }
  void log.follow(newest?.id, sink, following.signal)
  const [vm = ''] = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const name = vm.split('/').at(-1) ?? ''
  for (const power of ['-off', '-on', '-off']) await vcsim.govc('vm.power', power, vm)
  await vcsim.govc('vm.change', '-vm', vm, '-annotation', 'by govc')
  const types = () => told.map(({ type }) => type).filter((type) => type.startsWith('Vm'))
  await expect
    .poll(types, { timeout: 15_000 })
    .toEqual(expect.arrayContaining(['VmPoweredOffEvent', 'VmPoweredOnEvent', 'VmReconfiguredEvent']))
  expect(types().filter((type) => type === 'VmPoweredOffEvent')).toHaveLength(2)
  const off = told.find(({ type }) => type === 'VmPoweredOffEvent')
  expect(off).toMatchObject({ system: 'vcsim', severity: 'info' })
  expect(off?.objects[0]).toMatchObject({ kind: 'vm', name })
  expect(off?.message).toContain('powered off')
  await vcsim.govc('vm.power', '-on', vm)
  await expect.poll(() => types().at(-1), { timeout: 15_000 }).toBe('VmPoweredOnEvent')
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
  const all = await history(7)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  const since = all.filter(({ order }) => order > (newest?.order ?? 0)).reverse()
  // Sessions of govc go on signing in and out.
  expect(told.map(({ id }) => id)).toEqual(since.slice(0, told.length).map(({ id }) => id))
  expect((await history(500)).length).toBeGreaterThanOrEqual(all.length)
  expect(lost).toEqual([])
})

test('more than a page at once is told whole', async () => {
  const [first = '', ...others] = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const before = (await log.older({}, undefined, 1, signal)).events[0]?.order ?? 0
  const paths = [first, ...others].slice(0, 30)
  // vcsim sends a page for each event, however many come at once.
  for (const power of ['-off', '-on']) await vcsim.govc('vm.power', power, '-force', ...paths).catch(() => '')
  const newest = (await log.older({}, undefined, 1, signal)).events[0]
  await expect
    .poll(() => told.at(-1)?.order ?? 0, { timeout: 40_000 })
    .toBeGreaterThanOrEqual(newest?.order ?? 0)
  const expected = (await history(1_000)).filter(
    ({ order }) => order > before && order <= (newest?.order ?? 0),
  )
  expect(expected.length).toBeGreaterThan(60)
  const heard = told.filter(({ order }) => order > before && order <= (newest?.order ?? 0))
  expect(heard.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).reverse())
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
})

test('history is filtered by object, type and time', async () => {
  const vm = told.find(({ type }) => type === 'VmReconfiguredEvent')?.objects[0]
  const own = await log.older({ objects: [`vcsim/${vm?.id}`] }, undefined, 1_000, signal)
  expect(own.pushedDown).toEqual(['object'])
  expect(own.events.length).toBeGreaterThan(3)
  expect(own.events.every(({ objects }) => objects.some(({ id }) => id === vm?.id))).toBe(true)
  const changed = await log.older({ types: ['VmReconfiguredEvent'] }, undefined, 1_000, signal)
  expect(changed.events.map(({ type }) => type)).toEqual(['VmReconfiguredEvent'])
  const at = changed.events[0]?.at ?? 0
  const around = await log.older({ from: at, until: at + 1 }, undefined, 1_000, signal)
  expect(around.events.map(({ type }) => type)).toContain('VmReconfiguredEvent')
  expect(around.events.every((event) => event.at === at)).toBe(true)
  expect((await log.types(signal)).length).toBeGreaterThan(20)
})

test('entries that somebody posts keep their own severity', async () => {
  const vm = told.find(({ type }) => type === 'VmReconfiguredEvent')?.objects[0]
  await post(
    `<eventToPost xsi:type="EventEx"><key>0</key><chainId>0</chainId><createdTime>2026-01-01T00:00:00Z</createdTime>` +
      `<userName></userName><fullFormattedMessage>The backup of ${vm?.name} is late.</fullFormattedMessage>` +
      `<eventTypeId>com.example.backup.late</eventTypeId><severity>warning</severity><objectId>${vm?.id}</objectId>` +
      `<objectType>VirtualMachine</objectType><objectName>${vm?.name}</objectName></eventToPost>`,
  )
  const found = () => told.find(({ type }) => type === 'com.example.backup.late')
  await expect.poll(found, { timeout: 15_000 }).toMatchObject({ severity: 'warning', objects: [vm] })
})

/** Posts an event as another client. */
async function post(event: string): Promise<void> {
  const ask = (body: string, cookie = '') =>
    fetch(`${vcsim.url}/sdk`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', soapaction: 'urn:vim25/8.0.2.0', cookie },
      body:
        `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
        `<Body>${body}</Body></Envelope>`,
    })
  const login = await ask(
    `<Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this>` +
      `<userName>${account.userName}</userName><password>${account.password}</password></Login>`,
  )
  const [cookie = ''] = login.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  const reply = await ask(
    `<PostEvent xmlns="urn:vim25"><_this type="EventManager">EventManager</_this>${event}</PostEvent>`,
    cookie,
  )
  expect(reply.status, await reply.text()).toBe(200)
}
