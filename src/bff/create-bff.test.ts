import { expect, test } from 'vitest'
import { Fault } from '../contract/fault.ts'
import { systemStateSchema } from '../contract/system.ts'
import { fakeBff } from './testing/fake-host.ts'
import { vmRow } from './testing/fake-hypervisor.ts'

test('a refused password is a fault at the field, in the words of the system', async () => {
  const { browser } = fakeBff()
  const reply = await browser().signIn('one', 'wrong')
  expect(reply.status).toBe(401)
  expect(await reply.json()).toEqual({
    defined: true,
    code: 'FAULT',
    status: 401,
    message: 'Wrong, says the fake.',
    data: { kind: 'auth', message: 'Wrong, says the fake.', field: 'password', system: 'one' },
  })
})

test('a sign-in fills the jar with tokens only, and answers with the state', async () => {
  const { browser } = fakeBff()
  const ann = browser()
  const reply = await ann.signIn()
  expect(reply.status).toBe(200)
  const state = systemStateSchema.parse(await reply.json())
  expect(state.session).toEqual({ state: 'signed-in', userName: 'ann' })
  expect(state.info?.version).toBe('1.0')
  expect(ann.jar.get('one')).toEqual({ userName: 'ann', tokens: { t: 'ann-1' } })
})

test('a second sign-in ends the first session upstream', async () => {
  const { fake, browser, clock } = fakeBff()
  const ann = browser()
  await ann.signIn()
  await ann.signIn()
  await clock.advance(0)
  expect(fake.signedOut).toEqual(['ann-1'])
})

test('missing input names its field', async () => {
  const { browser } = fakeBff()
  const reply = await browser().signIn('one', '')
  expect(reply.status).toBe(422)
  const { data } = await reply.json()
  expect(data).toEqual({ kind: 'invalid-input', message: 'Enter a password.', field: 'password' })
})

test('every VM comes with the names of what it refers to; systems without a session say so', async () => {
  const { fakes, fake, browser } = fakeBff(2)
  fake.rows = [
    vmRow('a', { hostId: 'h', clusterId: 'gone' }),
    { kind: 'host', system: 'one', id: 'h', name: 'esx1', health: 'ok', state: 'up', status: 'connected' },
  ]
  expect(fakes.size).toBe(2)
  const ann = browser()
  await ann.signIn()
  const reply = await (await ann.request('/api/vms')).json()
  expect(reply.vms).toEqual([{ ...vmRow('a', { hostId: 'h', clusterId: 'gone' }), hostName: 'esx1' }])
  expect(reply.systems).toMatchObject([
    { id: 'one', session: { state: 'signed-in' }, sync: { phase: 'live', objects: 2 } },
    { id: 'two', session: { state: 'signed-out' }, sync: { phase: 'idle' } },
  ])
  const objects = await (await ann.request('/api/objects')).json()
  expect(objects.objects).toHaveLength(2)
})

test('a list does not wait for a system whose first read fails', async () => {
  const { fake, browser } = fakeBff()
  const ann = browser()
  await ann.signIn()
  fake.down = new Fault({ kind: 'unavailable', message: 'Nobody listens.' })
  const reply = await (await ann.request('/api/vms')).json()
  expect(reply.vms).toEqual([])
  expect(reply.systems[0].sync).toMatchObject({ phase: 'failed', fault: { message: 'Nobody listens.' } })
})

test('a list waits for a slow first read, but not for ever', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.slowRead = true
  fake.rows = [vmRow('a')]
  const ann = browser()
  await ann.signIn()
  const listing = ann.request('/api/vms')
  await clock.advance(25_000)
  const reply = await (await listing).json()
  expect(reply.vms).toHaveLength(1)
  expect(reply.systems[0].sync.phase).toBe('loading')
})

