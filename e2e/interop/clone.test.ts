import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CloneEnd, CloneProgress } from '../../src/bff/hypervisors/clone-port.ts'
import type { Connection } from '../../src/bff/hypervisors/port.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { createVcenter } from '../../src/bff/hypervisors/vcenter/vcenter.ts'
import { type CloneOrder, orderForCopy } from '../../src/contract/clone/order.ts'
import { Fault } from '../../src/contract/fault.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

/** Copies on a vCenter that is not ours: what the adapter says is compared with what `govc` sees. */

let vcsim: Vcsim
let connection: Connection
let source = ''
let poolId = ''
const never = () => new AbortController().signal
const known = { get: () => undefined, rows: () => [] }

interface Described {
  virtualMachines: {
    self: { value: string }
    name: string
    runtime: { powerState: string }
    config: {
      template: boolean
      annotation: string
      extraConfig?: { key: string; value: unknown }[]
      hardware: { memoryMB: number; numCPU: number; device: { capacityInKB?: number }[] }
    }
  }[]
}

async function seen(): Promise<Described['virtualMachines']> {
  const paths = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const described: Described = JSON.parse(await vcsim.govc('vm.info', '-json', ...paths))
  return described.virtualMachines
}

const named = async (name: string) => (await seen()).filter((vm) => vm.name === name)

function orderFor(names: string[], more: Partial<CloneOrder> = {}): CloneOrder {
  return {
    source: { vm: source },
    template: false,
    copies: names.map((name) => ({ name })),
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...more,
  }
}

async function run(order: CloneOrder, copy = 0, told: CloneProgress[] = []): Promise<CloneEnd> {
  const { cloning } = connection
  if (cloning === undefined) throw new Error('no cloning')
  const request = { order: orderForCopy(order, copy), intent: crypto.randomUUID() }
  try {
    return await cloning.run(request, (one) => told.push(one), never())
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { state: 'failed', fault: error.info }
  }
}

beforeAll(async () => {
  vcsim = await startVcsim(20)
  const hypervisor = createVcenter({
    system: { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url },
    send: (request) => fetch(request),
    clock: realClock,
    log: silentLog,
  })
  connection = hypervisor.connect(await hypervisor.signIn(account, never()))
  source = (await seen())[0]?.self.value ?? ''
  poolId = (await connection.vm(source, never())).vm.poolId ?? ''
})

afterAll(() => vcsim.stop())

test('knows what can be chosen', async () => {
  const options = await connection.cloning?.options({ vm: source }, never())
  expect(options).toMatchObject({
    source: { kind: 'vm', id: source },
    ways: [
      { way: 'rest', possible: expect.any(String) },
      { way: 'task', possible: true },
    ],
  })
  expect(options?.disks).toHaveLength(1)
  expect(options?.nics).toHaveLength(1)
  expect(options?.reach.length).toBeGreaterThan(5)
  for (const { datastoreIds = [], networkIds = [] } of options?.reach ?? []) {
    expect(datastoreIds.length).toBeGreaterThan(0)
    expect(networkIds.length).toBeGreaterThan(0)
  }
})

test('a full copy with other hardware, planned before it is made', async () => {
  const order = orderFor(['full'], { cpus: 2, memoryBytes: 64 * 1024 ** 2 })
  const plan = await connection.cloning?.plan(order, 0, known, never())
  expect(plan).toMatchObject({ way: 'task', protocol: expect.stringContaining('SOAP') })
  expect(plan?.privileges.length).toBeGreaterThan(3)
  expect(plan?.privileges.every(({ held }) => held === true)).toBe(true)
  expect(await named('full')).toEqual([])
  const told: CloneProgress[] = []
  const end = await run(order, 0, told)
  expect(end).toMatchObject({ state: 'done', makes: { kind: 'vm', name: 'full' } })
  const [copy] = await named('full')
  expect(copy?.self.value).toBe(end.makes?.id)
  expect(copy?.config).toMatchObject({ template: false, hardware: { memoryMB: 64, numCPU: 2 } })
  expect(told[0]?.upstreamId).toMatch(/^task-/)
})

test('a template of a VM, and a VM of that template', async () => {
  const end = await run(orderFor(['golden'], { template: true, powerOn: true }))
  expect(end).toMatchObject({ state: 'done', makes: { kind: 'template' } })
  expect((await named('golden'))[0]).toMatchObject({
    config: { template: true },
    runtime: { powerState: 'poweredOff' },
  })
  const template = { source: { vm: end.makes?.id ?? '' } }
  const deployed = await run(orderFor(['deployed'], { ...template, placement: { poolId }, powerOn: true }))
  expect(deployed).toMatchObject({ state: 'done', makes: { kind: 'vm' } })
  expect((await named('deployed'))[0]).toMatchObject({
    config: { template: false },
    runtime: { powerState: 'poweredOn' },
  })
})

