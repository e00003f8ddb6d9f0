import { describe, expect, test } from 'vitest'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { vimFaultToFault } from '../transport/faults.ts'
import { createVcenter } from '../vcenter.ts'
import { blame } from './blame.ts'

const datastore = (value: string) => ({ type: 'Datastore', value })
const disks = [
  { id: '2000', datastoreId: 'datastore-1' },
  { id: '2001', datastoreId: 'datastore-2' },
]

const faults: [type: string, detail: unknown, action: VmAction, field: string | undefined][] = [
  ['InvalidArgument', { invalidProperty: 'spec.numCPUs' }, { verb: 'edit', cpus: 3 }, 'cpus'],
  [
    'InvalidArgument',
    { invalidProperty: 'spec.numCoresPerSocket' },
    { verb: 'edit', coresPerSocket: 3 },
    'coresPerSocket',
  ],
  ['InvalidArgument', { invalidProperty: 'spec.memoryMB' }, { verb: 'edit', memoryBytes: 1 }, 'memoryBytes'],
  ['InvalidArgument', { invalidProperty: 'spec.annotation' }, { verb: 'edit', notes: 'x' }, 'notes'],
  ['InvalidArgument', { invalidProperty: 'host' }, { verb: 'migrate', hostId: 'host-1' }, 'hostId'],
  ['InvalidArgument', { invalidProperty: 'spec.pool' }, { verb: 'relocate', poolId: 'p' }, 'poolId'],
  ['InvalidArgument', { invalidProperty: 'spec.disk.diskId' }, { verb: 'relocate', disks }, 'disks.0.id'],
  [
    'InvalidArgument',
    { invalidProperty: 'answerChoice' },
    { verb: 'answer', questionId: '1', choice: '9' },
    'choice',
  ],
  [
    'DuplicateName',
    { object: { type: 'VirtualMachine', value: 'vm-9' } },
    { verb: 'edit', name: 'taken' },
    'name',
  ],
  ['InvalidName', { name: '' }, { verb: 'snapshot-create', name: 'x', memory: false }, 'name'],
  [
    'FilesystemQuiesceFault',
    {},
    { verb: 'snapshot-create', name: 'x', memory: false, quiesce: true },
    'quiesce',
  ],
  ['FilesystemQuiesceFault', {}, { verb: 'snapshot-create', name: 'x', memory: false }, undefined],
  ['HostNotConnected', {}, { verb: 'migrate', hostId: 'host-1' }, 'hostId'],
  ['HostNotConnected', {}, { verb: 'start' }, undefined],
  ['CannotAccessNetwork', {}, { verb: 'migrate', hostId: 'host-1' }, 'hostId'],
  ['NoDiskSpace', { datastore: 'nfs-1' }, { verb: 'relocate', datastoreId: 'datastore-1' }, 'datastoreId'],
  ['NoDiskSpace', { datastore: 'nfs-1' }, { verb: 'relocate', disks }, 'disks.0.datastoreId'],
  [
    'InvalidDatastore',
    { datastore: datastore('datastore-2') },
    { verb: 'relocate', disks },
    'disks.1.datastoreId',
  ],
  [
    'ManagedObjectNotFound',
    { obj: datastore('datastore-2') },
    { verb: 'relocate', disks },
    'disks.1.datastoreId',
  ],
  [
    'ManagedObjectNotFound',
    { obj: { type: 'VirtualMachine', value: 'vm-42' } },
    { verb: 'edit', name: 'x' },
    undefined,
  ],
]

test.each(faults)('%s %j of %j', (type, detail, action, field) => {
  const fault = vimFaultToFault({ type, message: 'no', detail, causes: [] }, 'vc')
  expect(toFault(blame(fault, action, 'vm-42')).info.field).toBe(field)
})

test('what is no fault of vim stays as it is', () => {
  const fault = new Fault({ kind: 'timeout', message: 'late' })
  expect(blame(fault, { verb: 'edit', name: 'x' }, 'vm-42')).toBe(fault)
})

test('a VM that is gone was removed by somebody', () => {
  const detail = { obj: { type: 'VirtualMachine', value: 'vm-42' } }
  const fault = vimFaultToFault({ type: 'ManagedObjectNotFound', message: 'no', detail, causes: [] }, 'vc')
  expect(toFault(blame(fault, { verb: 'start' }, 'vm-42')).info).toMatchObject({
    kind: 'not-found',
    message: 'no',
    advice: expect.stringContaining('removed it meanwhile'),
  })
})

