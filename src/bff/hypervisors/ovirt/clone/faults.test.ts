import { describe, expect, test } from 'vitest'
import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import { type CloningEngine, cloningEngine } from '../testing/cloning-engine.ts'

const versions = ['4.5', '3.4'] as const

/** A refusal as the engine writes it: bare, or inside of an action that failed. */
function refusalBody(v3: boolean, inAction: boolean, reason: string, detail: string | undefined): string {
  if (v3) {
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const told = detail === undefined ? '' : `<detail>${escaped(detail)}</detail>`
    const fault = `<fault><reason>${reason}</reason>${told}</fault>`
    return inAction ? `<action>${fault}<status><state>failed</state></status></action>` : fault
  }
  const fault = { reason, detail }
  return JSON.stringify(inAction ? { fault, status: 'failed' } : fault)
}

interface Place {
  cluster: string
  host: string
  domain: string
  disk: string
  network: string
}

async function placeOf(
  engine: CloningEngine,
  vm: { id: string; name: string },
): Promise<Place & { nic: string }> {
  const detail = await engine.connection.vm(vm.id, engine.signal)
  const known = [...(await engine.known()).rows()]
  const host = known.find((row) => row.kind === 'host' && row.clusterId === detail.vm.clusterId)
  return {
    cluster: detail.vm.clusterId ?? '',
    host: host?.id ?? '',
    domain: detail.disks[0]?.datastoreId ?? '',
    disk: detail.disks[0]?.id ?? '',
    network: detail.nics[0]?.networkId ?? '',
    nic: detail.nics[0]?.id ?? '',
  }
}

const plain = (name: string, vm: string, more: Partial<CloneOrder> = {}): CloneOrder => ({
  source: { vm },
  template: false,
  copies: [{ name }],
  placement: {},
  disks: [],
  nics: [],
  powerOn: false,
  customization: { kind: 'none' },
  linked: false,
  ...more,
})

async function faultOf(engine: CloningEngine, order: CloneOrder): Promise<FaultInfo> {
  try {
    const { end } = await engine.clone(order)
    if ('fault' in end) return end.fault
    throw new Error(`ended as ${end.state}`)
  } catch (error) {
    if (error instanceof Fault) return error.info
    throw error
  }
}

interface Told {
  status: number
  reason?: string
  detail?: string
  /** What the order asks for, beside a name. */
  order?: (place: Place) => Partial<CloneOrder>
  way?: CloneWay
  field: string | undefined
  kind: FaultInfo['kind']
}

const inUse = 'The VM name is already in use, please choose a unique name and try again.'
const add = (why: string) => `[Cannot add VM. ${why}]`

