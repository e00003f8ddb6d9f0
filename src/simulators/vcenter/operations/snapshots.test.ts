import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  simulator.upstream.quiet(true)
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const vm = `VirtualMachine/${id}`
  const take = async (name: string, options: object = {}) => {
    const body = { name, memory: false, quiesce: false, ...options }
    return json.finish(vm, 'CreateSnapshot_Task', body)
  }
  const taken = async (name: string, options: object = {}) => {
    const result = (await take(name, options)).result?._value as Loose
    return at(result)
  }
  return { simulator, json, vm, id, take, taken }
}

test('memory comes along when asked for, and a revert brings it back', async () => {
  const { simulator, json, vm, taken } = await scene()
  const cold = await taken('cold')
  const before = (await json.read(vm, 'config')).hardware?.numCPU
  await json.finish(vm, 'ReconfigVM_Task', {
    spec: { numCPUs: 12, numCoresPerSocket: 1, annotation: 'later' },
  })
  simulator.upstream.setPower('subject', 'on')
  const warm = await taken('warm', { memory: true })
  const tree = (await json.read(vm, 'snapshot')).rootSnapshotList?.[0]
  expect(tree).toMatchObject({
    state: 'poweredOff',
    childSnapshotList: [{ state: 'poweredOn', name: 'warm' }],
  })
  expect((await json.finish(cold, 'RevertToSnapshot_Task')).state).toBe('success')
  expect((await json.read(vm, 'runtime')).powerState).toBe('poweredOff')
  expect((await json.read(vm, 'config')).hardware?.numCPU).toBe(before)
  await json.finish(warm, 'RevertToSnapshot_Task', { suppressPowerOn: true })
  expect((await json.read(vm, 'runtime')).powerState).toBe('poweredOff')
  await json.finish(vm, 'RevertToCurrentSnapshot_Task')
  expect((await json.read(vm, 'runtime')).powerState).toBe('poweredOn')
  expect((await json.read(vm, 'config')).annotation).toBe('later')
})

test('one, one with its children, or all of them can go', async () => {
  const { json, vm, taken } = await scene()
  const [one, two, three] = [await taken('one'), await taken('two'), await taken('three')]
  await json.finish(two, 'RemoveSnapshot_Task', { removeChildren: false })
  const names = async () => {
    const found: string[] = []
    const walk = (list: Loose | undefined) => {
      for (const node of [...(list ?? [])]) {
        found.push(String(node.name))
        walk(node.childSnapshotList)
      }
    }
    walk((await json.read(vm, 'snapshot'))?.rootSnapshotList)
    return found
  }
  expect(await names()).toEqual(['one', 'three'])
  expect(await json.call(two, 'RemoveSnapshot_Task', { removeChildren: false })).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
  })
  await json.finish(one, 'RemoveSnapshot_Task', { removeChildren: true })
  expect(await names()).toEqual([])
  expect(await json.call(three, 'RevertToSnapshot_Task')).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
  })
  await taken('again')
  await json.finish(vm, 'RemoveAllSnapshots_Task', { consolidate: false })
  expect((await json.read(vm, 'runtime')).consolidationNeeded).toBe(true)
  await json.finish(vm, 'ConsolidateVMDisks_Task')
  expect((await json.read(vm, 'runtime')).consolidationNeeded).toBe(false)
})

test('names and descriptions can be changed', async () => {
  const { json, vm, taken } = await scene()
  const one = await taken('one')
  expect(await json.call(one, 'RenameSnapshot', { name: 'better', description: 'why' })).toBeUndefined()
  expect((await json.read(vm, 'snapshot')).rootSnapshotList?.[0]).toMatchObject({
    name: 'better',
    description: 'why',
  })
  expect(await json.call(one, 'RenameSnapshot', { name: ' ' })).toMatchObject({ _typeName: 'InvalidName' })
})

test('a snapshot fails without a name, without tools to quiesce, and below 32 others', async () => {
  const { simulator, take } = await scene()
  expect((await take('')).error).toMatchObject({ _typeName: 'InvalidName' })
  simulator.upstream.setPower('subject', 'on')
  expect((await take('quiet', { quiesce: true })).error).toMatchObject({
    _typeName: 'FilesystemQuiesceFault',
  })
  simulator.upstream.setTools('subject', true)
  expect((await take('quiet', { quiesce: true })).state).toBe('success')
  simulator.upstream.setPower('subject', 'off')
  for (let level = 2; level <= 32; level += 1) await take(`level ${level}`)
  expect((await take('one too many')).error).toMatchObject({ _typeName: 'TooManySnapshotLevels' })
})

test('SOAP has the newer call, too', async () => {
  const { simulator, id } = await scene()
  const soap = new SoapClient(simulator)
  await soap.login()
  const reply = await soap.call(
    'CreateSnapshotEx_Task',
    `<_this type="VirtualMachine">${id}</_this><name>ex</name><memory>false</memory>` +
      '<quiesceSpec i:type="VirtualMachineWindowsQuiesceSpec"><timeout>5</timeout><vssBackupType>1</vssBackupType></quiesceSpec>',
  )
  const task = /<returnval type="Task">(.*?)<\/returnval>/.exec(reply.text)?.[1]
  simulator.advance(10_000)
  const info = await soap.call(
    'RetrievePropertiesEx',
    '<_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>Task</type><pathSet>info</pathSet></propSet>' +
      `<objectSet><obj type="Task">${task}</obj></objectSet></specSet><options/>`,
  )
  expect(info.text).toContain('<val xsi:type="TaskInfo">')
  expect(info.text).toContain(
    '<result type="VirtualMachineSnapshot" xsi:type="ManagedObjectReference">snapshot-',
  )
  expect(info.text).toContain('<reason xsi:type="TaskReasonUser"><userName>GANTRY\\admin</userName></reason>')
})
