import { expect, test } from 'vitest'
import { createVcenterSimulator } from '../vcenter-simulator.ts'
import { JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

const authorization = `Basic ${btoa('admin@gantry.example:gantry-demo')}`

test('signs in and out in both grains', async () => {
  const json = new JsonClient(smallVcenter())
  const created = await json.send('POST', '/api/session', { headers: { authorization } })
  expect(created.status).toBe(201)
  expect(created.text).toMatch(/^"[0-9a-f]{32}"$/)
  const legacy = await json.send('POST', '/rest/com/vmware/cis/session', { headers: { authorization } })
  expect(legacy.status).toBe(200)
  expect(legacy.json).toEqual({ value: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(legacy.headers.getSetCookie()[0]).toMatch(/^vmware-api-session-id=.*Path=\/rest/)
  const quiet = await json.send('POST', '/rest/com/vmware/cis/session', {
    headers: { authorization, 'vmware-use-header-authn': 'true' },
  })
  expect(quiet.headers.getSetCookie()).toEqual([])
  json.token = created.json
  expect((await json.send('GET', '/api/session')).json).toMatchObject({ user: 'GANTRY\\admin' })
  expect((await json.send('DELETE', '/api/session')).status).toBe(204)
  const dead = await json.send('GET', '/api/vcenter/host')
  expect(dead.status).toBe(401)
  expect(dead.json).toMatchObject({
    error_type: 'UNAUTHENTICATED',
    messages: [{ default_message: expect.any(String) }],
  })
})

test('refuses a wrong password', async () => {
  const json = new JsonClient(smallVcenter())
  const reply = await json.send('POST', '/api/session', {
    headers: { authorization: `Basic ${btoa('admin@gantry.example:wrong')}` },
  })
  expect(reply.status).toBe(401)
  const legacy = await json.send('POST', '/rest/com/vmware/cis/session')
  expect(legacy.json).toMatchObject({
    type: 'com.vmware.vapi.std.errors.unauthenticated',
    value: { error_type: 'UNAUTHENTICATED' },
  })
})

test('an unknown URL is another 404 than a missing object', async () => {
  const json = await new JsonClient(smallVcenter()).restLogin()
  const url = await json.send('GET', '/api/vcenter/spaceship')
  expect([url.status, url.json.messages?.[0]?.id]).toEqual([404, 'com.vmware.vapi.rest.httpNotFound'])
  const vm = await json.send('GET', '/api/vcenter/vm/vm-0')
  expect(vm.status).toBe(404)
  expect(vm.json).toMatchObject({
    error_type: 'NOT_FOUND',
    messages: [{ id: 'com.vmware.api.vcenter.vm.not_found' }],
  })
})

test('lists in both grains, filtered', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).restLogin()
  const vms = (await json.send('GET', '/api/vcenter/vm')).json
  // Templates are no virtual machines here.
  expect(vms).toHaveLength(120)
  expect(vms[0]).toEqual({
    vm: expect.stringMatching(/^vm-\d+$/),
    name: expect.any(String),
    power_state: expect.stringMatching(/^(POWERED_ON|POWERED_OFF|SUSPENDED)$/),
    cpu_count: expect.any(Number),
    memory_size_MiB: expect.any(Number),
  })
  const name = String(vms[0]?.name)
  const legacy = await json.send('GET', `/rest/vcenter/vm?filter.names.1=${name}`)
  expect(legacy.json).toEqual({ value: [vms[0]] })
  const on = (await json.send('GET', '/api/vcenter/vm?power_states=POWERED_ON&names=x')).json
  expect(on).toEqual([])
  const cluster = (await json.send('GET', '/api/vcenter/cluster')).json[0]
  expect(cluster).toMatchObject({ ha_enabled: true, drs_enabled: true })
  const hosts = (await json.send('GET', `/api/vcenter/host?clusters=${cluster?.cluster}`)).json
  expect(hosts.length).toBeGreaterThan(1)
  expect(hosts[0]).toMatchObject({ connection_state: 'CONNECTED', power_state: 'POWERED_ON' })
  for (const kind of ['datacenter', 'folder', 'datastore', 'network', 'resource-pool', 'storage/policies']) {
    expect((await json.send('GET', `/api/vcenter/${kind}`)).json.length, kind).toBeGreaterThan(0)
  }
  expect((await json.send('GET', '/api/vcenter/guest/customization-specs')).json[0]).toMatchObject({
    OS_type: 'LINUX',
  })
})

test('more than the cap is an error, not a shorter list', async () => {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: '1',
    estate: 'max',
    startAt: 0,
    version: '8.0.3',
  })
  const json = await new JsonClient(simulator).restLogin()
  const reply = await json.send('GET', '/api/vcenter/vm')
  expect(reply.status).toBe(500)
  expect(reply.json).toMatchObject({
    error_type: 'UNABLE_TO_ALLOCATE_RESOURCE',
    messages: [
      { default_message: 'Too many virtual machines. Add more filter criteria to reduce the number.' },
    ],
  })
  expect((await json.send('GET', '/rest/vcenter/vm')).status).toBe(400)
  const host = (await json.send('GET', '/api/vcenter/host')).json[0]
  expect((await json.send('GET', `/api/vcenter/vm?hosts=${host?.host}`)).json.length).toBeGreaterThan(10)
})

