import { afterEach, expect, test } from 'vitest'
import type { CustomizationOf } from '../../../../contract/clone/customization.ts'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { CloneFinding } from '../../../../contract/clone/plan.ts'
import type { AdapterPlan } from '../../clone-port.ts'
import type { Source } from '../../clone-suite.ts'
import type { Connection } from '../../port.ts'
import { orderFor } from '../../test-clone-stage.ts'
import { type VcenterSubject, vcenterSubject } from './test-subject.ts'

const never = () => new AbortController().signal
let subject: VcenterSubject

afterEach(() => subject.close())

async function planOf(order: CloneOrder, copy = 0, connection?: Connection): Promise<AdapterPlan> {
  const { cloning } = connection ?? subject.connection
  if (cloning === undefined) throw new Error('no cloning')
  return cloning.plan(order, copy, await subject.known(), never())
}

const at = (findings: readonly CloneFinding[], field: string) =>
  findings.filter((finding) => finding.field === field).map(({ level }) => level)

async function scene(
  version: '8.0.3' | '7.0.3' = '8.0.3',
  shape: Parameters<VcenterSubject['simulator']['upstream']['shape']>[1] = {},
) {
  subject = await vcenterSubject(version)
  const from = await subject.source('vm')
  subject.simulator.upstream.shape(from.name, shape)
  return from
}

const linux: CustomizationOf<'linux'> = {
  kind: 'linux',
  domain: 'corp.example',
  adapters: [{ ipv4: 'dhcp' }],
}

test('what is plain goes over REST, everything else by the task; each says why', async () => {
  const from = await scene()
  const wayOf = async (more: Partial<CloneOrder>, of: Source = from) => {
    const { way, why } = await planOf(orderFor(of, ['c'], more))
    expect(why.length).toBeGreaterThan(10)
    return way
  }
  expect(await wayOf({})).toBe('rest')
  expect(await wayOf({ powerOn: true, disks: [{ id: '2001', remove: true }] })).toBe('rest')
  expect(await wayOf({ customization: { kind: 'stored', name: 'linux-dhcp' } })).toBe('rest')
  const byTask: Partial<CloneOrder>[] = [
    { template: true },
    { cpus: 4 },
    { notes: 'n' },
    { nics: [{ id: '4000', connected: false }] },
    { disks: [{ id: '2000', format: 'thin' }] },
    { customization: linux },
    { moveType: 'moveAllDiskBackingsAndConsolidate' },
    { homePolicyId: 'p' },
    { extraSpec: { config: { firmware: 'efi' } } },
    { copies: [{ name: 'a/b' }] },
    { copies: [{ name: 'c', hostName: 'h' }], customization: { kind: 'stored', name: 'linux-dhcp' } },
    { way: 'task' },
  ]
  for (const more of byTask) expect(await wayOf(more), JSON.stringify(more)).toBe('task')
  const snapshot = await subject.source('snapshot')
  expect(await wayOf({}, snapshot)).toBe('task')
  expect(await wayOf({}, await subject.source('template'))).toBe('task')
  subject.simulator.upstream.shape(from.name, { encrypted: true })
  expect(await wayOf({})).toBe('task')
  const forced = await planOf(orderFor(from, ['c'], { way: 'rest', template: true }))
  expect(at(forced.findings, 'way')).toEqual(['error'])
  expect(forced.ways.find(({ way }) => way === 'rest')?.possible).toContain('Encrypted')
})

test('shows the request as it will be sent, its secrets masked', async () => {
  const from = await scene()
  const customization = { ...linux, script: 'echo hunter2' }
  const plan = await planOf(orderFor(from, ['a', 'b/2'], { customization, cpus: 4 }), 1)
  const [request] = plan.requests
  expect(request).toMatchObject({ method: 'POST', contentType: 'application/json' })
  expect(request?.path).toBe(`/sdk/vim25/8.0.3.0/VirtualMachine/${from.source.vm}/CloneVM_Task`)
  const body = JSON.parse(request?.body ?? '')
  expect(body).toMatchObject({ name: 'b%2f2', spec: { config: { numCPUs: 4 } } })
  expect(body.spec.customization.identity.scriptText).toBe('•••')
  expect(JSON.stringify(plan)).not.toContain('hunter2')
  const rest = await planOf(orderFor(from, ['a']))
  expect(rest.requests[0]?.path).toBe('/api/vcenter/vm?action=clone&vmw-task=true')
})

