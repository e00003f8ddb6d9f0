import { afterEach, expect, test } from 'vitest'
import type { CloneAdapter, Customization } from '../../../../contract/clone/customization.ts'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { CloneEnd, CloneProgress } from '../../clone-port.ts'
import { orderFor } from '../../test-clone-stage.ts'
import { type VcenterSubject, vcenterSubject } from './test-subject.ts'

const never = () => new AbortController().signal
let subject: VcenterSubject

afterEach(() => subject.close())

async function run(order: CloneOrder, told: CloneProgress[] = []): Promise<CloneEnd> {
  const { cloning } = subject.connection
  if (cloning === undefined) throw new Error('no cloning')
  const intent = '44444444-4444-4444-8444-444444444444'
  return cloning.run({ order, intent }, (one) => told.push(one), never())
}

const upstream = () => subject.simulator.upstream

test('REST is followed as a task, and named by the intent in the logs of vCenter', async () => {
  subject = await vcenterSubject('8.0.3', { step: 10 })
  const told: CloneProgress[] = []
  const end = await run(orderFor(await subject.source('vm'), ['copy']), told)
  expect(end).toMatchObject({
    state: 'done',
    makes: { kind: 'vm', name: 'copy', id: expect.stringMatching(/^vm-/) },
  })
  expect(told[0]).toMatchObject({ upstreamId: expect.stringMatching(/^task-\d+$/), state: 'queued' })
  expect(told.some(({ percent }) => percent !== undefined && percent > 0)).toBe(true)
  const call = subject.sent.find(({ url }) => url.includes('vm?action=clone'))
  expect(call?.headers.get('x-request-id')).toBe('44444444-4444-4444-8444-444444444444')
})

test.each(['/api', '/rest'] as const)('%s without tasks is waited for', async (rest) => {
  subject = await vcenterSubject(rest === '/api' ? '8.0.3' : '7.0.3', { rest })
  const plain = { error_type: 'UNEXPECTED_INPUT', messages: [] }
  const body = JSON.stringify(
    rest === '/api' ? plain : { type: 'com.vmware.vapi.std.errors.unexpected_input', value: plain },
  )
  const effect = { status: 400, body, contentType: 'application/json' }
  subject.simulator.faults.add({ path: 'vmw-task=true', effect })
  const told: CloneProgress[] = []
  const end = await run(orderFor(await subject.source('vm'), ['copy']), told)
  expect(end).toMatchObject({ state: 'done', makes: { name: 'copy', id: expect.stringMatching(/^vm-/) } })
  expect(told[0]?.cancel).toMatch(/cannot be cancelled/)
})

test('a server that does not know tasks of REST and answers with the copy is believed', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  const effect = { status: 200, body: '"vm-77"', contentType: 'application/json' }
  subject.simulator.faults.add({ path: 'vmw-task=true', effect })
  expect(await run(orderFor(from, ['copy']))).toEqual({
    state: 'done',
    makes: { kind: 'vm', name: 'copy', id: 'vm-77' },
  })
})

test('a lost answer is an unknown end, a connection that nobody took is a refusal', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  const order = orderFor(from, ['copy'], { way: 'task' })
  subject.simulator.faults.add({ path: 'CloneVM_Task', times: 1, effect: { cut: true } })
  expect(await run(order)).toMatchObject({
    state: 'unknown',
    fault: { kind: 'unavailable', advice: expect.stringContaining('look for the copy') },
  })
  subject.simulator.faults.add({ path: 'CloneVM_Task', times: 1, effect: { refuse: true } })
  await expect(run(orderFor(from, ['other'], { way: 'task' }))).rejects.toMatchObject({
    info: { kind: 'unavailable' },
  })
})

test('a task that REST forgot leaves the end open and names the copy that is there', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  const body = JSON.stringify({
    error_type: 'NOT_FOUND',
    messages: [{ id: 'x', default_message: 'No such task.' }],
  })
  subject.simulator.faults.add({
    path: '/api/cis/tasks/',
    effect: { status: 404, body, contentType: 'application/json' },
  })
  expect(await run(orderFor(from, ['copy']))).toMatchObject({
    state: 'unknown',
    fault: { kind: 'not-found' },
  })
})

test('a VM of the same name that was there before is nobody’s leftover', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  upstream().create('taken')
  const end = await run(orderFor(from, ['taken'], { way: 'task' }))
  expect(end).toMatchObject({ state: 'failed', fault: { code: 'DuplicateName' } })
  expect(end.left).toBeUndefined()
})

test.each(['8.0.3', '7.0.3'] as const)(
  '%s: guests get what is theirs: addresses, names, and their secrets only once',
  async (version) => {
    subject = await vcenterSubject(version)
    const from = await subject.source('vm')
    const card: CloneAdapter = { ipv4: 'static', address: '10.9.8.7', netmask: '255.255.255.0' }
    const customization: Customization = {
      kind: 'linux',
      domain: 'corp.example',
      script: 'echo hunter2',
      adapters: [{ ...card, ipv6: [{ address: '2001:db8::7', prefix: 64 }] }],
    }
    const end = await run(orderFor(from, ['lin'], { customization, powerOn: true }))
    expect(upstream().customizationOf('lin')).toMatchObject({
      identity: { _typeName: 'CustomizationLinuxPrep', scriptText: 'echo hunter2' },
    })
    const row = async () => (await subject.connection.vm(end.makes?.id ?? '', never())).vm
    await expect.poll(row, { timeout: 15_000 }).toMatchObject({
      guestHostName: 'lin.corp.example',
      ips: expect.arrayContaining(['10.9.8.7']),
    })
    const detail = await subject.connection.vm(end.makes?.id ?? '', never())
    expect(detail.nics[0]?.ips).toEqual(expect.arrayContaining(['10.9.8.7', '2001:db8::7']))
  },
)