test('one object needs a session, and a dead one becomes known at once', async () => {
  const { fake, browser } = fakeBff()
  fake.rows = [vmRow('a')]
  const ann = browser()
  expect((await ann.request('/api/systems/one/vms/a')).status).toBe(401)
  await ann.signIn()
  expect((await (await ann.request('/api/systems/one/vms/a')).json()).vm.id).toBe('a')
  expect((await ann.request('/api/systems/one/vms/b')).status).toBe(404)
  fake.live.clear()
  const refused = await ann.request('/api/systems/one/vms/a')
  expect(refused.status).toBe(401)
  expect(ann.jar.get('one')).toEqual({ userName: 'ann', tokens: {} })
  const { data } = await (await ann.request('/api/systems/one/vms/a')).json()
  expect(data).toMatchObject({ kind: 'auth', code: 'SESSION_EXPIRED', system: 'one' })
})

test('a dead session never sees what a living one of the same account reads', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a')]
  const [ann, old] = [browser(), browser()]
  await ann.signIn()
  await old.signIn()
  fake.live.delete('ann-2')
  await (await ann.live()).drain()
  await clock.advance(61_000)
  const reply = await (await old.request('/api/vms')).json()
  expect(reply.vms).toEqual([])
  expect(reply.systems[0].session.state).toBe('expired')
})

test('an unknown system and an unknown path are named', async () => {
  const { browser } = fakeBff()
  expect(await (await browser().request('/api/systems/nope/vms/a')).json()).toMatchObject({
    status: 404,
    data: { message: 'There is no system named nope.' },
  })
  expect((await browser().request('/api/nope')).status).toBe(404)
})

test('what Gantry did not expect shows only the request id', async () => {
  const { fake, browser } = fakeBff()
  const ann = browser()
  await ann.signIn()
  // A bug: something that is no fault.
  fake.connect = () => {
    throw new TypeError('secret inner detail')
  }
  const reply = await ann.request('/api/systems/one/vms/a')
  expect(reply.status).toBe(500)
  const text = await reply.text()
  expect(text).not.toContain('secret')
  expect(JSON.parse(text).data).toEqual({ requestId: 'r2' })
})

test('the OpenAPI document names every endpoint and the shape of errors', async () => {
  const { browser } = fakeBff()
  const reply = await browser().request('/api/openapi.json')
  const document = await reply.json()
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/demo',
    '/api/live',
    '/api/objects',
    '/api/openapi.json',
    '/api/systems',
    '/api/systems/{system}/clones',
    '/api/systems/{system}/clones/pace',
    '/api/systems/{system}/clones/plan',
    '/api/systems/{system}/events/counts',
    '/api/systems/{system}/events/page',
    '/api/systems/{system}/events/types',
    '/api/systems/{system}/guest/preflight',
    '/api/systems/{system}/guest/runs/forget',
    '/api/systems/{system}/guest/runs/{id}/terminate',
    '/api/systems/{system}/guest/runs/{id}/{stream}',
    '/api/systems/{system}/jobs/{job}/cancel',
    '/api/systems/{system}/jobs/{job}/steps',
    '/api/systems/{system}/objects/{kind}/{id}',
    '/api/systems/{system}/session',
    '/api/systems/{system}/vms/{vm}',
    '/api/systems/{system}/vms/{vm}/actions',
    '/api/systems/{system}/vms/{vm}/actions/preview',
    '/api/systems/{system}/vms/{vm}/clone-options',
    '/api/systems/{system}/vms/{vm}/console',
    '/api/systems/{system}/vms/{vm}/guest/environment',
    '/api/systems/{system}/vms/{vm}/guest/files',
    '/api/systems/{system}/vms/{vm}/guest/files/remove',
    '/api/systems/{system}/vms/{vm}/guest/processes',
    '/api/systems/{system}/vms/{vm}/guest/processes/{pid}/terminate',
    '/api/systems/{system}/vms/{vm}/guest/runs',
    '/api/systems/{system}/vms/{vm}/guest/runs/{id}/resume',
    '/api/systems/{system}/vms/{vm}/guest/transfers',
    '/api/systems/{system}/vms/{vm}/iso-files',
    '/api/transfers/{id}',
    '/api/vms',
    '/healthz',
  ])
  expect(document.paths['/api/systems/{system}/session'].post.responses.default).toEqual({
    $ref: '#/components/responses/Error',
  })
  expect(document.components.schemas.Error.required).toContain('code')
  const refs = [...JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)]
  for (const [, group, name] of refs) {
    expect(document.components[group ?? '']?.[name ?? ''], `${group}/${name}`).toBeDefined()
  }
})