/** What engines are known to answer to a request that makes a copy (fact sheet §5.4), and of what is like it. */
const told: Told[] = [
  {
    status: 400,
    reason: 'Incomplete parameters',
    detail: 'Vm [name] required for add',
    field: 'copies.0.name',
    kind: 'invalid-input',
  },
  {
    status: 400,
    reason: 'Incomplete parameters',
    detail: 'VM [name] required for add',
    field: 'copies.0.name',
    kind: 'invalid-input',
  },
  // 3.3 refuses some of what it validates with 400.
  { status: 400, detail: add(inUse), field: 'copies.0.name', kind: 'invalid-input' },
  { status: 409, detail: add(inUse), field: 'copies.0.name', kind: 'invalid-input' },
  { status: 409, detail: add('VM name is too long.'), field: 'copies.0.name', kind: 'invalid-input' },
  {
    status: 403,
    detail: '[User is not authorized to perform this action.]',
    field: undefined,
    kind: 'forbidden',
  },
  { status: 404, field: 'source.vm', kind: 'not-found' },
  {
    status: 404,
    detail: 'Entity not found: {cluster}',
    order: ({ cluster }) => ({ placement: { clusterId: cluster } }),
    field: 'placement.clusterId',
    kind: 'invalid-input',
  },
  {
    status: 404,
    detail: 'Entity not found: {domain}',
    order: ({ domain }) => ({ placement: { datastoreId: domain } }),
    field: 'placement.datastoreId',
    kind: 'invalid-input',
  },
  {
    status: 404,
    detail: 'Entity not found: {domain}',
    order: ({ domain, disk }) => ({ disks: [{ id: disk, datastoreId: domain }] }),
    field: 'disks.0.datastoreId',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('Low disk space on Storage Domain data1.'),
    field: 'placement.datastoreId',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('Low disk space on Storage Domain data1.'),
    order: ({ domain, disk }) => ({ disks: [{ id: disk, datastoreId: domain }] }),
    field: 'disks.0.datastoreId',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('Disk configuration (RAW Sparse) is incompatible with the storage domain type.'),
    order: ({ disk }) => ({ disks: [{ id: disk, format: 'thick' }] }),
    field: 'disks.0.format',
    kind: 'invalid-input',
  },
  {
    status: 400,
    reason: 'Invalid value',
    detail: 'x is not a member of DiskFormat',
    order: ({ disk }) => ({ disks: [{ id: disk, format: 'thick' }] }),
    field: 'disks.0.format',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('Not enough storage left in the Quota Default of Data Center Frankfurt.'),
    field: 'placement.datastoreId',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('Related operation is currently in progress. Please try again later.'),
    field: 'source.vm',
    kind: 'invalid-state',
  },
  {
    status: 409,
    detail: add('The Template is locked. Please try again later.'),
    field: 'source.vm',
    kind: 'invalid-state',
  },
  {
    status: 409,
    detail: add('Memory size exceeds the supported limit.'),
    order: () => ({ memoryBytes: 2 ** 40 }),
    field: 'memoryBytes',
    kind: 'invalid-input',
  },
  {
    status: 409,
    detail: add('The total number of virtual CPUs exceeds the supported limit.'),
    order: () => ({ cpus: 64 }),
    field: 'cpus',
    kind: 'invalid-input',
  },
  {
    status: 400,
    reason: 'Invalid value',
    detail: 'x is not a member of BootProtocol',
    order: () => ({ customization: { kind: 'cloud-init', options: { hostName: 'a' } } }),
    field: 'customization',
    kind: 'invalid-input',
  },
  { status: 405, field: undefined, kind: 'unsupported' },
  { status: 415, field: undefined, kind: 'unsupported' },
  { status: 401, field: undefined, kind: 'auth' },
  // Two ways to initialise at once: a fault with a reason alone.
  { status: 409, reason: 'Operation Failed', field: undefined, kind: 'conflict' },
]