test('a linked copy of a snapshot', async () => {
  const taken = await connection.actions?.run(
    {
      vm: source,
      action: { verb: 'snapshot-create', name: 'base', memory: false },
      intent: crypto.randomUUID(),
    },
    () => {},
    never(),
  )
  expect(taken).toEqual({ state: 'done' })
  const [snapshot] = (await connection.vm(source, never())).snapshots
  const from = { source: { vm: source, snapshotId: snapshot?.id ?? '' }, linked: true }
  expect(await run(orderFor(['linked'], from))).toMatchObject({ state: 'done' })
  expect(await named('linked')).toHaveLength(1)
})

test('everything that can be asked for is understood by types that are not ours', async () => {
  const { disks, nics } = await connection.vm(source, never())
  const id = disks[0]?.id ?? ''
  const card = { id: nics[0]?.id ?? '', connected: false }
  const adapters = [
    {
      ...{ ipv4: 'static' as const, address: '192.0.2.5', netmask: '255.255.255.0', gateways: ['192.0.2.1'] },
      ...{
        ipv6: [{ address: '2001:db8::5', prefix: 64 }],
        dnsServers: ['192.0.2.53'],
        netBios: 'enable' as const,
      },
    },
  ]
  const extraSpec = {
    config: {
      extraConfig: [{ key: 'guestinfo.a', value: { _typeName: 'string', _value: 'b' } }],
      cpuAllocation: { shares: { shares: 0, level: 'high' }, reservation: 10 },
      bootOptions: {
        bootOrder: [{ _typeName: 'VirtualMachineBootOptionsBootableCdromDevice' }],
        bootDelay: 5,
      },
      vAppConfig: { property: [{ operation: 'add', info: { key: 1, id: 'p', type: 'string', value: 'x' } }] },
      firmware: 'efi',
    },
  }
  const linux = await run(
    orderFor(['lin'], {
      disks: [{ id, format: 'thick-eager', policyId: 'policy-1' }],
      nics: [card],
      homePolicyId: 'policy-1',
      notes: 'made <here>',
      tpm: 'copy',
      extraSpec,
      customization: { kind: 'linux', domain: 'corp.example', hwClockUtc: true, script: 'exit', adapters },
    }),
  )
  expect(linux).toMatchObject({ state: 'done' })
  const windows = await run(
    orderFor(['win'], {
      customization: {
        ...{ kind: 'windows', fullName: 'Corp', organization: 'Corp', timeZone: 110, password: 'p' },
        ...{ changeSid: true, deleteAccounts: false, commands: ['a', 'b'], adapters },
        membership: { kind: 'domain', name: 'corp.example', userName: 'j', password: 'q' },
      },
    }),
  )
  expect(windows).toMatchObject({ state: 'done' })
  const [copy] = await named('lin')
  expect(copy?.config.extraConfig).toContainEqual(expect.objectContaining({ key: 'guestinfo.a', value: 'b' }))
})

test('twenty copies, of which two have names that are taken', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `web-${String(index + 1).padStart(3, '0')}`)
  await run(orderFor(['web-005']))
  await run(orderFor(['web-013']))
  const before = (await seen()).length
  const order = orderFor(names)
  const ends = await Promise.all(names.map((_, index) => run(order, index)))
  const failed = ends.flatMap((end, index) => (end.state === 'done' ? [] : [[names[index], end] as const]))
  expect(failed.map(([name]) => name)).toEqual(['web-005', 'web-013'])
  for (const [, end] of failed) {
    expect(end).toMatchObject({
      state: 'failed',
      fault: { code: 'DuplicateName', kind: 'conflict', field: 'copies.0.name' },
    })
    expect(end.left).toBeUndefined()
  }
  const after = await seen()
  expect(after).toHaveLength(before + 18)
  for (const name of names) expect(after.filter((vm) => vm.name === name)).toHaveLength(1)
  const ids = ends.flatMap(({ makes }) => makes?.id ?? [])
  expect(new Set(ids).size).toBe(18)
})

test('a template without a pool is refused at that field', async () => {
  const [template] = await named('golden')
  // The wizard fills the pool in; whoever forces a foreign one hears what vCenter says.
  const order = orderFor(['x'], {
    source: { vm: template?.self.value ?? '' },
    placement: { poolId: 'resgroup-99999' },
  })
  expect(await run(order)).toMatchObject({ state: 'failed', fault: { field: 'placement.poolId' } })
})