test('names the privileges of each kind of copy, on objects with their names', async () => {
  const from = await scene('8.0.3', { encrypted: true })
  const viewer = await subject.viewer()
  const needs = async (of: Source, more: Partial<CloneOrder> = {}) => {
    const { privileges, findings } = await planOf(orderFor(of, ['c'], more), 0, viewer)
    expect(privileges.every(({ held }) => held === false)).toBe(true)
    expect(findings.filter(({ level }) => level === 'error').length).toBeGreaterThanOrEqual(privileges.length)
    for (const { object } of privileges) expect(object.name).not.toBe(object.id)
    return privileges.map(({ privilege }) => privilege)
  }
  expect(await needs(from, { customization: linux })).toEqual([
    'VirtualMachine.Provisioning.Clone',
    'Cryptographer.Clone',
    'VirtualMachine.Provisioning.Customize',
    'VirtualMachine.Inventory.CreateFromExisting',
    'Resource.AssignVMToPool',
    'Datastore.AllocateSpace',
  ])
  expect(await needs(from, { template: true })).toContain('VirtualMachine.Provisioning.CreateTemplateFromVM')
  expect(await needs(from, { template: true })).not.toContain('Resource.AssignVMToPool')
  const template = await subject.source('template')
  expect(await needs(template)).toContain('VirtualMachine.Provisioning.DeployTemplate')
  expect(await needs(template, { template: true })).toContain('VirtualMachine.Provisioning.CloneTemplate')
  const { networkId, datastoreId, hostId = '' } = await subject.elsewhere(from)
  const far = {
    nics: [{ id: '4000', networkId }],
    disks: [{ id: '2001', datastoreId }],
    placement: { hostId },
  }
  const more = await needs(from, far)
  expect(more).toContain('Network.Assign')
  expect(more).toContain('Cryptographer.RegisterHost')
  expect(more.filter((privilege) => privilege === 'Datastore.AllocateSpace')).toHaveLength(2)
})

test('privileges that nobody can tell are unknown, and said to be', async () => {
  const from = await scene()
  subject.simulator.faults.add({ path: 'HasPrivilegeOnEntities', effect: { garbage: true } })
  const { privileges, findings } = await planOf(orderFor(from, ['c']))
  expect(privileges.length).toBeGreaterThan(3)
  expect(privileges.every(({ held }) => held === undefined)).toBe(true)
  expect(
    findings.some(({ level, message }) => level === 'info' && message.includes('could not be checked')),
  ).toBe(true)
})

test('customization is held against the guest, its tools and its cards', async () => {
  const from = await scene('8.0.3', { guest: 'windows', cards: 2 })
  const guest = async (more: Partial<CloneOrder>) => (await planOf(orderFor(from, ['c'], more))).findings
  expect(at(await guest({ customization: linux }), 'customization.kind')).toEqual(['error'])
  subject.simulator.upstream.shape(from.name, { guest: 'other' })
  expect(at(await guest({ customization: linux }), 'customization.kind')).toEqual(['error'])
  subject.simulator.upstream.shape(from.name, { guest: 'linux', tools: 'none' })
  expect(at(await guest({ customization: linux }), 'customization.kind')).toEqual(['error'])
  subject.simulator.upstream.shape(from.name, { tools: 'current' })
  const fewer = await guest({ customization: linux })
  expect(at(fewer, 'customization.kind')).toEqual([])
  expect(at(fewer, 'customization.adapters')).toEqual(['info'])
  const many = { ...linux, adapters: [...linux.adapters, ...linux.adapters, ...linux.adapters] }
  expect(at(await guest({ customization: many }), 'customization.adapters')).toEqual(['error'])
  expect(at(await guest({ customization: { ...linux, password: 'x' } }), 'customization.password')).toEqual([
    'error',
  ])
  expect(at(await guest({ customization: linux, template: true }), 'template')).toEqual(['info'])
  expect(at(await guest({ copies: [{ name: 'c', hostName: 'h' }] }), 'customization.kind')).toEqual([
    'warning',
  ])
  expect(
    at(await guest({ customization: { kind: 'stored', name: 'nobody' } }), 'customization.name'),
  ).toEqual(['error'])
})

