import { beforeEach, expect, test } from 'vitest'
import type { CloneOptions } from '../../contract/clone/options.ts'
import type { CloneOrder } from '../../contract/clone/order.ts'
import type { CloneFinding } from '../../contract/clone/plan.ts'
import { Fault } from '../../contract/fault.ts'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { Job } from '../../contract/job.ts'
import { FakeCloning } from '../testing/fake-cloning.ts'
import { type Browser, fakeBff } from '../testing/fake-host.ts'
import { vmRow } from '../testing/fake-hypervisor.ts'
import { settle } from '../testing/manual-clock.ts'

const gib = 1024 ** 3
const base = { system: 'one', health: 'ok' } as const
const rows: InventoryRow[] = [
  vmRow('src', { name: 'gold', folderId: 'f', datastoreIds: ['ds'] }),
  vmRow('v1', { name: 'web-1', folderId: 'f' }),
  { kind: 'folder', ...base, id: 'f', name: 'Prod', holds: 'vm', root: false },
  {
    kind: 'datastore',
    ...base,
    id: 'ds',
    name: 'ds',
    state: 'up',
    status: 'accessible',
    freeBytes: 100 * gib,
    capacityBytes: 400 * gib,
  },
]
const options: CloneOptions = {
  source: { id: 'src', kind: 'vm', name: 'gold', family: 'linux', cpus: 2, memoryBytes: gib },
  disks: [{ id: 'd', name: 'disk', capacityBytes: gib, datastoreId: 'ds', format: 'thick' }],
  nics: [],
  snapshots: [],
  ways: [{ way: 'task', title: 'Task', possible: true }],
  features: { folder: true, 'customize-linux': true },
  reach: [],
  customizationSpecs: [],
  storagePolicies: [],
  nameRule: { maxLength: 80, pattern: '.+', hint: '' },
  perSource: { atOnce: 8, why: '' },
  missing: [],
}
const run = '99999999-9999-4999-8999-999999999999'

function orderOf(names: string[], more: Partial<CloneOrder> = {}): CloneOrder {
  return {
    source: { vm: 'src' },
    template: false,
    copies: names.map((name) => ({ name })),
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...more,
  }
}
const intentsOf = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, index) => `00000000-0000-4000-8000-${String(index + from).padStart(12, '0')}`,
  )

let host: ReturnType<typeof fakeBff>
let cloning: FakeCloning
let ann: Browser

beforeEach(async () => {
  host = fakeBff()
  cloning = new FakeCloning(options)
  host.fake.rows = rows
  host.fake.cloning = cloning
  ann = host.browser()
  await ann.signIn()
})

