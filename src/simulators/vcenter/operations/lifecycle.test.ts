import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  simulator.upstream.quiet(true)
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const vm = `VirtualMachine/${id}`
  const datastore = at((await json.read(vm, 'datastore'))[0] as Loose)
  const free = async () => Number((await json.read(datastore, 'summary')).freeSpace)
  const left = () => simulator.upstream.vms().some((one) => one.name === 'subject')
  return { simulator, json, vm, free, left }
}

test('a template and back', async () => {
  const { json, vm } = await scene()
  const pool = await json.read(vm, 'resourcePool')
  expect(await json.call(vm, 'MarkAsVirtualMachine', { pool })).toMatchObject({ _typeName: 'NotSupported' })
  expect(await json.call(vm, 'MarkAsTemplate')).toBeUndefined()
  expect((await json.read(vm, 'config')).template).toBe(true)
  expect(await json.read(vm, 'resourcePool')).toBeUndefined()
  const gone = { type: 'ResourcePool', value: 'resgroup-0' }
  expect(await json.call(vm, 'MarkAsVirtualMachine', { pool: gone })).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
  })
  expect(await json.call(vm, 'MarkAsVirtualMachine', { pool })).toBeUndefined()
  expect((await json.read(vm, 'config')).template).toBe(false)
  expect(await json.read(vm, 'resourcePool')).toMatchObject({ value: pool.value })
  expect((await json.finish(vm, 'PowerOnVM_Task')).state).toBe('success')
})

test('deleting gives the space back, unregistering does not', async () => {
  const first = await scene()
  const before = await first.free()
  expect((await first.json.finish(first.vm, 'Destroy_Task')).state).toBe('success')
  expect(first.left()).toBe(false)
  expect(await first.free()).toBeGreaterThan(before)
  const second = await scene()
  const full = await second.free()
  expect(await second.json.call(second.vm, 'UnregisterVM')).toBeUndefined()
  expect(second.left()).toBe(false)
  expect(await second.free()).toBe(full)
})

test('what somebody else removes meanwhile fails in its task', async () => {
  const { simulator, json, vm } = await scene()
  const task = await json.call(vm, 'PowerOnVM_Task')
  simulator.upstream.remove('subject')
  simulator.advance(10_000)
  expect(await json.read(at(task), 'info')).toMatchObject({
    state: 'error',
    entityName: 'subject',
    error: { _typeName: 'ManagedObjectNotFound' },
  })
})

test('what somebody else changes meanwhile fails in its task', async () => {
  const { simulator, json, vm } = await scene()
  const task = await json.call(vm, 'PowerOnVM_Task')
  simulator.upstream.setPower('subject', 'on')
  simulator.advance(10_000)
  expect((await json.read(at(task), 'info')).error).toMatchObject({ _typeName: 'InvalidPowerState' })
})

test('tasks outlive the session and a restart of the service', async () => {
  const { simulator, json, vm } = await scene()
  const task = await json.call(vm, 'SuspendVM_Task')
  simulator.restart()
  simulator.advance(10_000)
  const again = await new JsonClient(simulator).login()
  const recent: Loose = await again.read('TaskManager/TaskManager', 'recentTask')
  expect([...recent].map((one) => one.value)).toEqual([task.value])
})

test('hosts and folders are neither renamed nor destroyed', async () => {
  const { simulator, json } = await scene()
  const host = `HostSystem/${simulator.upstream.hosts()[0]?.id}`
  expect(await json.call(host, 'Destroy_Task')).toMatchObject({ _typeName: 'NotSupported' })
  expect(await json.call(host, 'Rename_Task', { newName: 'x' })).toMatchObject({ _typeName: 'NotSupported' })
})