const never = () => new AbortController().signal

async function opened(version: '8.0.3' | '7.0.3') {
  const options = {
    id: 'vc',
    seed: 'blame',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  } as const
  const simulator = createVcenterSimulator(options)
  simulator.upstream.quiet(true)
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: (request) => simulator.fetch(request),
    clock: realClock,
    log: silentLog,
  })
  const connection = hypervisor.connect(await hypervisor.signIn(demoAccount, never()))
  simulator.upstream.create('subject')
  const vm = simulator.upstream.vms().find(({ name }) => name === 'subject')?.id ?? ''
  const { actions } = connection
  async function faultOf(action: VmAction): Promise<FaultInfo | undefined> {
    const ticking = setInterval(() => simulator.advance(500), 5)
    try {
      const end = await actions?.run({ vm, action, intent: crypto.randomUUID() }, () => {}, never())
      return end !== undefined && 'fault' in end ? end.fault : undefined
    } catch (error) {
      return toFault(error).info
    } finally {
      clearInterval(ticking)
    }
  }
  const [disk] = (await connection.vm(vm, never())).disks
  return { ...simulator, faultOf, disk: disk?.id ?? '', connection, vm }
}

const wrong: [what: string, action: VmAction, field: string][] = [
  ['migrate: unknown host', { verb: 'migrate', hostId: 'host-none' }, 'hostId'],
  ['migrate: unknown pool', { verb: 'migrate', poolId: 'resgroup-none' }, 'poolId'],
  ['relocate: unknown datastore', { verb: 'relocate', datastoreId: 'datastore-none' }, 'datastoreId'],
  [
    'relocate: unknown disk',
    { verb: 'relocate', disks: [{ id: '9999', datastoreId: 'datastore-11' }] },
    'disks.0.id',
  ],
  ['snapshot-create: name', { verb: 'snapshot-create', name: 'x'.repeat(200), memory: false }, 'name'],
  ['snapshot-revert: unknown', { verb: 'snapshot-revert', snapshotId: 'snapshot-none' }, 'snapshotId'],
  ['snapshot-delete: unknown', { verb: 'snapshot-delete', snapshotId: 'snapshot-none' }, 'snapshotId'],
  [
    'snapshot-rename: unknown',
    { verb: 'snapshot-rename', snapshotId: 'snapshot-none', name: 'x' },
    'snapshotId',
  ],
  ['edit: name', { verb: 'edit', name: 'taken' }, 'name'],
  ['edit: name beside others', { verb: 'edit', name: 'taken', notes: 'x' }, 'name'],
  ['edit: processors', { verb: 'edit', cpus: 768, coresPerSocket: 1 }, 'cpus'],
  ['edit: cores', { verb: 'edit', cpus: 4, coresPerSocket: 3 }, 'coresPerSocket'],
  ['edit: memory', { verb: 'edit', memoryBytes: 2 ** 46 }, 'memoryBytes'],
]

describe.each(['8.0.3', '7.0.3'] as const)('what vCenter %s blames', (version) => {
  test.each(wrong)('%s', async (_, action, field) => {
    const { upstream, faultOf, disk } = await opened(version)
    upstream.create('taken')
    const real = upstream.datastores()[0]?.id ?? ''
    const located =
      action.verb === 'relocate' && action.disks !== undefined
        ? { ...action, disks: action.disks.map(({ id }) => ({ id, datastoreId: real })) }
        : action
    expect(await faultOf(located)).toMatchObject({ field })
    expect(disk).not.toBe('')
  })

  test('templates: pool and host that are not there; questions: an answer that is none', async () => {
    const { upstream, faultOf, connection, vm } = await opened(version)
    const { poolId = '' } = (await connection.vm(vm, never())).vm
    await faultOf({ verb: 'mark-template' })
    expect(await faultOf({ verb: 'mark-vm', poolId: 'resgroup-none' })).toMatchObject({ field: 'poolId' })
    expect(await faultOf({ verb: 'mark-vm', poolId, hostId: 'host-none' })).toMatchObject({ field: 'hostId' })
    expect(await faultOf({ verb: 'mark-vm', poolId })).toBeUndefined()
    await faultOf({ verb: 'start' })
    upstream.askQuestion('subject')
    const { question } = await connection.vm(vm, never())
    const answer = { verb: 'answer', questionId: question?.id ?? '', choice: '99' } as const
    expect(await faultOf(answer)).toMatchObject({ field: 'choice' })
  })
})