function send(path: string, method: string, body: unknown): Promise<Response> {
  return ann.request(`/api/systems/one/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
const plan = async (order: CloneOrder) => (await send('clones/plan', 'POST', { order, copy: 0 })).json()
const pace = { atOnce: 8, staggerSeconds: 0 }
const start = (order: CloneOrder, more: object = {}) =>
  send('clones', 'POST', { order, run, intents: intentsOf(order.copies.length), pace, ...more })

/** The jobs as a page that opens now is told of them, by the name of the copy. */
async function jobs(browser = ann): Promise<Map<string, Job>> {
  const live = await browser.live()
  const told = (await live.drain()).flatMap((message) => (message.type === 'jobs' ? message.jobs : []))
  live.stop()
  return new Map(told.map((job) => [job.makes?.name ?? job.id, job]))
}
const statesOf = (all: Map<string, Job>) =>
  Object.fromEntries([...all].map(([name, { state }]) => [name, state]))

test('a plan is the adapter’s, with what the rules find and the space', async () => {
  const finding: CloneFinding = { level: 'error', step: 'review', message: 'No privilege.' }
  cloning.answer = { ...cloning.answer, findings: [finding] }
  const found = await plan(orderOf(['new', 'web-1']))
  expect(found).toMatchObject({
    way: 'task',
    why: 'It is a fake.',
    findings: [
      {
        level: 'error',
        step: 'copies',
        field: 'copies.1.name',
        message: 'A VM of this name is in folder Prod already.',
      },
      finding,
    ],
    space: [
      { datastoreId: 'ds', name: 'ds', freeBytes: 100 * gib, takesBytes: 2 * gib, atMostBytes: 2 * gib },
    ],
  })
})

test('what rules and adapter say alike is said once', async () => {
  const theirs: CloneFinding = {
    level: 'error',
    step: 'copies',
    field: 'copies.0.name',
    message: 'Duplicate.',
  }
  cloning.answer = { ...cloning.answer, findings: [theirs] }
  const { findings } = await plan(orderOf(['web-1']))
  expect(findings.map(({ message }: CloneFinding) => message)).toEqual([
    'A VM of this name is in folder Prod already.',
  ])
})

test('somebody who types does not have the options read with every key, but some seconds later', async () => {
  await plan(orderOf(['a']))
  await Promise.all([plan(orderOf(['ab'])), plan(orderOf(['abc']))])
  expect(cloning.optionsRead).toBe(1)
  await host.clock.advance(15_000)
  await plan(orderOf(['abcd']))
  expect(cloning.optionsRead).toBe(2)
  // Who asks for the options themselves gets fresh ones.
  await ann.request('/api/systems/one/vms/src/clone-options')
  expect(cloning.optionsRead).toBe(3)
})

test('options that could not be read are asked for again', async () => {
  cloning.down = new Fault({ kind: 'unavailable', message: 'Down.' })
  expect(await plan(orderOf(['a']))).toMatchObject({ data: { message: 'Down.' } })
  cloning.down = undefined
  expect(await plan(orderOf(['a']))).toMatchObject({ findings: [] })
})

test('an inventory that is still being read calls nothing gone', async () => {
  host.fake.slowRead = true
  const asked = plan(orderOf(['web-1']))
  await host.clock.advance(5000)
  expect((await asked).findings).toEqual([
    {
      level: 'warning',
      step: 'review',
      message: 'The inventory is still being read: names, places and space were not checked.',
    },
  ])
})

test('a plan of a copy that is not there is refused at its field', async () => {
  const reply = await send('clones/plan', 'POST', { order: orderOf(['a']), copy: 1 })
  expect(await reply.json()).toMatchObject({ data: { kind: 'invalid-input', field: 'copy' } })
})

test('a system that copies nothing says so', async () => {
  host.fake.cloning = undefined
  expect(await (await start(orderOf(['a']))).json()).toMatchObject({ data: { kind: 'unsupported' } })
})

test('an order with errors starts nothing and blames the field', async () => {
  const reply = await start(orderOf(['new', 'web-1', 'new']))
  expect(reply.status).toBe(422)
  expect(await reply.json()).toMatchObject({
    data: {
      kind: 'invalid-input',
      field: 'copies.1.name',
      message: 'A VM of this name is in folder Prod already.',
      causes: ['Copy 1 has this name already.'],
    },
  })
  expect(cloning.names).toEqual([])
  expect(await jobs()).toEqual(new Map())
})

test('copies are jobs of one run, sent so many at once, each alone', async () => {
  const reply = await start(orderOf(['a', 'b', 'c']), { pace: { atOnce: 2, staggerSeconds: 0 } })
  const answer = (await reply.json()) as { jobs: Job[] }
  expect(answer.jobs.map(({ makes, run: of, target }) => [makes?.name, of, target.name])).toEqual([
    ['a', run, 'gold'],
    ['b', run, 'gold'],
    ['c', run, 'gold'],
  ])
  await settle()
  expect(cloning.names).toEqual(['a', 'b'])
  expect(cloning.copy('a').order.copies).toEqual([{ name: 'a' }])
  expect((await jobs()).get('c')).toMatchObject({
    state: 'queued',
    step: 'Waits in Gantry for its turn.',
    cancel: true,
  })
  cloning.copy('a').end({ state: 'done', makes: { kind: 'vm', name: 'a', id: 'new' } })
  await settle()
  expect(cloning.names).toEqual(['a', 'b', 'c'])
  expect((await jobs()).get('a')).toMatchObject({ state: 'done', makes: { id: 'new' } })
})

test('one that fails keeps its fault and what it left; the others go on', async () => {
  await start(orderOf(['a', 'b', 'c']), { pace: { atOnce: 1, staggerSeconds: 0 } })
  await settle()
  const fault = { kind: 'conflict' as const, message: 'Taken.', field: 'copies.0.name' }
  cloning.copy('a').end({ state: 'failed', fault, left: [{ kind: 'vm', name: 'a', what: 'Half a VM.' }] })
  await settle()
  cloning.copy('b').refuse(new Fault({ kind: 'forbidden', message: 'No.' }))
  await settle()
  cloning.copy('c').end({ state: 'done' })
  await settle()
  const all = await jobs()
  expect(statesOf(all)).toEqual({ a: 'failed', b: 'failed', c: 'done' })
  expect(all.get('a')).toMatchObject({ fault: { field: 'copies.0.name' }, left: [{ name: 'a' }] })
  expect(all.get('b')?.fault?.message).toBe('No.')
})

test('the pace holds copies back, pauses and resumes them', async () => {
  await start(orderOf(['a', 'b']), { pace: { atOnce: 8, staggerSeconds: 60 } })
  await settle()
  expect(cloning.names).toEqual(['a'])
  expect(await (await send('clones/pace', 'PUT', { pace: { ...pace, paused: true } })).json()).toMatchObject({
    paused: true,
  })
  await host.clock.advance(120_000)
  expect(cloning.names).toEqual(['a'])
  await send('clones/pace', 'PUT', { pace })
  await settle()
  expect(cloning.names).toEqual(['a', 'b'])
})

test('copies of one source queue in Gantry where the system would only make them wait', async () => {
  cloning.perSource = 1
  await start(orderOf(['a', 'b']))
  await settle()
  expect(cloning.names).toEqual(['a'])
})

test('a copy that waits can be cancelled, and is never sent', async () => {
  await start(orderOf(['a', 'b', 'c']), { pace: { atOnce: 1, staggerSeconds: 0 } })
  await settle()
  expect((await send(`jobs/${intentsOf(3)[1]}/cancel`, 'POST', {})).status).toBe(200)
  await settle()
  cloning.copy('a').end({ state: 'done' })
  await settle()
  expect(cloning.names).toEqual(['a', 'c'])
  expect(statesOf(await jobs())).toMatchObject({ a: 'done', b: 'cancelled', c: 'queued' })
})

test('the same intents again are the same jobs, although their names are taken by now', async () => {
  await start(orderOf(['a', 'b']))
  await settle()
  cloning.copy('a').end({ state: 'done' })
  host.fake.change([vmRow('new', { name: 'a', folderId: 'f' })])
  await settle()
  const again = (await (await start(orderOf(['a', 'b']))).json()) as { jobs: Job[] }
  expect(again.jobs.map(({ state }) => state)).toEqual(['done', 'queued'])
  expect(cloning.names).toEqual(['a', 'b'])
  // A new copy among them is checked, at its own index.
  const more = await start(orderOf(['a', 'b', 'web-1']))
  expect(await more.json()).toMatchObject({ data: { field: 'copies.2.name' } })
})

test('every copy needs an intent of its own', async () => {
  const [one = ''] = intentsOf(1)
  for (const intents of [[one], [one, one]])
    expect((await start(orderOf(['a', 'b']), { intents })).status).toBe(422)
  expect(cloning.names).toEqual([])
})

test('a name that a waiting copy will have is a warning', async () => {
  await start(orderOf(['a']))
  expect((await plan(orderOf(['a']))).findings).toMatchObject([
    { level: 'warning', field: 'copies.0.name', message: 'A copy of this name is being made now.' },
  ])
})

test('jobs and the live stream hold no secret of the customization', async () => {
  const customization = {
    kind: 'linux' as const,
    domain: 'example.test',
    password: 'hush-hush',
    script: 'echo hush-hush',
    adapters: [],
  }
  const reply = await start(orderOf(['a', 'b'], { customization }), {
    pace: { atOnce: 1, staggerSeconds: 0 },
  })
  expect(await reply.text()).not.toContain('hush')
  await settle()
  expect(cloning.copy('a').order.customization).toEqual(customization)
  cloning.copy('a').end({ state: 'done' })
  await settle()
  expect(JSON.stringify([...(await jobs())])).not.toContain('hush')
})

test.each([
  [
    'signs out',
    () => ann.request('/api/systems/one/session', { method: 'DELETE' }),
    /^You signed out before/,
  ],
  [
    'is signed out by the system',
    () => {
      const fault = new Fault({ kind: 'auth', message: 'Not authenticated.' })
      cloning.copy('a').refuse(fault)
    },
    /^The session ended before/,
  ],
])(
  'copies that wait when the admin %s have failed with the reason, told at the next sign-in',
  async (_, how, reason) => {
    await start(orderOf(['a', 'b', 'c']), { pace: { atOnce: 1, staggerSeconds: 600 } })
    await settle()
    await how()
    await settle()
    expect(cloning.names).toEqual(['a'])
    cloning.copy('a').end({ state: 'done' })
    await settle()
    // Long after the last page has gone.
    await host.clock.advance(3_600_000)
    const later = host.browser()
    await later.signIn()
    await settle()
    const all = await jobs(later)
    expect([...all.keys()].sort()).toEqual(['a', 'b', 'c'])
    for (const name of ['b', 'c'])
      expect(all.get(name)).toMatchObject({
        state: 'failed',
        fault: {
          kind: 'auth',
          message: expect.stringMatching(reason),
          advice: 'Sign in again and start it again.',
        },
      })
  },
)

test('another account of the same system does not see them', async () => {
  await start(orderOf(['a']))
  const bob = host.browser()
  await bob.signIn('one', 'right', 'bob')
  await settle()
  expect(await jobs(bob)).toEqual(new Map())
})
