import { describe, expect, test } from 'vitest'
import { all, asAdmin, openWire } from './wire-test.ts'

const q = encodeURIComponent

/** A wire, and a VM in a state of which the test needs one. */
async function v4(status: string) {
  const wire = openWire('4.5')
  const { vm: vms } = await wire.json(`/vms?search=${q(`status=${status.replaceAll('_', '')} sortby name`)}`)
  const movable = (one: { placement_policy: { affinity: string } }) =>
    one.placement_policy.affinity === 'migratable'
  const vm = vms.find(movable)
  const path = `/vms/${vm.id}`
  const statusNow = async () => (await wire.json(path)).status
  const codesSince = async (index: string) =>
    ((await wire.json(`/events?from=${index}&search=${q(`_event_vm_id=${vm.id}`)}`)).event ?? [])
      .map((event: { code: string }) => event.code)
      .reverse()
  const newest = async () => (await wire.json('/events?max=1')).event[0].index
  return { ...wire, vm, path, statusNow, codesSince, newest }
}

describe('v4 actions', () => {
  test('start goes through launching and booting; the agent reports later, without an event', async () => {
    const { post, json, simulator, path, vm, statusNow, newest, codesSince } = await v4('down')
    const since = await newest()
    const reply = await post(`${path}/start`, '{}', { 'correlation-id': 'ui-42' })
    expect(reply.status).toBe(200)
    const body = JSON.parse(reply.text)
    expect(body).toEqual({
      job: { id: expect.any(String), href: expect.stringContaining('/ovirt-engine/api/jobs/') },
      status: 'complete',
    })
    expect(await statusNow()).toBe('wait_for_launch')
    expect(await json(`/jobs/${body.job.id}`)).toMatchObject({ status: 'started' })
    simulator.advance(2_500)
    expect(await statusNow()).toBe('powering_up')
    simulator.advance(16_000)
    expect(await statusNow()).toBe('up')
    expect(await json(path)).toMatchObject({
      host: { id: expect.any(String) },
      start_time: expect.any(Number),
    })
    expect(await codesSince(since)).toEqual(['153', '32'])
    expect(await json(`/jobs/${body.job.id}`)).toMatchObject({ status: 'finished' })
    const { event } = await json('/events?search=correlation_id%3Dui-42')
    expect(event[0]).toMatchObject({ code: '32', vm: { id: vm.id }, user: { name: 'admin@gantry.example' } })
    simulator.advance(16_000)
    const devices = await json(`${path}/reporteddevices`)
    const known = (await json(path)).fqdn !== undefined
    expect(devices.reported_device !== undefined).toBe(known)
    simulator.advance(11 * 60_000)
    expect((await json('/jobs')).job ?? []).not.toContainEqual(expect.objectContaining({ id: body.job.id }))
  })

  test('stop is quick, shutdown takes the guest’s time', async () => {
    const stopping = await v4('up')
    const since = await stopping.newest()
    await stopping.post(`${stopping.path}/stop`, '{}')
    stopping.simulator.advance(1_500)
    expect(await stopping.statusNow()).toBe('down')
    expect(await stopping.codesSince(since)).toEqual(['33'])

    const shutting = await v4('up')
    const before = await shutting.newest()
    await shutting.post(`${shutting.path}/shutdown`, '{"reason":"patching"}')
    expect(await shutting.statusNow()).toBe('powering_down')
    shutting.simulator.advance(14_500)
    expect(await shutting.statusNow()).toBe('down')
    expect(await shutting.codesSince(before)).toEqual(['73', '61'])
  })

  test('shutdown of a VM that is not up powers it off instead', async () => {
    const { post, path, simulator, statusNow, newest, codesSince } = await v4('paused')
    const since = await newest()
    expect((await post(`${path}/shutdown`, '{}')).status).toBe(200)
    simulator.advance(1_500)
    expect(await statusNow()).toBe('down')
    expect(await codesSince(since)).toEqual(['76', '33'])
  })

  test('suspend is a task to follow; start wakes it', async () => {
    const { post, path, simulator, json, statusNow, newest, codesSince } = await v4('up')
    const since = await newest()
    const reply = await post(`${path}/suspend`, '{}')
    expect(reply.status).toBe(202)
    const body = JSON.parse(reply.text)
    expect(body).toMatchObject({
      status: 'pending',
      async: 'true',
      href: expect.stringContaining(`${path}/suspend/`),
    })
    const task = body.href.replace('/ovirt-engine/api', '')
    expect(await json(task)).toMatchObject({ status: 'in_progress' })
    simulator.advance(5_000)
    expect(await json(task)).toMatchObject({ status: 'complete' })
    expect(await json(`${path}/suspend/never-heard-of`)).toMatchObject({ status: 'complete' })
    expect(await statusNow()).toBe('suspended')
    await post(`${path}/start`, '{}')
    expect(await statusNow()).toBe('restoring_state')
    simulator.advance(6_000)
    expect(await statusNow()).toBe('up')
    expect(await codesSince(since)).toEqual(['501', '503', '153', '32'])
  })

  test('migrate goes where it is told and nowhere else', async () => {
    const { post, json, path, simulator, statusNow, newest, codesSince } = await v4('up')
    const before = await json(path)
    const { host: hosts } = await json('/hosts')
    const usable = (host: { id: string; status: string; cluster: { id: string } }) =>
      host.status === 'up' && host.id !== before.host.id && host.cluster.id === before.cluster.id
    const target = hosts.find(usable)
    const closed = hosts.find((host: { status: string }) => host.status === 'maintenance')
    const refused = await post(`${path}/migrate`, JSON.stringify({ host: { id: closed.id } }))
    expect(refused.status).toBe(409)
    expect(JSON.parse(refused.text).fault.detail).toMatch(
      /^\[Cannot migrate VM\. There is no host that satisfies/,
    )
    expect((await post(`${path}/migrate`, '{"host":{"id":"nowhere"}}')).status).toBe(404)

    const since = await newest()
    expect((await post(`${path}/migrate`, JSON.stringify({ host: { id: target.id } }))).status).toBe(200)
    expect(await statusNow()).toBe('migrating')
    simulator.advance(9_000)
    expect(await json(path)).toMatchObject({ status: 'up', host: { id: target.id } })
    expect(await codesSince(since)).toEqual(['62', '63'])
  })

  test('reboot passes through its own state', async () => {
    const { post, path, simulator, statusNow } = await v4('up')
    await post(`${path}/reboot`, '{}')
    expect(await statusNow()).toBe('reboot_in_progress')
    simulator.advance(3_500)
    expect(await statusNow()).toBe('powering_up')
    simulator.advance(7_500)
    expect(await statusNow()).toBe('up')
  })

  test.each([
    ['down', 'stop', '[Cannot stop VM. VM is not running.]'],
    ['down', 'shutdown', '[Cannot shutdown VM. VM is not running.]'],
    ['down', 'suspend', '[Cannot hibernate VM. VM is not up.]'],
    ['up', 'start', '[Cannot run VM. VM is running.]'],
    [
      'suspended',
      'migrate',
      '[Cannot migrate VM. Related operation is currently in progress. Please try again later.]',
    ],
    [
      'image_locked',
      'start',
      '[Cannot run VM. Related operation is currently in progress. Please try again later.]',
    ],
    [
      'unknown',
      'stop',
      '[Cannot stop VM. Related operation is currently in progress. Please try again later.]',
    ],
  ])('a VM that is %s refuses to %s', async (status, action, detail) => {
    const { post, path } = await v4(status)
    const reply = await post(`${path}/${action}`, '{}')
    expect(reply.status).toBe(409)
    expect(JSON.parse(reply.text)).toEqual({
      fault: { reason: 'Operation Failed', detail },
      status: 'failed',
    })
  })

  test('Run Once wants a stopped VM; paused ones resume by a plain start', async () => {
    const { post, path, statusNow } = await v4('paused')
    expect((await post(`${path}/start`, '{"vm":{"stateless":"true"}}')).status).toBe(409)
    expect((await post(`${path}/start`, '{}')).status).toBe(200)
    expect(await statusNow()).toBe('up')
  })

  test('a body is mandatory, unknown actions and wrong methods are refused', async () => {
    const { post, send, path, base } = await v4('down')
    expect((await post(`${path}/start`, '')).status).toBe(400)
    expect((await post(`${path}/start`, 'start', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post(`${path}/dance`, '{}')).status).toBe(404)
    expect((await post('/vms/no-such-vm/start', '{}')).status).toBe(404)
    expect((await send('GET', `${base}${path}/start`, { authorization: asAdmin })).status).toBe(404)
    expect((await send('DELETE', `${base}/hosts`, { authorization: asAdmin })).status).toBe(405)
    const viaXml = await post(`${path}/start`, '<action/>')
    expect(viaXml.text).toMatch(
      /<action><job href="[^"]+" id="[^"]+"\/><status>complete<\/status><\/action>$/,
    )
  })
})

describe('v3 actions', () => {
  test('replies and faults in its own shape', async () => {
    const { post, xml, simulator } = openWire('3.4')
    const [id = ''] = all(await xml('/vms?search=status%3Ddown'), /<vm href="[^"]+" id="([^"]+)"/g)
    const refused = await post(`/vms/${id}/stop`, '<action/>')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain(
      '<action><fault><reason>Operation Failed</reason><detail>[Cannot stop VM. VM is not running.]</detail></fault>' +
        '<status><state>failed</state></status></action>',
    )
    const started = await post(`/vms/${id}/start`, '<action/>')
    expect(started.text).toMatch(
      /<action><job href="\/api\/jobs\/[^"]+" id="[^"]+"\/><status><state>complete<\/state><\/status><\/action>$/,
    )
    expect(await xml('/jobs')).toContain('<status><state>STARTED</state></status>')
    simulator.advance(20_000)
    expect(await xml(`/vms/${id}`)).toContain('<status><state>up</state></status>')
    expect(await xml('/jobs')).toContain('<status><state>FINISHED</state></status>')
  })
})
