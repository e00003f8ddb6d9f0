import { describe, expect, test } from 'vitest'
import { JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

async function scene(version: '8.0.3' | '7.0.3' = '8.0.3') {
  const simulator = smallVcenter(version)
  const { upstream } = simulator
  upstream.create('subject')
  const idOf = (name: string) => upstream.vms().find((vm) => vm.name === name)?.id
  const json = await new JsonClient(simulator).restLogin()
  return { simulator, upstream, json, id: idOf('subject'), idOf }
}

describe.each(['api', 'rest'] as const)('/%s', (grain) => {
  const spec = (body: object) => (grain === 'rest' ? { spec: body } : body)
  const map = (entries: Record<string, object>) =>
    grain === 'api' ? entries : Object.entries(entries).map(([key, value]) => ({ key, value }))
  const value = (json: Loose) => (grain === 'rest' ? json.value : json)
  const type = (json: Loose) =>
    grain === 'rest' ? String(json.type).replace(/.*\./, '').toUpperCase() : json.error_type

  test('clones, and answers when the copy exists', async () => {
    const { json, id, idOf } = await scene('7.0.3')
    const body = spec({ source: id, name: 'copy', power_on: true, placement: {} })
    const reply = await json.settle('POST', `/${grain}/vcenter/vm?action=clone`, body)
    expect(reply.status).toBe(200)
    expect(value(reply.json)).toBe(idOf('copy'))
  })

  test('clones with disks left out and moved', async () => {
    const { json, upstream, id, idOf } = await scene()
    const disks = value((await json.send('GET', `/${grain}/vcenter/vm/${id}`)).json)?.disks as Loose
    const keys = grain === 'rest' ? [...disks].map((row) => String(row.key)) : Object.keys(disks)
    const datastore = upstream.datastores().find((one) => one.accessible)?.id
    const body = (more: object) => spec({ source: id, name: 'copy', ...more })
    const both = body({
      disks_to_remove: [keys[0]],
      disks_to_update: map({ [keys[0] ?? '']: { datastore } }),
    })
    expect(type((await json.settle('POST', `/${grain}/vcenter/vm?action=clone`, both)).json)).toBe(
      'INVALID_ARGUMENT',
    )
    const without = body({ disks_to_remove: keys })
    await json.settle('POST', `/${grain}/vcenter/vm?action=clone`, without)
    const copy = value((await json.send('GET', `/${grain}/vcenter/vm/${idOf('copy')}`)).json)
    expect(copy?.disks).toEqual(grain === 'rest' ? [] : {})
  })

  test('tells what is wrong with a clone', async () => {
    const { json, upstream, id } = await scene()
    const ask = async (body: object) => {
      const reply = await json.settle('POST', `/${grain}/vcenter/vm?action=clone`, spec(body))
      return [reply.status, type(reply.json)]
    }
    const dead = upstream.datastores().find((one) => !one.accessible)?.id
    const broken = grain === 'rest' ? 400 : 500
    expect(await ask({ source: id, name: 'subject' })).toEqual([400, 'ALREADY_EXISTS'])
    expect(await ask({ name: 'copy' })).toEqual([400, 'INVALID_ARGUMENT'])
    expect(await ask({ source: 'vm-0', name: 'copy' })).toEqual([404, 'NOT_FOUND'])
    expect(await ask({ source: upstream.templates()[0]?.id, name: 'copy' })).toEqual([404, 'NOT_FOUND'])
    expect(await ask({ source: id, name: 'copy', placement: { folder: 'group-v0' } })).toEqual([
      404,
      'NOT_FOUND',
    ])
    expect(await ask({ source: id, name: 'copy', colour: 'red' })).toEqual([400, 'UNEXPECTED_INPUT'])
    expect(await ask({ source: id, name: 'copy', placement: { datastore: dead } })).toEqual([
      broken,
      'RESOURCE_INACCESSIBLE',
    ])
    const unknown = { guest_customization_spec: { name: 'nobody' } }
    expect(await ask({ source: id, name: 'copy', ...unknown })).toEqual([404, 'NOT_FOUND'])
  })

  test('follows a task of its own kind', async () => {
    const { simulator, json, id, idOf } = await scene()
    const path = `/${grain}/vcenter/vm?action=clone&vmw-task=true`
    const started = await json.send('POST', path, { body: spec({ source: id, name: 'copy' }) })
    expect(started.status).toBe(grain === 'rest' ? 200 : 202)
    const task = encodeURIComponent(String(value(started.json)))
    const read = async () => value((await json.send('GET', `/${grain}/cis/tasks/${task}`)).json)
    expect(await read()).toMatchObject({ status: 'PENDING', cancelable: true })
    simulator.advance(1_200)
    expect(await read()).toMatchObject({ status: 'RUNNING', progress: { total: 100 } })
    simulator.advance(300_000)
    expect(await read()).toMatchObject({ status: 'SUCCEEDED', result: idOf('copy') })
    expect((await json.send('POST', `/${grain}/cis/tasks/${task}?action=cancel`)).status).toBe(400)
  })

  test('relocates, deletes and unregisters', async () => {
    const { json, upstream, id } = await scene()
    const datastores = upstream.datastores().filter((one) => one.accessible)
    const results = new Set<number>()
    for (const { id: datastore } of datastores) {
      const body = spec({ placement: { datastore } })
      results.add((await json.settle('POST', `/${grain}/vcenter/vm/${id}?action=relocate`, body)).status)
    }
    // To those of its cluster, not to the others.
    expect(results).toEqual(new Set([grain === 'rest' ? 200 : 204, 400]))
    expect((await json.settle('DELETE', `/${grain}/vcenter/vm/${id}`)).status).toBe(
      grain === 'rest' ? 200 : 204,
    )
    expect((await json.send('GET', `/${grain}/vcenter/vm/${id}`)).status).toBe(404)
    const running = upstream.vms().find((vm) => vm.power === 'on')?.id
    const refused = await json.settle('DELETE', `/${grain}/vcenter/vm/${running}`)
    expect(type(refused.json)).toBe('NOT_ALLOWED_IN_CURRENT_STATE')
  })

  test('asks the guest', async () => {
    const { simulator, json, upstream, id } = await scene()
    const guest = `/${grain}/vcenter/vm/${id}/guest/power`
    expect(value((await json.send('GET', guest)).json)).toEqual({
      state: 'NOT_RUNNING',
      operations_ready: false,
    })
    expect(type((await json.send('POST', `${guest}?action=reboot`)).json)).toBe(
      'NOT_ALLOWED_IN_CURRENT_STATE',
    )
    upstream.setPower('subject', 'on')
    const early = await json.send('POST', `${guest}?action=shutdown`)
    expect([early.status, type(early.json)]).toEqual([503, 'SERVICE_UNAVAILABLE'])
    upstream.setTools('subject', true)
    expect((await json.send('POST', `${guest}?action=standby`)).status).toBe(grain === 'rest' ? 200 : 204)
    simulator.advance(5_000)
    expect(upstream.vms().find((vm) => vm.id === id)?.power).toBe('suspended')
  })
})

test('gives tickets for consoles', async () => {
  const { json, upstream, id } = await scene()
  upstream.setPower('subject', 'on')
  const ask = (type: string) =>
    json.send('POST', `/api/vcenter/vm/${id}/console/tickets`, { body: { type } }).then((reply) => reply.json)
  expect((await ask('WEBMKS')).ticket).toMatch(/^wss:\/\//)
  expect((await ask('VMRC')).ticket).toMatch(/^vmrc:\/\/clone:/)
})

test('an operator may not clone', async () => {
  const { simulator, id } = await scene()
  const json = await new JsonClient(simulator).restLogin('operator@gantry.example')
  const reply = await json.send('POST', '/api/vcenter/vm?action=clone', {
    body: { source: id, name: 'copy' },
  })
  expect([reply.status, reply.json.error_type]).toEqual([403, 'UNAUTHORIZED'])
})