describe.each(versions)('what a simulated engine %s refuses', (version) => {
  test.each(told)('$status $detail', async ({ status, reason, detail, order, field, kind }) => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    const place = await placeOf(engine, template)
    const said = detail?.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(Object(place)[key]))
    const body =
      said === undefined && reason === undefined
        ? ''
        : refusalBody(version === '3.4', false, reason ?? 'Operation Failed', said)
    const contentType = version === '3.4' ? 'application/xml' : 'application/json'
    engine.simulator.faults.add({ method: 'POST', path: '/vms', effect: { status, body, contentType } })
    const fault = await faultOf(engine, plain('a1', template.id, order?.(place)))
    expect([fault.field, fault.kind]).toEqual([field, kind])
    expect(fault.system).toBe('sim')
    if (said !== undefined) expect(fault.message).toBe(said.replace(/^\[|\]$/g, ''))
    if (kind === 'forbidden') expect(fault.advice).toContain('create_vm on the cluster')
    if (field?.startsWith('disks') === true) expect(stepOfField(field)).toBe('disks')
  })

  test('an engine that is worked on is asked no second time, and what it did is looked for', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    engine.simulator.faults.add({ method: 'POST', path: '/vms', effect: { status: 503 } })
    const { end } = await engine.clone(plain('a1', template.id))
    expect(end).toMatchObject({ state: 'unknown', fault: { kind: 'unavailable' } })
    expect(engine.sent.filter(({ path }) => path.includes('/vms'))).toHaveLength(1)
  })

  test('finds a copy that was made although the answer got lost', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    const vm = engine.machine()
    engine.loseAnswers()
    const { end } = await engine.clone(plain('a1', template.id))
    expect(end).toMatchObject({ state: 'done', makes: { name: 'a1' } })
    if (version === '4.5') {
      expect((await engine.clone(plain('a2', vm.id))).end).toMatchObject({
        state: 'done',
        makes: { name: 'a2' },
      })
    }
    const made = await engine.clone(plain('t2', vm.id, { template: true }))
    expect(made.end).toMatchObject({ state: 'done', makes: { kind: 'template', name: 't2' } })
  })

  test('states, permits, space and quota of a real source', async () => {
    const engine = await cloningEngine(version)
    const { upstream } = engine
    const vm = engine.machine()
    upstream.setStatus(vm.name, 'image_locked')
    expect(await faultOf(engine, plain('a1', vm.id))).toMatchObject({
      kind: 'invalid-state',
      field: 'source.vm',
    })
    upstream.setStatus(vm.name, 'up')
    const template = await faultOf(engine, plain('a1', vm.id, { template: true }))
    expect(template).toMatchObject({
      kind: 'invalid-state',
      field: 'source.vm',
      message: 'The VM must be down.',
    })
    upstream.setStatus(vm.name, 'down')
    upstream.setQuota(vm.name, 'enabled', 1024)
    expect((await faultOf(engine, plain('a1', vm.id))).field).toBe('placement.datastoreId')
    const made = await faultOf(engine, plain('a1', vm.id, { template: true }))
    expect(made.message).toContain('Quota')
    upstream.setQuota(vm.name, 'disabled')
    for (const { name } of upstream.domainsFor(vm.name)) upstream.leaveSpace(name, 1024)
    expect(await faultOf(engine, plain('a1', vm.id))).toMatchObject({ field: 'placement.datastoreId' })
    expect(await faultOf(engine, plain('a1', vm.id, { template: true }))).toMatchObject({
      field: 'placement.datastoreId',
    })
  })
})

test.each(versions)(
  'what %s refuses of later steps leaves the copy, and says at which field',
  async (version) => {
    const contentType = version === '3.4' ? 'application/xml' : 'application/json'
    const refusing = async (
      path: string,
      method: string,
      detail: string,
      order: (place: Place & { nic: string }) => Partial<CloneOrder>,
      inAction = false,
    ) => {
      const engine = await cloningEngine(version)
      const vm = engine.machine()
      const template = await engine.template()
      const place = await placeOf(engine, template)
      const body = refusalBody(version === '3.4', inAction, 'Operation Failed', detail)
      engine.simulator.faults.add({ method, path, effect: { status: 409, body, contentType } })
      const source = version === '4.5' && path === '/vms/' && method === 'PUT' ? vm.id : template.id
      const { end } = await engine.clone(plain('a1', source, order(place)))
      expect(end).toMatchObject({
        state: 'failed',
        makes: { name: 'a1' },
        left: [{ kind: 'vm', name: 'a1', id: end.makes?.id ?? 'no id' }],
      })
      if (end.state !== 'failed') throw new Error(end.state)
      return { field: end.fault.field, what: end.left?.[0]?.what ?? '' }
    }
    const nics = await refusing(
      '/nics/',
      'PUT',
      '[Cannot edit VM. The Network x does not exist.]',
      ({ nic, network }) => ({
        nics: [{ id: nic, networkId: network }],
      }),
    )
    expect(nics).toMatchObject({ field: 'nics.0.networkId', what: expect.stringContaining('network cards') })
    const start = await refusing(
      '/start',
      'POST',
      '[Cannot run VM. There is no host that satisfies current scheduling constraints. See below for details:]',
      ({ host }) => ({ powerOn: true, placement: { hostId: host } }),
      true,
    )
    expect(start).toMatchObject({ field: 'placement.hostId', what: expect.stringContaining('not started') })
    if (version !== '4.5') return
    const edit = await refusing(
      '/vms/',
      'PUT',
      '[Cannot edit VM. Memory size exceeds the supported limit.]',
      () => ({
        memoryBytes: 2 ** 40,
      }),
    )
    expect(edit).toMatchObject({
      field: 'memoryBytes',
      what: expect.stringContaining('could not be changed'),
    })
  },
)
