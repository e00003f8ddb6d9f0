import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  return { simulator, json, vm: `VirtualMachine/${id}` }
}

const taskPaths = ['info.state', 'info.progress', 'info.error', 'info.result']

test('a list of tasks is followed by one filter', async () => {
  const { simulator, json, vm } = await scene()
  const list = await json.call('ViewManager/ViewManager', 'CreateListView', { obj: [] })
  const collector = at(await json.call('PropertyCollector/propertyCollector', 'CreatePropertyCollector'))
  await json.call(collector, 'CreateFilter', {
    spec: {
      propSet: [{ type: 'Task', pathSet: taskPaths }],
      objectSet: [
        {
          obj: list,
          skip: true,
          selectSet: [{ _typeName: 'TraversalSpec', type: 'ListView', path: 'view', skip: false }],
        },
      ],
    },
    partialUpdates: false,
  })
  let version = ''
  const news = async () => {
    const set = await json.call(collector, 'WaitForUpdatesEx', { version, options: { maxWaitSeconds: 0 } })
    version = String(set?.version ?? version)
    const objects = [...(set?.filterSet?.[0]?.objectSet ?? [])] as Loose[]
    return objects.map((object) => ({
      kind: object.kind,
      ...Object.fromEntries(
        ([...(object.changeSet ?? [])] as Loose[]).map((change) => [change.name, change.val?._value]),
      ),
    }))
  }
  await news()
  const task = await json.call(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  await json.call(at(list), 'ModifyListView', { add: [task] })
  expect(await news()).toEqual([{ kind: 'enter', 'info.state': 'queued' }])
  simulator.advance(2_700)
  expect(await news()).toMatchObject([{ kind: 'modify', 'info.state': 'running', 'info.progress': 50 }])
  simulator.advance(5_000)
  expect(await news()).toMatchObject([
    { kind: 'modify', 'info.state': 'success', 'info.result': { type: 'VirtualMachineSnapshot' } },
  ])
  simulator.advance(1_500_000)
  expect(await news()).toEqual([{ kind: 'leave' }])
})

test('tasks leave the recent ones after ten minutes, and are forgotten later', async () => {
  const { simulator, json, vm } = await scene()
  const info = await json.finish(vm, 'PowerOnVM_Task')
  const recent = async (object: string) =>
    [...(await json.read(object, 'recentTask'))].map((task: Loose) => task.value)
  expect(await recent('TaskManager/TaskManager')).toContain(info.key)
  expect(await recent(vm)).toEqual([info.key])
  simulator.advance(700_000)
  expect(await recent('TaskManager/TaskManager')).toEqual([])
  expect(await recent(vm)).toEqual([])
  expect((await json.read(`Task/${info.key}`, 'info')).state).toBe('success')
  simulator.advance(700_000)
  expect(await json.read(`Task/${info.key}`, 'info')).toMatchObject({ _typeName: 'ManagedObjectNotFound' })
})

test('the history of tasks can be scrolled and filtered', async () => {
  const { simulator, json, vm } = await scene()
  await json.finish(vm, 'PowerOnVM_Task')
  await json.finish(vm, 'PowerOnVM_Task')
  await json.finish(vm, 'PowerOffVM_Task')
  const collect = async (filter: object) =>
    at(await json.call('TaskManager/TaskManager', 'CreateCollectorForTasks', { filter }))
  const all = await collect({
    entity: { entity: { type: 'VirtualMachine', value: vm.split('/')[1] }, recursion: 'self' },
  })
  const names = (list: Loose) => [...list].map((info) => `${info.name} ${info.state}`)
  expect(names(await json.read(all, 'latestPage'))).toEqual([
    'PowerOffVM_Task success',
    'PowerOnVM_Task error',
    'PowerOnVM_Task success',
  ])
  await json.call(all, 'RewindCollector')
  expect(names(await json.call(all, 'ReadNextTasks', { maxCount: 2 }))).toEqual([
    'PowerOnVM_Task success',
    'PowerOnVM_Task error',
  ])
  expect(names(await json.call(all, 'ReadNextTasks', { maxCount: 2 }))).toEqual(['PowerOffVM_Task success'])
  expect(names(await json.call(all, 'ReadPreviousTasks', { maxCount: 1 }))).toEqual([
    'PowerOffVM_Task success',
  ])
  const failed = await collect({ state: ['error'] })
  expect(names(await json.read(failed, 'latestPage'))).toEqual(['PowerOnVM_Task error'])
  // What is forgotten by the tasks is still in the history.
  simulator.advance(3_000_000)
  expect(names(await json.read(failed, 'latestPage'))).toEqual(['PowerOnVM_Task error'])
  expect(await json.call(failed, 'DestroyCollector')).toBeUndefined()
})

test('the task manager describes every kind of task', async () => {
  const { json, vm } = await scene()
  const description = await json.read('TaskManager/TaskManager', 'description')
  const keys = [...(description.methodInfo ?? [])].map((row: Loose) => row.key)
  const info = await json.finish(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  expect(keys).toContain(info.descriptionId)
  expect(keys).toContain('vm.Snapshot.remove')
})

test('a rule makes the next task fail with a named fault', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.failTask({
    vm: 'subject',
    method: 'PowerOnVM_Task',
    fault: 'InsufficientMemoryResourcesFault',
    message: 'The host does not have sufficient memory resources.',
    fields: { unreserved: 1_024, requested: 4_096 },
  })
  const failed = await json.finish(vm, 'PowerOnVM_Task')
  expect(failed).toMatchObject({
    state: 'error',
    error: {
      _typeName: 'InsufficientMemoryResourcesFault',
      requested: 4_096,
      faultMessage: [{ message: 'The host does not have sufficient memory resources.' }],
    },
  })
  const events: Loose = await json.call('EventManager/EventManager', 'QueryEvents', {
    filter: { eventChainId: failed.eventChainId },
  })
  expect([...events].at(-1)).toMatchObject({ _typeName: 'VmFailedToPowerOnEvent' })
  expect((await json.finish(vm, 'PowerOnVM_Task')).state).toBe('success')
})

test('the recent tasks are followed by walking from the task manager', async () => {
  const { simulator, json, vm } = await scene()
  const collector = at(await json.call('PropertyCollector/propertyCollector', 'CreatePropertyCollector'))
  await json.call(collector, 'CreateFilter', {
    spec: {
      propSet: [{ type: 'Task', pathSet: ['info.state', 'info.entity'] }],
      objectSet: [
        {
          obj: { type: 'TaskManager', value: 'TaskManager' },
          skip: true,
          selectSet: [{ _typeName: 'TraversalSpec', type: 'TaskManager', path: 'recentTask', skip: false }],
        },
      ],
    },
    partialUpdates: false,
  })
  let version = ''
  const kinds = async () => {
    const set = await json.call(collector, 'WaitForUpdatesEx', { version, options: { maxWaitSeconds: 0 } })
    version = String(set?.version ?? version)
    return ([...(set?.filterSet?.[0]?.objectSet ?? [])] as Loose[]).map((object) => object.kind)
  }
  expect(await kinds()).toEqual([])
  await json.call(vm, 'PowerOnVM_Task')
  expect(await kinds()).toEqual(['enter'])
  simulator.advance(5_000)
  expect(await kinds()).toEqual(['modify'])
  simulator.advance(700_000)
  expect(await kinds()).toEqual(['leave'])
})

test('nothing happens by itself when it is to be quiet, and the next task can be made to fail', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.quiet(true)
  const before = simulator.upstream.vms()
  simulator.advance(1_800_000)
  expect(simulator.upstream.vms()).toEqual(before)
  simulator.upstream.failNext('subject')
  const failed = await json.finish(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  expect(failed.error).toMatchObject({ _typeName: 'GenericVmConfigFault' })
})
