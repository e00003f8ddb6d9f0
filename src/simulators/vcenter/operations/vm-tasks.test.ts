import { expect, test } from 'vitest'
import type { Simulator } from '../../world/simulator.ts'
import { at, JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

function vmWith(simulator: Simulator, power: 'on' | 'off') {
  const found = simulator.upstream.vms().find((vm) => vm.power === power)
  if (found === undefined) throw new Error(`no VM that is ${power}`)
  return `VirtualMachine/${found.id}`
}

const info = (json: JsonClient, task: Loose) =>
  json.send('GET', `/sdk/vim25/8.0.3.0/Task/${task.value}/info`).then((reply) => reply.json)

const property = (json: JsonClient, object: string, name: string) =>
  json.send('GET', `/sdk/vim25/8.0.3.0/${object}/${name}`).then((reply) => reply.json)

test('a power-on is a task that progresses, and the guest boots afterwards', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const vm = vmWith(simulator, 'off')
  const task = await json.call(vm, 'PowerOnVM_Task')
  expect(task).toMatchObject({ _typeName: 'ManagedObjectReference', type: 'Task' })
  expect(await info(json, task)).toMatchObject({
    descriptionId: 'VirtualMachine.powerOn',
    state: 'queued',
    cancelable: false,
    reason: { _typeName: 'TaskReasonUser', userName: 'GANTRY\\admin' },
  })
  expect(await json.call(vm, 'PowerOnVM_Task')).toMatchObject({
    _typeName: 'TaskInProgress',
    task: { value: task.value },
  })
  simulator.advance(200)
  expect(await info(json, task)).toMatchObject({ state: 'running', progress: 0 })
  simulator.advance(1_500)
  expect(await info(json, task)).toMatchObject({ state: 'running', progress: 50 })
  simulator.advance(1_500)
  const done = await info(json, task)
  expect(done).toMatchObject({ state: 'success', completeTime: '2026-01-05T00:00:03.200Z' })
  expect(done.progress).toBeUndefined()
  expect((await property(json, vm, 'runtime')).powerState).toBe('poweredOn')
  simulator.advance(30_000)
  const guest = await property(json, vm, 'guest')
  expect(guest).toMatchObject({ toolsRunningStatus: 'guestToolsRunning', guestState: 'running' })
  expect(guest.ipAddress).toMatch(/^10\.\d+\.\d+\.\d+$/)
})

test('a power operation in the wrong state fails in its task', async () => {
  const simulator = smallVcenter('7.0.3')
  const soap = new SoapClient(simulator)
  await soap.login()
  const id = vmWith(simulator, 'on').replace('VirtualMachine/', '')
  const reply = await soap.call('PowerOnVM_Task', `<_this type="VirtualMachine">${id}</_this>`)
  simulator.advance(200)
  const task = /<returnval type="Task">(.*?)<\/returnval>/.exec(reply.text)?.[1]
  const read = await soap.call(
    'RetrievePropertiesEx',
    '<_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>Task</type><pathSet>info.state</pathSet><pathSet>info.error</pathSet></propSet>' +
      `<objectSet><obj type="Task">${task}</obj></objectSet></specSet><options/>`,
  )
  expect(read.text).toContain('<name>info.state</name><val xsi:type="TaskInfoState">error</val>')
  expect(read.text).toContain(
    '<name>info.error</name><val xsi:type="LocalizedMethodFault"><fault xsi:type="InvalidPowerState">' +
      '<requestedState>poweredOn</requestedState><existingState>poweredOn</existingState></fault>' +
      '<localizedMessage>The attempted operation cannot be performed in the current state (Powered on).</localizedMessage></val>',
  )
})

test('the guest is asked to shut down, and refuses when it does not run', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  const off = await json.send('POST', `/sdk/vim25/8.0.3.0/${vmWith(simulator, 'off')}/ShutdownGuest`)
  expect(off.status).toBe(500)
  expect(off.json).toMatchObject({ _typeName: 'InvalidPowerState', existingState: 'poweredOff' })
  const vm = vmWith(simulator, 'on')
  const asked = await json.send('POST', `/sdk/vim25/8.0.3.0/${vm}/ShutdownGuest`)
  expect([asked.status, asked.text]).toEqual([204, ''])
  simulator.advance(8_000)
  const runtime = await property(json, vm, 'runtime')
  expect(runtime).toMatchObject({ powerState: 'poweredOff', cleanPowerOff: true })
})

test('snapshots grow a tree', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('fresh')
  const fresh = simulator.upstream.vms().find((vm) => vm.name === 'fresh')
  const vm = `VirtualMachine/${fresh?.id}`
  for (const name of ['one', 'two']) {
    await json.finish(vm, 'CreateSnapshot_Task', { name, memory: false, quiesce: false })
  }
  const snapshot = await property(json, vm, 'snapshot')
  expect(snapshot.rootSnapshotList).toMatchObject([
    {
      _typeName: 'VirtualMachineSnapshotTree',
      name: 'one',
      id: 1,
      childSnapshotList: [{ name: 'two', id: 2 }],
    },
  ])
  const [one] = snapshot.rootSnapshotList ?? []
  await json.finish(at(one?.snapshot as Loose), 'RevertToSnapshot_Task')
  expect((await property(json, vm, 'snapshot')).currentSnapshot?.value).toBe(one?.snapshot?.value)
  await json.finish(at(one?.snapshot as Loose), 'RemoveSnapshot_Task', { removeChildren: false })
  expect((await property(json, vm, 'snapshot')).rootSnapshotList).toMatchObject([{ name: 'two' }])
  await json.finish(vm, 'RemoveAllSnapshots_Task')
  expect(await property(json, vm, 'snapshot')).toBeUndefined()
})

test('renaming needs a free name', async () => {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('one')
  simulator.upstream.create('two')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'two')?.id
  expect(await json.finish(`VirtualMachine/${id}`, 'Rename_Task', { newName: 'one' })).toMatchObject({
    state: 'error',
    error: { _typeName: 'DuplicateName', name: 'one' },
  })
  await json.finish(`VirtualMachine/${id}`, 'Rename_Task', { newName: 'a%2fb' })
  expect(simulator.upstream.vms().some((vm) => vm.name === 'a/b')).toBe(true)
})
