import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

const usual = { priority: 'defaultPriority' }

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const vm = `VirtualMachine/${id}`
  const host = await json.read(vm, 'runtime').then((runtime) => runtime.host as Loose)
  const cluster = await json.read(at(host), 'parent')
  const hosts: Loose = await json.read(at(cluster), 'host')
  const other = [...hosts].find((candidate) => candidate.value !== host.value) as Loose
  const datastores = [...(await json.read(at(cluster), 'datastore'))] as Loose[]
  const own = (await json.read(vm, 'datastore'))[0] as Loose
  const usable: Loose[] = []
  for (const datastore of datastores) {
    const summary = await json.read(at(datastore), 'summary')
    if (summary.accessible && datastore.value !== own.value) usable.push(datastore)
  }
  return { simulator, json, vm, host, other, own, usable, datastores }
}

test('a migration goes to another host of the cluster and leaves its events', async () => {
  const { simulator, json, vm, other } = await scene()
  simulator.upstream.setPower('subject', 'on')
  const info = await json.finish(vm, 'MigrateVM_Task', { host: other, ...usual })
  expect(info).toMatchObject({ state: 'success', descriptionId: 'VirtualMachine.migrate' })
  expect((await json.read(vm, 'runtime')).host).toMatchObject({ value: other.value })
  const events: Loose = await json.call('EventManager/EventManager', 'QueryEvents', {
    filter: { eventChainId: info.eventChainId, disableFullMessage: false },
  })
  expect([...events].map((event) => event._typeName)).toEqual([
    'TaskEvent',
    'VmBeingHotMigratedEvent',
    'VmMigratedEvent',
  ])
})

test('a migration can be cancelled, and its virtual machine is free again', async () => {
  const { simulator, json, vm, host, other } = await scene()
  const task = await json.call(vm, 'MigrateVM_Task', { host: other, ...usual })
  simulator.advance(1_200)
  expect(await json.read(at(task), 'info')).toMatchObject({ state: 'running', cancelable: true })
  expect(await json.call(at(task), 'CancelTask')).toBeUndefined()
  expect(await json.read(at(task), 'info')).toMatchObject({ state: 'running', cancelled: true })
  simulator.advance(1_000)
  expect(await json.read(at(task), 'info')).toMatchObject({
    state: 'error',
    cancelled: true,
    error: { _typeName: 'RequestCanceled' },
  })
  expect((await json.read(vm, 'runtime')).host).toMatchObject({ value: host.value })
  expect(await json.call(at(task), 'CancelTask')).toMatchObject({ _typeName: 'InvalidState' })
  expect((await json.finish(vm, 'PowerOnVM_Task')).state).toBe('success')
  const start = await json.call(vm, 'PowerOffVM_Task')
  expect(await json.call(at(start), 'CancelTask')).toMatchObject({ _typeName: 'NotSupported' })
})

test('a migration needs a target that can take it', async () => {
  const { simulator, json, vm, other } = await scene()
  expect(await json.call(vm, 'MigrateVM_Task', usual)).toMatchObject({
    _typeName: 'InvalidArgument',
    invalidProperty: 'host',
  })
  const state = { host: other, ...usual, state: 'poweredOn' }
  expect((await json.finish(vm, 'MigrateVM_Task', state)).error).toMatchObject({
    _typeName: 'InvalidPowerState',
    existingState: 'poweredOff',
  })
  const gone = { host: { type: 'HostSystem', value: 'host-0' }, ...usual }
  expect(await json.call(vm, 'MigrateVM_Task', gone)).toMatchObject({ _typeName: 'ManagedObjectNotFound' })
  for (const { id } of simulator.upstream.hosts()) {
    const runtime = await json.read(`HostSystem/${id}`, 'runtime')
    if (!runtime.inMaintenanceMode && runtime.connectionState === 'connected') continue
    const parent = await json.read(`HostSystem/${id}`, 'parent')
    const pool = await json.read(at(parent), 'resourcePool')
    const target = { host: { type: 'HostSystem', value: id }, pool, ...usual }
    const expected = runtime.inMaintenanceMode ? 'InvalidHostState' : 'HostNotConnected'
    expect((await json.finish(vm, 'MigrateVM_Task', target)).error?._typeName).toBe(expected)
  }
})

test('a relocation moves disks one by one, and the space with them', async () => {
  const { json, vm, usable } = await scene()
  const target = usable[0] as Loose
  const disks: Loose[] = [...((await json.read(vm, 'config')).hardware?.device ?? [])].filter(
    (device) => device._typeName === 'VirtualDisk',
  )
  const free = async () => Number((await json.read(at(target), 'summary')).freeSpace)
  const before = await free()
  const locators = disks.map((disk) => ({ diskId: disk.key, datastore: target }))
  const info = await json.finish(vm, 'RelocateVM_Task', { spec: { disk: locators.slice(0, 1) } })
  expect(info.state).toBe('success')
  expect([...(await json.read(vm, 'datastore'))].map((one) => one.value)).toContain(target.value)
  expect(await free()).toBeLessThan(before)
  const all = await json.finish(vm, 'RelocateVM_Task', { spec: { datastore: target } })
  expect(all.state).toBe('success')
  expect([...(await json.read(vm, 'datastore'))].map((one) => one.value)).toEqual([target.value])
})

test('a relocation tells which storage it cannot use', async () => {
  const { simulator, json, vm, datastores } = await scene()
  const all = simulator.upstream.datastores()
  const dead = all.find((one) => !one.accessible)
  const relocate = (datastore: string | undefined) =>
    json.finish(vm, 'RelocateVM_Task', { spec: { datastore: { type: 'Datastore', value: datastore } } })
  expect((await relocate(dead?.id)).error).toMatchObject({ _typeName: 'InaccessibleDatastore' })
  const foreign = all.find((one) => one.accessible && !datastores.some((own) => own.value === one.id))
  expect((await relocate(foreign?.id)).error).toMatchObject({
    _typeName: 'InvalidDatastore',
    datastore: { value: foreign?.id },
  })
  const disk = [{ diskId: 7, datastore: { type: 'Datastore', value: foreign?.id } }]
  expect(await json.call(vm, 'RelocateVM_Task', { spec: { disk } })).toMatchObject({
    _typeName: 'InvalidArgument',
    invalidProperty: 'spec.disk.diskId',
  })
})

test('more than a host can carry waits in the queue', async () => {
  const { simulator, json, usable } = await scene()
  const tasks: Loose[] = []
  for (let index = 0; index < 4; index += 1) {
    const name = `many-${index}`
    simulator.upstream.create(name)
    const id = simulator.upstream.vms().find((vm) => vm.name === name)?.id
    tasks.push(await json.call(`VirtualMachine/${id}`, 'RelocateVM_Task', { spec: { datastore: usable[0] } }))
  }
  simulator.advance(1_000)
  const states = async () =>
    Promise.all(tasks.map((task) => json.read(at(task), 'info').then((info) => info.state)))
  // All were made on one host, which carries two copies at once.
  expect(await states()).toEqual(['running', 'running', 'queued', 'queued'])
  simulator.advance(600_000)
  expect(await states()).toEqual(['success', 'success', 'success', 'success'])
})