test('switches power in both grains', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).restLogin()
  const vm = simulator.upstream.vms().find((candidate) => candidate.power === 'off')
  const started = await json.settle('POST', `/api/vcenter/vm/${vm?.id}/power?action=start`)
  expect([started.status, started.text]).toEqual([204, ''])
  expect((await json.send('GET', `/api/vcenter/vm/${vm?.id}/power`)).json).toEqual({ state: 'POWERED_ON' })
  const again = await json.send('POST', `/api/vcenter/vm/${vm?.id}/power?action=start`)
  expect([again.status, again.json.error_type]).toEqual([400, 'ALREADY_IN_DESIRED_STATE'])
  expect((await json.settle('POST', `/rest/vcenter/vm/${vm?.id}/power/stop`)).status).toBe(200)
  const reset = await json.settle('POST', `/rest/vcenter/vm/${vm?.id}/power/reset`)
  expect(reset.json).toMatchObject({ type: 'com.vmware.vapi.std.errors.not_allowed_in_current_state' })
  const detail = (await json.send('GET', `/api/vcenter/vm/${vm?.id}`)).json
  expect(detail).toMatchObject({
    name: vm?.name,
    power_state: 'POWERED_OFF',
    disks: { 2000: { label: 'Hard disk 1' } },
  })
  const legacy = (await json.send('GET', `/rest/vcenter/vm/${vm?.id}`)).json
  expect(legacy.value?.disks?.[0]).toMatchObject({ key: '2000', value: { label: 'Hard disk 1' } })
})

test('says hello from 8.0U2 on', async () => {
  const body = { api_releases: ['9.0.0.0', '8.0.3.0', '8.0.2.0'] }
  const hello = (version: '8.0.3' | '7.0.3', wanted: object) =>
    new JsonClient(smallVcenter(version)).send('POST', '/api/vcenter/system?action=hello', { body: wanted })
  expect((await hello('8.0.3', body)).json).toEqual({ api_release: '8.0.3.0' })
  expect((await hello('8.0.3', { api_releases: ['9.0.0.0'] })).json).toEqual({ api_release: '' })
  const old = await hello('7.0.3', body)
  expect([old.status, old.json.messages?.[0]?.id]).toEqual([404, 'com.vmware.vapi.rest.httpNotFound'])
})

test('tags in both grains', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).restLogin()
  const ids = (await json.send('GET', '/api/cis/tagging/tag')).json
  const tag = (await json.send('GET', `/api/cis/tagging/tag/${ids[0]}`)).json
  expect(tag).toMatchObject({ id: ids[0], name: 'production' })
  const category = (await json.send('GET', `/rest/com/vmware/cis/tagging/category/id:${tag.category_id}`))
    .json
  expect(category.value).toMatchObject({ name: 'Environment', cardinality: 'SINGLE' })
  const object_ids = simulator.upstream.vms().map((vm) => ({ type: 'VirtualMachine', id: vm.id }))
  const attached = (
    await json.send('POST', '/api/cis/tagging/tag-association?action=list-attached-tags-on-objects', {
      body: { object_ids },
    })
  ).json
  expect(attached.length).toBeGreaterThan(50)
  expect(attached[0]).toEqual({
    object_id: { type: 'VirtualMachine', id: expect.any(String) },
    tag_ids: expect.any(Array),
  })
  const legacy = await json.send(
    'POST',
    '/rest/com/vmware/cis/tagging/tag-association?~action=list-attached-tags-on-objects',
    { body: { object_ids } },
  )
  expect(legacy.json.value).toEqual(attached satisfies Loose)
})