test.each(['8.0.3', '7.0.3'] as const)(
  '%s: stored specifications keep their own secrets',
  async (version) => {
    subject = await vcenterSubject(version)
    const from = await subject.source('vm')
    upstream().shape(from.name, { guest: 'windows' })
    const customization = { kind: 'stored', name: 'windows-domain' } as const
    const copies = [
      { name: 'win', hostName: 'WIN-1', address: '10.9.8.6', netmask: '255.255.255.0', gateway: '10.9.8.1' },
    ]
    expect(await run(orderFor(from, [], { copies, customization, way: 'task' }))).toMatchObject({
      state: 'done',
    })
    expect(upstream().customizationOf('win')).toMatchObject({
      options: { _typeName: 'CustomizationWinOptions', changeSID: true, deleteAccounts: false },
      identity: {
        _typeName: 'CustomizationSysprep',
        guiUnattended: { timeZone: 110, password: { value: 'b3BhcXVl', plainText: false } },
        userData: { computerName: { _typeName: 'CustomizationFixedName', name: 'WIN-1' } },
      },
      nicSettingMap: [{ adapter: { ip: { ipAddress: '10.9.8.6' }, gateway: ['10.9.8.1'] } }],
      encryptionKey: [48, 130, 4, 1],
    })
  },
)

test('fields that the wizard lacks reach vCenter in both encodings', async () => {
  for (const version of ['8.0.3', '7.0.3'] as const) {
    await subject?.close()
    subject = await vcenterSubject(version)
    const from = await subject.source('vm')
    const extraSpec = {
      config: {
        memoryMB: 1024,
        extraConfig: [{ key: 'guestinfo.a', value: { _typeName: 'string', _value: 'b' } }],
      },
    }
    const end = await run(orderFor(from, ['extra'], { extraSpec, cpus: 4 }))
    expect(end).toMatchObject({ state: 'done' })
    expect((await subject.connection.vm(end.makes?.id ?? '', never())).vm).toMatchObject({
      cpus: 4,
      memoryBytes: 1024 ** 3,
    })
  }
})

test('disks are zeroed where they were asked to be; encrypted sources make encrypted copies', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  upstream().shape(from.name, { encrypted: true, tpm: true })
  const disks = [
    { id: '2000', format: 'thick-eager' as const },
    { id: '2001', format: 'thick' as const },
  ]
  const end = await run(orderFor(from, ['copy'], { disks, tpm: 'replace' }))
  const copy = { vm: end.makes?.id ?? '' }
  expect((await subject.connection.vm(copy.vm, never())).disks.map(({ format }) => format)).toEqual([
    'thick eager',
    'thick',
  ])
  const options = await subject.connection.cloning?.options(copy, never())
  expect(options?.source).toMatchObject({ encrypted: true, tpm: true })
  expect(options?.features.tpm).toBe(true)
})

test('a snapshot offers the hardware that it holds', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('snapshot')
  await subject.connection.actions?.run(
    { vm: from.source.vm, action: { verb: 'edit', cpus: 6 }, intent: crypto.randomUUID() },
    () => {},
    never(),
  )
  const optionsOf = async (snapshotId?: string) =>
    subject.connection.cloning?.options(
      { vm: from.source.vm, ...(snapshotId === undefined ? {} : { snapshotId }) },
      never(),
    )
  expect((await optionsOf())?.source.cpus).toBe(6)
  const old = await optionsOf(from.source.snapshotId)
  expect(old?.source.cpus).toBe(2)
  expect(old?.features).toMatchObject({ linked: true, memory: expect.any(String) })
  await expect(optionsOf('snapshot-999')).rejects.toMatchObject({ info: { kind: 'not-found' } })
})

test('options say what each guest and state allows', async () => {
  subject = await vcenterSubject('8.0.3')
  const from = await subject.source('vm')
  upstream().shape(from.name, { guest: 'windows' })
  upstream().setPower(from.name, 'on')
  const options = await subject.connection.cloning?.options(from.source, never())
  expect(options?.features).toMatchObject({
    'customize-windows': true,
    'customize-linux': expect.any(String),
  })
  expect(options?.source.note).toContain('power cut')
  expect(options?.customizationSpecs).toContainEqual({
    name: 'windows-domain',
    os: 'windows',
    description: expect.any(String),
  })
  const hosts = upstream()
    .hosts()
    .map(({ id }) => id)
  expect(options?.reach.map(({ id }) => id).sort()).toEqual(hosts.sort())
  for (const { datastoreIds, networkIds } of options?.reach ?? []) {
    expect(datastoreIds?.length).toBeGreaterThan(0)
    expect(networkIds?.length).toBeGreaterThan(0)
  }
})
