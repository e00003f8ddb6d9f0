import { expect, test } from 'vitest'
import { at, JsonClient, type Loose, SoapClient, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('origin')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'origin')?.id
  const vm = `VirtualMachine/${id}`
  const folder = await json.read(vm, 'parent')
  const pool = await json.read(vm, 'resourcePool')
  const clone = (name: string, spec: object = {}, source = vm) =>
    json.finish(source, 'CloneVM_Task', {
      folder,
      name,
      spec: { location: {}, powerOn: false, template: false, ...spec },
    })
  const template = async () => {
    await json.call(vm, 'MarkAsTemplate')
    return vm
  }
  return { simulator, json, vm, folder, pool, clone, template }
}

test('a clone is a new virtual machine, and can be changed on the way', async () => {
  const { json, clone } = await scene()
  const info = await clone('copy', {
    powerOn: true,
    config: { numCPUs: 4, memoryMB: 8_192, annotation: 'a copy' },
  })
  expect(info).toMatchObject({ state: 'success', result: { _value: { type: 'VirtualMachine' } } })
  const copy = `VirtualMachine/${info.result?._value?.value}`
  expect((await json.read(copy, 'config')).hardware).toMatchObject({ numCPU: 4, memoryMB: 8_192 })
  expect((await json.read(copy, 'config')).annotation).toBe('a copy')
  expect((await json.read(copy, 'runtime')).powerState).toBe('poweredOn')
  const events: Loose = await json.call('EventManager/EventManager', 'QueryEvents', {
    filter: { eventChainId: info.eventChainId },
  })
  expect([...events].map((event) => event._typeName)).toEqual([
    'TaskEvent',
    'VmBeingClonedEvent',
    'VmClonedEvent',
    'VmStartingEvent',
    'DrsVmPoweredOnEvent',
  ])
})

test('the name must be free when the copy begins and when it ends', async () => {
  const { simulator, json, vm, folder, clone } = await scene()
  expect((await clone('origin')).error).toMatchObject({ _typeName: 'DuplicateName', name: 'origin' })
  expect((await clone(' ')).error).toMatchObject({ _typeName: 'InvalidName' })
  const order = { folder, name: 'twin', spec: { location: {}, powerOn: false, template: false } }
  const tasks = [await json.call(vm, 'CloneVM_Task', order), await json.call(vm, 'CloneVM_Task', order)]
  // Meanwhile the source is only read: nobody may change it.
  expect(await json.call(vm, 'PowerOnVM_Task')).toMatchObject({ _typeName: 'TaskInProgress' })
  simulator.advance(300_000)
  const states = await Promise.all(tasks.map((task) => json.read(at(task), 'info')))
  expect(states.map((info) => info.state)).toEqual(['success', 'error'])
  expect(states[1]?.error).toMatchObject({ _typeName: 'DuplicateName' })
})

test('a template needs a pool to become a virtual machine', async () => {
  const { json, pool, clone, template } = await scene()
  await template()
  expect(await json.read(await template(), 'resourcePool')).toBeUndefined()
  expect(await clone('deployed')).toMatchObject({
    _typeName: 'InvalidArgument',
    invalidProperty: 'spec.location.pool',
  })
  const info = await clone('deployed', { location: { pool } })
  expect(info.state).toBe('success')
  expect((await clone('golden', { template: true })).state).toBe('success')
})

