import { describe, expect, test } from 'vitest'
import { at, JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

/** What each call does in each state: `ok`, or the fault, at once (`!`) or in its task. */
const states = ['off', 'on', 'on, no tools', 'suspended', 'template', 'disconnected'] as const
type State = (typeof states)[number]

/** What a call may need: where the virtual machine is. */
interface Place {
  host: object
  folder: object
  pool: object
}

const power = 'InvalidPowerState'
const priority = 'defaultPriority'
const table: Record<string, [body: object | ((place: Place) => object), ...cells: string[]]> = {
  PowerOnVM_Task: [{}, 'ok', power, power, 'ok', '!NotSupported', 'HostNotConnected'],
  PowerOffVM_Task: [{}, power, 'ok', 'ok', 'ok', '!NotSupported', 'HostNotConnected'],
  SuspendVM_Task: [{}, power, 'ok', 'ok', power, '!NotSupported', 'HostNotConnected'],
  ResetVM_Task: [{}, power, 'ok', 'ok', power, '!NotSupported', 'HostNotConnected'],
  ShutdownGuest: [
    {},
    `!${power}`,
    'ok',
    '!ToolsUnavailable',
    `!${power}`,
    '!NotSupported',
    '!HostNotConnected',
  ],
  RebootGuest: [
    {},
    `!${power}`,
    'ok',
    '!ToolsUnavailable',
    `!${power}`,
    '!NotSupported',
    '!HostNotConnected',
  ],
  StandbyGuest: [
    {},
    `!${power}`,
    'ok',
    '!ToolsUnavailable',
    `!${power}`,
    '!NotSupported',
    '!HostNotConnected',
  ],
  CreateSnapshot_Task: [
    { name: 's', memory: false, quiesce: false },
    ...['ok', 'ok', 'ok', 'ok', '!NotSupported', 'HostNotConnected'],
  ],
  RevertToCurrentSnapshot_Task: [
    {},
    ...['NotFound', 'NotFound', 'NotFound', 'NotFound', '!NotSupported', 'HostNotConnected'],
  ],
  RemoveAllSnapshots_Task: [{}, 'ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  ConsolidateVMDisks_Task: [{}, 'ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  Rename_Task: [{ newName: 'another' }, 'ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  ReconfigVM_Task: [{ spec: { annotation: 'x' } }, 'ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  MarkAsTemplate: [
    {},
    ...['ok', `!${power}`, `!${power}`, `!${power}`, '!NotSupported', '!HostNotConnected'],
  ],
  UnregisterVM: [{}, 'ok', `!${power}`, `!${power}`, 'ok', 'ok', 'ok'],
  Destroy_Task: [{}, 'ok', power, power, 'ok', 'ok', 'HostNotConnected'],
  AcquireTicket: [
    { ticketType: 'webmks' },
    ...[`!${power}`, 'ok', 'ok', `!${power}`, '!NotSupported', '!HostNotConnected'],
  ],
  MigrateVM_Task: [
    ({ host }) => ({ host, priority }),
    ...['ok', 'ok', 'ok', 'ok', '!NotSupported', 'HostNotConnected'],
  ],
  RelocateVM_Task: [({ host }) => ({ spec: { host } }), 'ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  CloneVM_Task: [
    ({ folder, pool }) => ({
      folder,
      name: 'copy',
      spec: { location: { pool }, template: false, powerOn: false },
    }),
    ...['ok', 'ok', 'ok', 'ok', 'ok', 'HostNotConnected'],
  ],
  MarkAsVirtualMachine: [
    ({ pool }) => ({ pool }),
    ...['!NotSupported', '!NotSupported', '!NotSupported', '!NotSupported', 'ok', '!NotSupported'],
  ],
}

function vmIn(state: State) {
  const simulator = smallVcenter()
  const { upstream } = simulator
  if (state === 'template') return { simulator, id: upstream.templates()[0]?.id }
  upstream.create('subject')
  const id = upstream.vms().find((vm) => vm.name === 'subject')?.id
  if (state === 'disconnected') upstream.setConnection('subject', 'disconnected')
  else if (state !== 'off') {
    upstream.setPower('subject', 'on')
    upstream.setTools('subject', state === 'on')
  }
  if (state === 'suspended') upstream.setPower('subject', 'suspended')
  return { simulator, id }
}

/** Where it is; a template has no pool, its host's cluster has one. */
async function placeOf(json: JsonClient, vm: string): Promise<Place> {
  const { host = {} as Loose } = await json.read(vm, 'runtime')
  const cluster = await json.read(at(host), 'parent')
  return { host, folder: await json.read(vm, 'parent'), pool: await json.read(at(cluster), 'resourcePool') }
}

async function bodyOf(method: string, json: JsonClient, vm: string): Promise<object> {
  const body = table[method]?.[0] ?? {}
  return typeof body === 'function' ? body(await placeOf(json, vm)) : body
}

function xml(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, inner]) =>
      typeof inner === 'object' && inner !== null && 'type' in inner && 'value' in inner
        ? `<${name} type="${inner.type}">${inner.value}</${name}>`
        : `<${name}>${xml(inner)}</${name}>`,
    )
    .join('')
}

