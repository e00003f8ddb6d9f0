import { expect, test } from 'vitest'
import { JsonClient, type Loose, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  const vm = `VirtualMachine/${id}`
  const change = (spec: object) => json.finish(vm, 'ReconfigVM_Task', { spec })
  const fault = async (spec: object) => {
    const reply = await change(spec)
    return reply.error ?? reply
  }
  const config = () => json.read(vm, 'config')
  return { simulator, json, vm, change, fault, config }
}

test('notes, size and name change together, and the event says what', async () => {
  const { simulator, json, change, config } = await scene()
  const info = await change({
    name: 'renamed',
    annotation: 'a note',
    numCPUs: 6,
    numCoresPerSocket: 3,
    memoryMB: 6_144,
    extraConfig: [{ key: 'guestinfo.role', value: { _typeName: 'string', _value: 'db' } }],
  })
  expect(info).toMatchObject({ state: 'success', descriptionId: 'VirtualMachine.reconfigure' })
  const after = await config()
  expect(after).toMatchObject({
    name: 'renamed',
    annotation: 'a note',
    hardware: { numCPU: 6, numCoresPerSocket: 3, memoryMB: 6_144 },
  })
  expect([...(after.extraConfig ?? [])].map((option) => option.key)).toContain('guestinfo.role')
  expect(simulator.upstream.vms().some((vm) => vm.name === 'renamed')).toBe(true)
  const events: Loose = await json.call('EventManager/EventManager', 'QueryEvents', {
    filter: { eventChainId: info.eventChainId },
  })
  const types = [...events].map((event) => event._typeName)
  expect(types).toEqual(['TaskEvent', 'VmRenamedEvent', 'VmReconfiguredEvent'])
  expect(String([...events].at(-1)?.configChanges?.modified)).toContain('config.hardware.numCPU')
})

test('a configuration that somebody else changed is not overwritten', async () => {
  const { change, fault, config } = await scene()
  const { changeVersion } = await config()
  expect((await change({ changeVersion, annotation: 'mine' })).state).toBe('success')
  expect(await fault({ changeVersion, annotation: 'late' })).toMatchObject({ _typeName: 'ConcurrentAccess' })
  expect((await config()).annotation).toBe('mine')
})

test('values that no virtual machine could have', async () => {
  const { fault } = await scene()
  const cases: [object, object][] = [
    [{ numCPUs: 0 }, { _typeName: 'InvalidArgument', invalidProperty: 'spec.numCPUs' }],
    [{ numCPUs: 4, numCoresPerSocket: 3 }, { invalidProperty: 'spec.numCoresPerSocket' }],
    [{ memoryMB: 1_023 }, { invalidProperty: 'spec.memoryMB' }],
    [{ guestId: 'amigaGuest' }, { invalidProperty: 'spec.guestId' }],
    [
      { numCPUs: 4_096, numCoresPerSocket: 1 },
      { _typeName: 'NumVirtualCpusNotSupported', numberOfCpus: 4_096 },
    ],
    [{ memoryMB: 40_000_000 }, { _typeName: 'MemorySizeNotSupported', memorySizeMB: 40_000_000 }],
    [{ name: ' ' }, { _typeName: 'InvalidName' }],
    [
      {
        deviceChange: [
          { operation: 'remove', device: { _typeName: 'VirtualDisk', key: 9, capacityInKB: 1 } },
        ],
      },
      {
        _typeName: 'InvalidDeviceSpec',
        deviceIndex: 0,
      },
    ],
  ]
  for (const [spec, expected] of cases) expect(await fault(spec)).toMatchObject(expected)
})

test('a running virtual machine grows only when it was prepared for it', async () => {
  const { simulator, change, fault, config } = await scene()
  await change({
    numCPUs: 2,
    numCoresPerSocket: 1,
    memoryMB: 2_048,
    cpuHotAddEnabled: false,
    memoryHotAddEnabled: false,
  })
  simulator.upstream.setPower('subject', 'on')
  expect(await fault({ numCPUs: 4 })).toMatchObject({ _typeName: 'CpuHotPlugNotSupported' })
  expect(await fault({ memoryMB: 4_096 })).toMatchObject({ _typeName: 'MemoryHotPlugNotSupported' })
  expect(await fault({ cpuHotAddEnabled: true })).toMatchObject({
    _typeName: 'InvalidPowerState',
    requestedState: 'poweredOff',
  })
  simulator.upstream.setPower('subject', 'off')
  await change({ cpuHotAddEnabled: true, memoryHotAddEnabled: true })
  simulator.upstream.setPower('subject', 'on')
  expect(await config()).toMatchObject({ hotPlugMemoryLimit: 32_768, hotPlugMemoryIncrementSize: 128 })
  expect((await change({ numCPUs: 4, memoryMB: 4_096 })).state).toBe('success')
  expect((await config()).hardware).toMatchObject({ numCPU: 4, memoryMB: 4_096 })
  expect(await fault({ numCPUs: 2 })).toMatchObject({ _typeName: 'CpuHotPlugNotSupported' })
  expect(await fault({ memoryMB: 65_536 })).toMatchObject({
    _typeName: 'MemorySizeNotSupported',
    maxMemorySizeMB: 32_768,
  })
  expect(await fault({ numCoresPerSocket: 2 })).toMatchObject({ _typeName: 'InvalidPowerState' })
  expect((await change({ annotation: 'notes always' })).state).toBe('success')
})

test('disks grow but do not shrink, cards change their network', async () => {
  const { json, vm, change, fault, config } = await scene()
  const devices = async () => [...((await config()).hardware?.device ?? [])] as Loose[]
  const disk = (await devices()).find((device) => device._typeName === 'VirtualDisk') as Loose
  const resized = (capacityInKB: number) => ({
    deviceChange: [{ operation: 'edit', device: { _typeName: 'VirtualDisk', key: disk.key, capacityInKB } }],
  })
  const size = Number(disk.capacityInKB)
  expect((await change(resized(size * 2))).state).toBe('success')
  expect((await devices()).find((device) => device.key === disk.key)?.capacityInKB).toBe(size * 2)
  expect(await fault(resized(size))).toMatchObject({ _typeName: 'InvalidDeviceSpec' })
  const before = await json.read(vm, 'network')
  const host = (await json.read(vm, 'runtime')).host as Loose
  const networks = [...(await json.read(`HostSystem/${host.value}`, 'network'))] as Loose[]
  const other = networks.find((one) => one.type === 'Network' && one.value !== before[0]?.value)
  if (other === undefined) return
  const card = {
    _typeName: 'VirtualVmxnet3',
    key: 4_000,
    backing: { _typeName: 'VirtualEthernetCardNetworkBackingInfo', deviceName: '', network: other },
  }
  await change({ deviceChange: [{ operation: 'edit', device: card }] })
  expect((await json.read(vm, 'network'))[0]).toMatchObject({ value: other.value })
})
