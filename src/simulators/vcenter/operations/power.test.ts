import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  simulator.upstream.quiet(true)
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const vm = `VirtualMachine/${id}`
  const events = async (chain: unknown) => {
    const filter = { eventChainId: chain, disableFullMessage: false }
    const found: Loose = await json.call('EventManager/EventManager', 'QueryEvents', { filter })
    return [...found].map((event) => String(event._typeName))
  }
  return { simulator, json, vm, events }
}

test('every power operation leaves the events of its chain', async () => {
  const { json, vm, events } = await scene()
  const run = async (method: string) => events((await json.finish(vm, method)).eventChainId)
  expect(await run('PowerOnVM_Task')).toEqual(['TaskEvent', 'VmStartingEvent', 'DrsVmPoweredOnEvent'])
  expect(await run('ResetVM_Task')).toEqual(['TaskEvent', 'VmResettingEvent'])
  expect(await run('SuspendVM_Task')).toEqual(['TaskEvent', 'VmSuspendingEvent', 'VmSuspendedEvent'])
  expect(await run('PowerOnVM_Task')).toEqual(['TaskEvent', 'VmResumingEvent', 'DrsVmPoweredOnEvent'])
  expect(await run('PowerOnVM_Task')).toEqual(['TaskEvent', 'VmFailedToPowerOnEvent'])
  expect(await run('PowerOffVM_Task')).toEqual(['TaskEvent', 'VmStoppingEvent', 'VmPoweredOffEvent'])
})

test('a start may name a host of the cluster, and no other', async () => {
  const { simulator, json, vm } = await scene()
  const own = (await json.read(vm, 'runtime')).host as Loose
  const cluster = await json.read(at(own), 'parent')
  const hosts = [...(await json.read(at(cluster), 'host'))] as Loose[]
  const foreign = simulator.upstream.hosts().find((host) => !hosts.some((one) => one.value === host.id))
  const refused = await json.call(vm, 'PowerOnVM_Task', { host: { type: 'HostSystem', value: foreign?.id } })
  expect(refused).toMatchObject({ _typeName: 'InvalidArgument', invalidProperty: 'host' })
  const target = hosts.find((one) => one.value !== own.value)
  expect((await json.finish(vm, 'PowerOnVM_Task', { host: target })).state).toBe('success')
  expect((await json.read(vm, 'runtime')).host).toMatchObject({ value: target?.value })
})

test('a guest is asked, and obeys a little later', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.setPower('subject', 'on')
  simulator.upstream.setTools('subject', true)
  expect(await json.call(vm, 'StandbyGuest')).toBeUndefined()
  expect((await json.read(vm, 'runtime')).powerState).toBe('poweredOn')
  simulator.advance(5_000)
  expect((await json.read(vm, 'runtime')).powerState).toBe('suspended')
  simulator.upstream.setPower('subject', 'on')
  simulator.upstream.setTools('subject', true)
  expect(await json.call(vm, 'ShutdownGuest')).toBeUndefined()
  simulator.advance(8_000)
  expect(await json.read(vm, 'runtime')).toMatchObject({ powerState: 'poweredOff', cleanPowerOff: true })
  // What returns no task is listed among them all the same.
  const names = simulator.upstream.tasks().map((task) => task.method)
  expect(names).toEqual(['StandbyGuest', 'ShutdownGuest'])
})
