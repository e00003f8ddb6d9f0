import { afterEach, describe, expect, test } from 'vitest'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { type CloneStep, stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import type { Source } from '../../clone-suite.ts'
import { orderFor } from '../../test-clone-stage.ts'
import { type VcenterSubject, vcenterSubject } from './test-subject.ts'

const never = () => new AbortController().signal
let subject: VcenterSubject

afterEach(() => subject.close())

/** How the order's only copy fails, whether the system refused it outright or in its task. */
async function failure(order: CloneOrder): Promise<FaultInfo> {
  try {
    const end = await subject.connection.cloning?.run(
      { order, intent: crypto.randomUUID() },
      () => {},
      never(),
    )
    if (end !== undefined && 'fault' in end) return end.fault
    throw new Error(`no fault but ${end?.state}`)
  } catch (error) {
    if (error instanceof Fault) return error.info
    throw error
  }
}

/** A full order, whose every object a fault can name. */
async function scene(version: '8.0.3' | '7.0.3', options: Parameters<typeof vcenterSubject>[1] = {}) {
  subject = await vcenterSubject(version, options)
  const from = await subject.source('vm')
  const { datastoreId, networkId, hostId = '', folderId = '' } = await subject.elsewhere(from)
  const [card] = (await subject.connection.vm(from.source.vm, never())).nics
  return { from, datastoreId, networkId, hostId, folderId, card: card?.id ?? '' }
}

const managed = (type: string, value: string) => ({ type, value })

interface Case {
  fault: string
  fields?: (at: Awaited<ReturnType<typeof scene>>) => Record<string, unknown>
  field: string | undefined
  step: CloneStep
  says?: RegExp
}

/** The errors of the reference of `CloneVM_Task`, and specific ones of each family. */
const cases: readonly Case[] = [
  {
    fault: 'InvalidArgument',
    fields: () => ({ invalidProperty: 'spec.location.host' }),
    field: 'placement.hostId',
    step: 'placement',
  },
  {
    fault: 'InvalidArgument',
    fields: () => ({ invalidProperty: 'spec.location.pool' }),
    field: 'placement.poolId',
    step: 'placement',
  },
  {
    fault: 'InvalidArgument',
    fields: () => ({ invalidProperty: 'spec.location.disk[0].datastore' }),
    field: 'placement.datastoreId',
    step: 'placement',
  },
  {
    fault: 'InvalidArgument',
    fields: () => ({ invalidProperty: 'spec.config.numCPUs' }),
    field: 'cpus',
    step: 'guest',
  },
  {
    fault: 'InvalidArgument',
    fields: () => ({ invalidProperty: 'spec.snapshot' }),
    field: 'source.snapshotId',
    step: 'source',
  },
  { fault: 'CustomizationFault', field: 'customization', step: 'guest' },
  {
    fault: 'UncustomizableGuest',
    fields: () => ({ uncustomizableGuestOS: 'x' }),
    field: 'customization.kind',
    step: 'guest',
  },
  {
    fault: 'NicSettingMismatch',
    fields: () => ({ numberOfNicsInSpec: 1, numberOfNicsInVM: 2 }),
    field: 'customization.adapters',
    step: 'guest',
  },
  { fault: 'CannotDecryptPasswords', field: 'customization.password', step: 'guest' },
  { fault: 'LinuxVolumeNotClean', field: 'customization', step: 'guest' },
  {
    fault: 'TaskInProgress',
    fields: () => ({ task: managed('Task', 'task-1') }),
    field: 'source.vm',
    step: 'source',
  },
  { fault: 'NotSupported', field: 'way', step: 'review' },
  { fault: 'InvalidState', field: 'source.vm', step: 'source' },
  {
    fault: 'InvalidDatastore',
    fields: (at) => ({ datastore: managed('Datastore', at.datastoreId), name: 'x' }),
    field: 'placement.datastoreId',
    step: 'placement',
  },
  {
    fault: 'DatastoreNotWritableOnHost',
    fields: (at) => ({ datastore: managed('Datastore', at.datastoreId), name: 'x' }),
    field: 'placement.datastoreId',
    step: 'placement',
  },
  {
    fault: 'FileFault',
    fields: () => ({ file: '[x] a.vmdk' }),
    field: 'placement.datastoreId',
    step: 'placement',
  },
  {
    fault: 'NoDiskSpace',
    fields: () => ({ file: '[x]', datastore: 'x' }),
    field: 'placement.datastoreId',
    step: 'placement',
  },
  { fault: 'VmConfigFault', field: 'placement.hostId', step: 'placement' },
  { fault: 'IDEDiskNotSupported', field: 'disks', step: 'disks' },
  {
    fault: 'NumVirtualCpusNotSupported',
    fields: () => ({ maxSupportedVcpusDest: 1, numberOfCpus: 2 }),
    field: 'cpus',
    step: 'guest',
  },
  {
    fault: 'MemorySizeNotSupported',
    fields: () => ({ memorySizeMB: 1, minMemorySizeMB: 1, maxMemorySizeMB: 1 }),
    field: 'memoryBytes',
    step: 'guest',
  },
  { fault: 'MigrationFault', field: 'placement.hostId', step: 'placement' },
  {
    fault: 'MismatchedNetworkPolicies',
    fields: () => ({ device: 'card', backing: 'net', connected: true }),
    field: 'nics',
    step: 'guest',
  },
  {
    fault: 'CannotAccessNetwork',
    fields: (at) => ({
      device: 'card',
      backing: 'net',
      connected: true,
      network: managed('Network', at.networkId),
    }),
    field: 'nics.0.networkId',
    step: 'guest',
  },
  { fault: 'DiskMoveTypeNotSupported', field: 'moveType', step: 'disks' },
  { fault: 'SnapshotCopyNotSupported', field: 'source.snapshotId', step: 'source' },
  { fault: 'InsufficientResourcesFault', field: 'placement', step: 'placement' },
  {
    fault: 'InsufficientMemoryResourcesFault',
    fields: () => ({ unreserved: 1, requested: 2 }),
    field: 'placement',
    step: 'placement',
  },
  {
    fault: 'DuplicateName',
    fields: (at) => ({ name: 'x', object: managed('VirtualMachine', at.from.source.vm) }),
    field: 'copies.0.name',
    step: 'copies',
  },
  { fault: 'InvalidName', fields: () => ({ name: 'x' }), field: 'copies.0.name', step: 'copies' },
  { fault: 'HostNotConnected', field: 'placement.hostId', step: 'placement' },
  {
    fault: 'NoPermission',
    fields: (at) => ({ object: managed('HostSystem', at.hostId), privilegeId: 'Cryptographer.RegisterHost' }),
    field: 'placement.hostId',
    step: 'placement',
    says: /Missing: Cryptographer\.RegisterHost on “[^”]*esx[^”]*”/,
  },
  {
    fault: 'NoPermission',
    fields: (at) => ({
      object: managed('VirtualMachine', at.from.source.vm),
      privilegeId: 'Cryptographer.Clone',
    }),
    field: 'source.vm',
    step: 'source',
    says: /Missing: Cryptographer\.Clone on “vm 1”/,
  },
  {
    fault: 'NoPermission',
    fields: (at) => ({
      object: managed('VirtualMachine', at.from.source.vm),
      privilegeId: 'VirtualMachine.Provisioning.Customize',
    }),
    field: 'customization',
    step: 'guest',
    says: /Customize on “vm 1”/,
  },
]

function fullOrder(at: Awaited<ReturnType<typeof scene>>): CloneOrder {
  return orderFor(at.from, ['copy'], {
    way: 'task',
    placement: { hostId: at.hostId, datastoreId: at.datastoreId, folderId: at.folderId },
    nics: [{ id: at.card, networkId: at.networkId }],
    cpus: 2,
  })
}

describe.each([
  ['VI JSON', '8.0.3'],
  ['SOAP', '7.0.3'],
] as const)('over %s', (_, version) => {
  test('every fault of CloneVM_Task arrives at its step and field, readable', async () => {
    const at = await scene(version, { step: 5_000 })
    const { upstream } = subject.simulator
    for (const { fault, fields, field, step, says } of cases) {
      const message = `In the words of vCenter: ${fault}.`
      // Whatever a test injects is a value that the simulator can write.
      const more = (fields?.(at) ?? {}) as NonNullable<Parameters<typeof upstream.failTask>[0]['fields']>
      upstream.failTask({ vm: at.from.name, method: 'CloneVM_Task', fault, message, fields: more })
      const info = await failure(fullOrder(at))
      expect(info, fault).toMatchObject({ code: fault, ...(field === undefined ? {} : { field }) })
      expect(info.message).toContain(message)
      expect(stepOfField(info.field), fault).toBe(step)
      if (says !== undefined) expect(info.message).toMatch(says)
    }
  })
})

test('what is refused before there is a task is blamed the same way', async () => {
  const at = await scene('8.0.3')
  const gone = { ...at, folderId: 'group-v999' }
  expect(await failure(fullOrder(gone))).toMatchObject({ kind: 'not-found', field: 'placement.folderId' })
  expect(await failure({ ...fullOrder(at), placement: { hostId: 'host-999' } })).toMatchObject({
    field: 'placement.hostId',
  })
  expect(
    await failure({ ...fullOrder(at), source: { ...at.from.source, snapshotId: 'snapshot-999' } }),
  ).toMatchObject({
    field: 'source.snapshotId',
  })
  expect(
    await failure({ ...fullOrder(at), customization: { kind: 'stored', name: 'nobody' } }),
  ).toMatchObject({
    kind: 'not-found',
    field: 'customization.name',
  })
  expect(await failure({ ...fullOrder(at), memoryBytes: 4 * 1024 ** 2 + 1 })).toMatchObject({
    field: 'memoryBytes',
  })
})

interface RestCase {
  type: string
  status: number
  message?: (at: Awaited<ReturnType<typeof scene>>) => string
  kind: FaultInfo['kind']
  field: string | undefined
}

/** The errors of the reference of `vm?action=clone`. */
const restCases: readonly RestCase[] = [
  { type: 'already_exists', status: 400, kind: 'conflict', field: 'copies.0.name' },
  { type: 'error', status: 500, kind: 'unavailable', field: undefined },
  {
    type: 'invalid_argument',
    status: 400,
    message: () => 'The placement is disjoint.',
    kind: 'invalid-input',
    field: 'placement',
  },
  {
    type: 'invalid_argument',
    status: 400,
    message: () => "Disk '2001' is both to be removed and to be updated.",
    kind: 'invalid-input',
    field: 'disks.0',
  },
  {
    type: 'not_found',
    status: 404,
    message: (at) => `datastore with identifier '${at.datastoreId}' does not exist.`,
    kind: 'not-found',
    field: 'placement.datastoreId',
  },
  {
    type: 'not_found',
    status: 404,
    message: (at) => `host with identifier '${at.hostId}' does not exist.`,
    kind: 'not-found',
    field: 'placement.hostId',
  },
  { type: 'resource_inaccessible', status: 500, kind: 'unavailable', field: 'placement' },
  {
    type: 'resource_inaccessible',
    status: 500,
    message: (at) => `Host '${at.hostId}' is not accessible.`,
    kind: 'unavailable',
    field: 'placement.hostId',
  },
  { type: 'service_unavailable', status: 503, kind: 'unavailable', field: undefined },
  { type: 'unable_to_allocate_resource', status: 500, kind: 'unavailable', field: 'placement' },
  { type: 'unauthenticated', status: 401, kind: 'auth', field: undefined },
  { type: 'unauthorized', status: 403, kind: 'forbidden', field: undefined },
]

const restOrder = (from: Source, at: Awaited<ReturnType<typeof scene>>): CloneOrder =>
  orderFor(from, ['copy'], {
    way: 'rest',
    placement: { hostId: at.hostId, datastoreId: at.datastoreId },
    disks: [{ id: '2001', datastoreId: at.datastoreId }],
  })

test.each(['/api', '/rest'] as const)('every error of %s arrives at its field, readable', async (dialect) => {
  const at = await scene(dialect === '/api' ? '8.0.3' : '7.0.3', { rest: dialect })
  const { faults } = subject.simulator
  for (const { type, status, message, kind, field } of restCases) {
    const text = message?.(at) ?? `In the words of REST: ${type}.`
    const plain = { error_type: type.toUpperCase(), messages: [{ id: 'x', default_message: text, args: [] }] }
    const body = JSON.stringify(
      dialect === '/api' ? plain : { type: `com.vmware.vapi.std.errors.${type}`, value: plain },
    )
    const effect = {
      status: dialect === '/rest' && status === 500 ? 400 : status,
      body,
      contentType: 'application/json',
    }
    faults.add({ method: 'POST', path: 'vm?action=clone', times: 1, effect })
    const info = await failure(restOrder(at.from, at))
    expect(info, text).toMatchObject({ kind, code: type.toUpperCase(), message: text })
    expect(info.field, text).toBe(field)
  }
  expect(faults.match('POST', 'vm?action=clone', '')).toBeUndefined()
})

test('REST tells of a failed task as of a refusal', async () => {
  const at = await scene('8.0.3')
  const { upstream } = subject.simulator
  upstream.failTask({
    vm: at.from.name,
    method: 'CloneVM_Task',
    fault: 'InsufficientResourcesFault',
    message: 'Full.',
  })
  expect(await failure(restOrder(at.from, at))).toMatchObject({
    code: 'UNABLE_TO_ALLOCATE_RESOURCE',
    message: 'Full.',
    field: 'placement',
  })
})