test('a linked clone needs a snapshot of the source', async () => {
  const { json, vm, clone } = await scene()
  const location = { diskMoveType: 'createNewChildDiskBacking' }
  expect(await clone('linked', { location })).toMatchObject({
    _typeName: 'InvalidArgument',
    invalidProperty: 'spec.snapshot',
  })
  const snapshot = (
    await json.finish(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  ).result?._value
  const info = await clone('linked', { location, snapshot })
  expect(info.state).toBe('success')
  const storage = (await json.read(`VirtualMachine/${info.result?._value?.value}`, 'summary')).storage
  expect(Number(storage?.committed)).toBeLessThan(
    Number((await json.read(vm, 'summary')).storage?.committed) / 5,
  )
  expect(
    await clone('x', { snapshot: { type: 'VirtualMachineSnapshot', value: 'snapshot-0' } }),
  ).toMatchObject({
    _typeName: 'ManagedObjectNotFound',
  })
  expect(await clone('x', { memory: true })).toMatchObject({ invalidProperty: 'spec.memory' })
  expect(await clone('x', { tpmProvisionPolicy: 'keep' })).toMatchObject({
    invalidProperty: 'spec.tpmProvisionPolicy',
  })
})

test('a stored specification customizes the guest when it starts', async () => {
  const { simulator, json, vm, clone } = await scene()
  const family = String((await json.read(vm, 'config')).guestId)
  const stored = (name: string) =>
    json.call('CustomizationSpecManager/CustomizationSpecManager', 'GetCustomizationSpec', { name })
  const fits = family.startsWith('windows') ? 'windows-domain' : 'linux-dhcp'
  const wrong = family.startsWith('windows') ? 'linux-dhcp' : 'windows-domain'
  expect(await stored('nobody')).toMatchObject({ _typeName: 'NotFound' })
  const { spec } = await stored(fits)
  const cards = (await json.read(vm, 'network')).length
  const nicSettingMap = Array.from({ length: cards }, () => (spec as Loose).nicSettingMap?.[0])
  const info = await clone('tailored', {
    customization: { ...(spec as object), nicSettingMap },
    powerOn: true,
  })
  expect(info.state).toBe('success')
  const copy = `VirtualMachine/${info.result?._value?.value}`
  simulator.advance(60_000)
  expect(String((await json.read(copy, 'guest')).hostName).toLowerCase()).toContain('tailored')
  expect((await clone('misfit', { customization: (await stored(wrong)).spec })).error).toMatchObject({
    _typeName: 'UncustomizableGuest',
  })
  const many = [...nicSettingMap, ...nicSettingMap]
  expect(
    (await clone('misfit', { customization: { ...(spec as object), nicSettingMap: many } })).error,
  ).toMatchObject({
    _typeName: 'NicSettingMismatch',
    numberOfNicsInVM: cards,
  })
})

test('SOAP takes the same order', async () => {
  const { simulator, vm, folder } = await scene()
  const soap = new SoapClient(simulator)
  await soap.login()
  const id = vm.replace('VirtualMachine/', '')
  const reply = await soap.call(
    'CloneVM_Task',
    `<_this type="VirtualMachine">${id}</_this><folder type="Folder">${folder.value}</folder><name>soap%2fcopy</name>` +
      '<spec><location/><template>false</template><config><numCPUs>2</numCPUs><deviceChange><operation>add</operation>' +
      '<device i:type="VirtualDisk"><key>-1</key><backing i:type="VirtualDiskFlatVer2BackingInfo"><fileName></fileName>' +
      '<diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned></backing><capacityInKB>1048576</capacityInKB></device></deviceChange></config>' +
      '<powerOn>false</powerOn></spec>',
  )
  expect(reply.text).toContain('<returnval type="Task">task-')
  simulator.advance(300_000)
  expect(simulator.upstream.vms().some((one) => one.name === 'soap/copy')).toBe(true)
})

test('disks are written in the format that was asked for, and can be left out of linked copies', async () => {
  const { simulator, json, vm, clone } = await scene()
  simulator.upstream.shape('origin', { disks: 3 })
  const datastore = (await json.read(vm, 'datastore'))[0]
  const backing = (more: object) => ({
    _typeName: 'VirtualDiskFlatVer2BackingInfo',
    fileName: '',
    diskMode: 'persistent',
    ...more,
  })
  const disk = [
    { diskId: 2000, datastore, diskBackingInfo: backing({ thinProvisioned: true }) },
    { diskId: 2001, datastore, diskBackingInfo: backing({ thinProvisioned: false, eagerlyScrub: true }) },
    { diskId: 2002, datastore, diskBackingInfo: backing({ thinProvisioned: false, eagerlyScrub: false }) },
  ]
  const disksOf = async (info: Loose) => {
    const config = await json.read(`VirtualMachine/${info.result?._value?.value}`, 'config')
    return [...(config.hardware?.device ?? [])].filter((each) => each._typeName === 'VirtualDisk')
  }
  const formats = (await disksOf(await clone('formats', { location: { disk } }))).map(({ backing: file }) => [
    file?.thinProvisioned,
    file?.eagerlyScrub,
  ])
  expect(formats).toEqual([
    [true, undefined],
    [false, true],
    [false, false],
  ])
  const taken = await json.finish(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  const deviceChange = [
    { operation: 'remove', device: { _typeName: 'VirtualDisk', key: 2001, capacityInKB: 1 } },
  ]
  const location = { diskMoveType: 'createNewChildDiskBacking', deviceChange }
  const linked = await clone('linked', { location, snapshot: taken.result?._value })
  expect((await disksOf(linked)).map(({ key }) => key)).toEqual([2000, 2002])
})

test('encrypted sources need their own privilege; a TPM can be made anew; a planned failure leaves a half-made copy', async () => {
  const { simulator, json, vm, folder, clone } = await scene()
  simulator.upstream.shape('origin', { encrypted: true, tpm: true, disks: 2 })
  const info = await clone('sealed', { tpmProvisionPolicy: 'replace' })
  const config = await json.read(`VirtualMachine/${info.result?._value?.value}`, 'config')
  expect(config.keyId).toMatchObject({ keyId: 'key-1', providerId: { id: 'Native Key Provider' } })
  expect([...(config.hardware?.device ?? [])].some(({ _typeName }) => _typeName === 'VirtualTPM')).toBe(true)
  const viewer = await new JsonClient(simulator).login('viewer@gantry.example')
  const order = { folder, name: 'x', spec: { location: {}, powerOn: false, template: false } }
  expect(await viewer.call(vm, 'CloneVM_Task', order)).toMatchObject({ _typeName: 'NoPermission' })
  simulator.upstream.failTask({ vm: 'origin', fault: 'FileLocked', fields: { file: '[x] y' }, leaves: true })
  expect((await clone('half')).error).toMatchObject({ _typeName: 'FileLocked' })
  const search = (name: string) => json.call('SearchIndex/SearchIndex', 'FindChild', { entity: folder, name })
  const half = await search('half')
  expect((await json.read(at(half), 'config')).hardware?.device).toBeDefined()
  expect((await json.read(at(half), 'datastore')).length).toBe(1)
  expect(await search('nobody')).toBeFalsy()
})

test('a snapshot keeps the hardware of its time', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.shape('origin', { cpus: 2 })
  const taken = await json.finish(vm, 'CreateSnapshot_Task', { name: 's', memory: false, quiesce: false })
  const tree = (await json.read(vm, 'snapshot')).rootSnapshotList?.[0]
  expect(taken.state).toBe('success')
  await json.finish(vm, 'ReconfigVM_Task', { spec: { numCPUs: 6 } })
  expect(
    (await json.read(`VirtualMachineSnapshot/${tree?.snapshot?.value}`, 'config')).hardware,
  ).toMatchObject({ numCPU: 2 })
  expect((await json.read(vm, 'config')).hardware).toMatchObject({ numCPU: 6 })
})
