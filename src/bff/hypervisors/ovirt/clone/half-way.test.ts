import { describe, expect, test } from 'vitest'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { cloningEngine } from '../testing/cloning-engine.ts'

const order = (name: string, source: CloneOrder['source'], more: Partial<CloneOrder> = {}): CloneOrder => ({
  source,
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

describe.each(['4.5', '3.4'] as const)('copies that fail half-way on a simulated engine %s', (version) => {
  test('vanish with all that was theirs, told in the words of the log', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    engine.upstream.failNext(template.name, 'create', 'the array is on fire')
    const { end, progress } = await engine.clone(order('a1', { vm: template.id }))
    expect(end).toMatchObject({
      state: 'failed',
      makes: { kind: 'vm', name: 'a1' },
      fault: { code: '60', message: expect.stringContaining('the array is on fire') },
    })
    expect(end.left).toBeUndefined()
    expect(progress.some(({ makes }) => makes?.id !== undefined)).toBe(true)
  })

  test('leave a disk that nobody has any more', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    engine.upstream.failNext(template.name, 'create', 'no', 'disk')
    const { end } = await engine.clone(order('a1', { vm: template.id }))
    expect(end).toMatchObject({
      state: 'failed',
      left: [{ kind: 'disk', what: expect.stringContaining('without a VM') }],
    })
  })

  test('leave a VM with an illegal disk, a template that is illegal', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    engine.upstream.failNext(template.name, 'create', 'no', 'copy')
    const { end } = await engine.clone(order('a1', { vm: template.id }))
    expect(end).toMatchObject({
      state: 'failed',
      left: [{ kind: 'vm', name: 'a1', id: end.makes?.id ?? 'no id' }],
    })
    const vm = engine.machine()
    engine.upstream.failNext(vm.name, 'make template', 'no', 'copy')
    const second = await engine.clone(order('t1', { vm: vm.id }, { template: true }))
    expect(second.end).toMatchObject({ state: 'failed', left: [{ kind: 'template', name: 't1' }] })
    engine.upstream.failNext(vm.name, 'make template', 'out of luck')
    const third = await engine.clone(order('t2', { vm: vm.id }, { template: true }))
    expect(third.end).toMatchObject({
      state: 'failed',
      fault: { code: '52', message: expect.stringContaining('out of luck') },
    })
  })

  test('of a snapshot that was made for the copy: it is removed all the same', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    engine.upstream.failNext(vm.name, 'create', 'no')
    const { end } = await engine.clone(order('a1', { vm: vm.id }, { way: 'from-snapshot' }))
    expect(end.state).toBe('failed')
    expect(end.left).toBeUndefined()
    expect((await engine.connection.vm(vm.id, engine.signal)).snapshots).toEqual([])
  })

  test('a snapshot that cannot be made or removed', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    engine.upstream.failNext(vm.name, 'create snapshot', 'no room')
    const none = await engine.clone(order('a1', { vm: vm.id }, { way: 'from-snapshot' }))
    expect(none.end).toMatchObject({
      state: 'failed',
      fault: { field: 'source.vm', message: expect.stringContaining('no room') },
    })
    engine.upstream.failNext(vm.name, 'remove snapshot', 'stuck')
    const kept = await engine.clone(order('a2', { vm: vm.id }, { way: 'from-snapshot' }))
    expect(kept.end).toMatchObject({
      state: 'done',
      makes: { name: 'a2' },
      left: [{ name: 'Gantry: for the copy a2', what: expect.stringContaining(vm.name) }],
    })
  })

  test('copies that do not start, or whose session ends', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    engine.simulator.faults.add({
      method: 'POST',
      path: '/start',
      effect: { status: 503 },
    })
    const started = await engine.clone(order('a1', { vm: template.id }, { powerOn: true }))
    expect(started.end).toMatchObject({ state: 'unknown', makes: { name: 'a1' } })
    engine.simulator.faults.clear()
    const end = await engine.cloning.run(
      { order: order('a2', { vm: template.id }), intent: crypto.randomUUID() },
      ({ makes }) => {
        if (makes !== undefined) engine.simulator.faults.add({ method: 'GET', effect: { status: 401 } })
      },
      engine.signal,
    )
    expect(end).toMatchObject({ state: 'unknown', fault: { kind: 'auth' } })
  })
})