describe.each(Object.entries(table))('%s', (method, [, ...cells]) => {
  const rows = states.map((state, index) => [state, cells[index] ?? ''] as const)

  test.each(rows)('%s: %s', async (state, expected) => {
    const { simulator, id } = vmIn(state)
    const json = await new JsonClient(simulator).login()
    const vm = `VirtualMachine/${id}`
    const disabled: Loose = (await json.read(vm, 'disabledMethod')) ?? []
    const reply = await json.finish(vm, method, await bodyOf(method, json, vm))
    const outcome =
      reply === undefined || reply._typeName === 'VirtualMachineTicket'
        ? 'ok'
        : reply._typeName !== 'TaskInfo'
          ? `!${reply._typeName}`
          : (reply.error?._typeName ?? 'ok')
    expect(outcome).toBe(expected)
    // What works is no disabled method; what has no snapshot to work on is one, though it does no harm.
    if (outcome !== 'ok') expect([...disabled]).toContain(method)
    else if (method !== 'RemoveAllSnapshots_Task') expect([...disabled]).not.toContain(method)
  })

  test.each(rows)('in SOAP, %s: %s', async (state, expected) => {
    const { simulator, id } = vmIn(state)
    const json = await new JsonClient(simulator).login()
    const soap = new SoapClient(simulator)
    await soap.login()
    const body = await bodyOf(method, json, `VirtualMachine/${id}`)
    const reply = await soap.call(method, `<_this type="VirtualMachine">${id}</_this>${xml(body)}`)
    const fault = /<detail><(\w+)Fault /.exec(reply.text)?.[1]
    const task = /<returnval type="Task">(.*?)</.exec(reply.text)?.[1]
    expect(reply.status).toBe(fault === undefined ? 200 : 500)
    let late: string | undefined
    if (task !== undefined) {
      simulator.advance(300_000)
      const read = await soap.call(
        'RetrievePropertiesEx',
        '<_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>Task</type>' +
          `<pathSet>info.error</pathSet></propSet><objectSet><obj type="Task">${task}</obj></objectSet></specSet><options/>`,
      )
      late = /<fault xsi:type="(\w+)"/.exec(read.text)?.[1]
    }
    expect(fault === undefined ? (late ?? 'ok') : `!${fault}`).toBe(expected)
  })
})

test('an orphaned virtual machine can only be unregistered', async () => {
  const simulator = smallVcenter()
  simulator.upstream.create('subject')
  simulator.upstream.setConnection('subject', 'orphaned')
  const orphan = simulator.upstream.vms().find((vm) => vm.name === 'subject')
  const json = await new JsonClient(simulator).login()
  const vm = `VirtualMachine/${orphan?.id}`
  expect((await json.finish(vm, 'PowerOnVM_Task')).error).toMatchObject({ _typeName: 'InvalidState' })
  expect(await json.call(vm, 'UnregisterVM')).toBeUndefined()
  expect(await json.call(vm, 'UnregisterVM')).toMatchObject({ _typeName: 'ManagedObjectNotFound' })
})

test('SOAP has the same faults, with the words of the vendor', async () => {
  const simulator = smallVcenter('7.0.3')
  const soap = new SoapClient(simulator)
  await soap.login()
  const template = simulator.upstream.templates()[0]
  const this_ = `<_this type="VirtualMachine">${template?.id}</_this>`
  const refused = await soap.call('PowerOnVM_Task', this_)
  expect(refused.status).toBe(500)
  expect(refused.text).toContain('<NotSupportedFault xmlns="urn:vim25" xsi:type="NotSupported">')
  const off = simulator.upstream.vms().find((vm) => vm.power === 'off')
  const guest = await soap.call('ShutdownGuest', `<_this type="VirtualMachine">${off?.id}</_this>`)
  expect(guest.text).toContain(
    '<InvalidPowerStateFault xmlns="urn:vim25" xsi:type="InvalidPowerState"><requestedState>poweredOn</requestedState><existingState>poweredOff</existingState>',
  )
})

test('a task holds its virtual machine', async () => {
  const simulator = smallVcenter()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const json = await new JsonClient(simulator).login()
  const vm = `VirtualMachine/${id}`
  const task = await json.call(vm, 'PowerOnVM_Task')
  for (const method of ['PowerOffVM_Task', 'Destroy_Task', 'MarkAsTemplate', 'RemoveAllSnapshots_Task']) {
    expect(await json.call(vm, method)).toMatchObject({
      _typeName: 'TaskInProgress',
      task: { type: 'Task', value: task.value },
    })
  }
  expect(await json.read(at(task), 'info')).toMatchObject({ locked: [{ value: id }] })
  simulator.advance(10_000)
  expect((await json.finish(vm, 'PowerOffVM_Task')).state).toBe('success')
})