test('TPMs, encrypted and running sources, snapshots and memory are said what they mean', async () => {
  const from = await scene('8.0.3', { tpm: true, encrypted: true })
  const found = async (more: Partial<CloneOrder>) => (await planOf(orderFor(from, ['c'], more))).findings
  expect(at(await found({}), 'tpm')).toEqual(['warning'])
  expect(at(await found({ tpm: 'replace' }), 'tpm')).toEqual([])
  expect(at(await found({}), 'source.vm')).toEqual(['info'])
  expect(at(await found({ linked: true }), 'linked')).toEqual(['error'])
  expect(at(await found({ memory: true }), 'memory')).toEqual(['error'])
  expect(at(await found({ moveType: 'createNewChildDiskBacking' }), 'moveType')).toEqual(['error'])
  expect(at(await found({ coresPerSocket: 3 }), 'coresPerSocket')).toEqual(['error'])
  expect(at(await found({ disks: [{ id: '2999', remove: true }] }), 'disks.0.id')).toEqual(['error'])
  subject.simulator.upstream.setPower(from.name, 'on')
  expect(at(await found({}), 'source.vm')).toEqual(['info', 'info'])
  await subject.close()
  const old = await scene('7.0.3', { tpm: true })
  expect(at((await planOf(orderFor(old, ['c'], { tpm: 'replace' }))).findings, 'tpm')).toEqual(['error'])
})

test('policies are held against the datastores that they are wanted on', async () => {
  const from = await scene()
  const options = await subject.connection.cloning?.options(from.source, never())
  const policies = options?.storagePolicies
  if (!Array.isArray(policies)) throw new Error('no policies')
  const [gold, silver] = policies
  const rows = [...(await subject.known()).rows()]
  const nfs = rows.find((row) => row.kind === 'datastore' && row.type === 'NFS')
  if (nfs === undefined) throw new Error('no NFS')
  const found = async (more: Partial<CloneOrder>) => (await planOf(orderFor(from, ['c'], more))).findings
  const onNfs = { placement: { datastoreId: nfs.id } }
  expect(at(await found({ ...onNfs, diskPolicyId: gold?.id ?? '' }), 'diskPolicyId')).toEqual(['error'])
  expect(at(await found({ ...onNfs, diskPolicyId: silver?.id ?? '' }), 'diskPolicyId')).toEqual([])
  const disks = [{ id: '2001', policyId: gold?.id ?? '', datastoreId: nfs.id }]
  expect(at(await found({ disks }), 'disks.0.policyId')).toEqual(['error'])
  const forced = { way: 'rest', diskPolicyId: gold?.id ?? '', fallbackToDefaultPolicy: true } as const
  const fallen = await found({ ...onNfs, ...forced })
  expect(at(fallen, 'diskPolicyId')).toEqual(['warning'])
  expect(at(fallen, 'way')).toEqual(['warning'])
  expect(at(await found({ fallbackToDefaultPolicy: true }), 'fallbackToDefaultPolicy')).toEqual(['warning'])
  subject.simulator.faults.add({ path: 'check-compatibility', effect: { status: 404, body: '{}' } })
  expect(at(await found({ ...onNfs, diskPolicyId: gold?.id ?? '' }), 'diskPolicyId')).toEqual(['info'])
})

test('every place that some copy goes to is checked, and named as that copy’s', async () => {
  const from = await scene()
  const { datastoreId, hostId = '' } = await subject.elsewhere(from)
  const copies = [
    { name: 'a' },
    { name: 'b', placement: { datastoreId } },
    { name: 'c', placement: { datastoreId, hostId } },
    { name: 'd', placement: { datastoreId } },
  ]
  const viewer = await subject.viewer()
  const { privileges, findings } = await planOf(orderFor(from, [], { copies }), 0, viewer)
  const spaces = privileges.filter(({ privilege }) => privilege === 'Datastore.AllocateSpace')
  expect(spaces.map(({ object }) => object.id)).toContain(datastoreId)
  expect(new Set(privileges.map(({ privilege, object }) => `${privilege} ${object.id}`)).size).toBe(
    privileges.length,
  )
  expect(at(findings, 'copies.1.placement.datastoreId')).toEqual(['error'])
  const lost = { ...from, placement: {} }
  const gone = await planOf(
    orderFor(lost, [], { copies: [{ name: 'a' }, { name: 'b', placement: { hostId: 'host-999' } }] }),
  )
  expect(at(gone.findings, 'copies.1.placement.hostId')).toEqual(['error'])
  await expect(planOf(orderFor(from, ['a']), 7)).rejects.toMatchObject({ info: { kind: 'invalid-input' } })
})

test('what is not there any more is found before anything is sent', async () => {
  const from = await scene()
  const { findings, requests } = await planOf(orderFor(from, ['c'], { placement: { hostId: 'host-999' } }))
  expect(at(findings, 'placement.hostId')).toEqual(['error'])
  expect(requests.length).toBeLessThanOrEqual(1)
  const second = await planOf(
    orderFor(from, ['a', 'b'], {
      copies: [{ name: 'a' }, { name: 'b', address: '192.0.2.1' }],
      customization: linux,
    }),
    1,
  )
  expect(at(second.findings, 'copies.1.netmask')).toEqual(['error'])
})