test.each(['4.5', '3.4'] as const)(
  'tells how far a copy is on %s, by its job, and which object it is',
  async (version) => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    const { end, progress } = await engine.clone(
      order('a1', { vm: template.id }),
      '00000000-0000-4000-8000-0000000000aa',
    )
    expect(end.state).toBe('done')
    // Steps of 3.x tell no percentage.
    expect(progress.some(({ percent }) => percent !== undefined && percent > 0)).toBe(version === '4.5')
    expect(progress.some(({ upstreamId }) => upstreamId !== undefined)).toBe(true)
    expect(progress.some(({ step }) => step === 'Copying disks')).toBe(true)
    expect(progress.findLast(({ makes }) => makes !== undefined)?.makes).toEqual(end.makes)
    expect(engine.sent[0]?.correlation).toBe('00000000-0000-4000-8000-0000000000aa')
    for (const { correlation } of engine.sent) expect(correlation).toMatch(/^[\w-]{1,36}$/)
  },
)

test('waits for its turn where the engine locks the source, and says so', async () => {
  const engine = await cloningEngine('4.5')
  const vm = engine.machine()
  const runs = await Promise.all(['b1', 'b2', 'b3'].map((name) => engine.clone(order(name, { vm: vm.id }))))
  expect(runs.map(({ end }) => end.state)).toEqual(['done', 'done', 'done'])
  const waited = runs.filter(({ progress }) => progress.some(({ state }) => state === 'queued'))
  expect(waited).toHaveLength(2)
})

test('copies the snapshots of a VM unless it is told to leave them out', async () => {
  const engine = await cloningEngine('4.5')
  const vm = engine.machine()
  await engine.snapshot(vm)
  const count = async (name: string, discardSnapshots: boolean) => {
    const { end } = await engine.clone(order(name, { vm: vm.id }, { discardSnapshots }))
    return (await engine.connection.vm(end.makes?.id ?? '', engine.signal)).snapshots.length
  }
  expect([await count('c1', false), await count('c2', true)]).toEqual([1, 0])
})

test('seals templates, makes versions of them, and takes the permissions along', async () => {
  const engine = await cloningEngine('4.5')
  const vm = engine.machine()
  const base = await engine.template()
  engine.upstream.grant('user@gantry.example', 'UserVmManager', vm.name)
  const { end } = await engine.clone(
    order(
      't1',
      { vm: vm.id },
      {
        template: true,
        seal: true,
        clonePermissions: true,
        version: { baseTemplateId: base.id, name: 'second' },
      },
    ),
  )
  const id = end.makes?.id ?? ''
  expect(engine.upstream.isSealed('t1')).toBe(true)
  expect(await engine.raw('GET', `/templates/${id}`)).toMatchObject({
    version: { base_template: { id: base.id }, version_name: 'second', version_number: '2' },
  })
  expect(await engine.raw('GET', `/templates/${id}/permissions`)).toMatchObject({
    permission: [{ template: { id } }],
  })
})

test('copies VMs that run, by the action and through a snapshot', async () => {
  const engine = await cloningEngine('4.5')
  const vm = engine.machine()
  engine.upstream.setStatus(vm.name, 'up')
  const made = await engine.clone(order('d1', { vm: vm.id }))
  expect(made.end.state).toBe('done')
  const { disks } = await engine.connection.vm(vm.id, engine.signal)
  const apart = { disks: [{ id: disks[1]?.id ?? '', format: 'thick' as const }] }
  const { end } = await engine.clone(order('d2', { vm: vm.id }, apart))
  expect(end.state).toBe('done')
  const after = await engine.connection.vm(vm.id, engine.signal)
  expect([after.vm.status, after.snapshots]).toEqual(['up', []])
  const copy = await engine.connection.vm(end.makes?.id ?? '', engine.signal)
  expect(copy.disks.map(({ format }) => format)).toEqual(['cow, thin', 'raw, preallocated'])
})
