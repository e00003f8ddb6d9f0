import { describe, expect, test } from 'vitest'
import { type CloneOrder, cloneOrderSchema } from '../../../../contract/clone/order.ts'
import { clonePlanSchema } from '../../../../contract/clone/plan.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import { silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'
import { orderOf } from '../testing/clone-scene.ts'
import { type CloningEngine, cloningEngine, cloningOf } from '../testing/cloning-engine.ts'

const versions = ['4.5', '3.4'] as const

async function planOf(engine: CloningEngine, more: Partial<CloneOrder>, cloning = engine.cloning) {
  const order = cloneOrderSchema.parse({ ...orderOf('vm'), ...more })
  const plan = await cloning.plan(order, 0, await engine.known(), engine.signal)
  const errors = plan.findings.filter(({ level }) => level === 'error')
  return { ...clonePlanSchema.parse({ ...plan, space: [] }), errors: errors.map(({ field }) => field) }
}

describe.each(versions)('plans on a simulated engine %s', (version) => {
  const v3 = version === '3.4'

  test('chooses the way by the source and by what is asked, and says why', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    const { disks } = await engine.connection.vm(vm.id, engine.signal)
    const source = { vm: vm.id }
    const plain = await planOf(engine, { source })
    expect(plain.way).toBe(v3 ? 'from-snapshot' : 'vm-clone')
    expect(plain.protocol).toContain(v3 ? 'v3 XML, 3.4' : 'v4 JSON, 4.5')
    expect(plain.why).toMatch(v3 ? /release 3\.5/ : /in one step/)
    const apart = await planOf(engine, { source, disks: [{ id: disks[0]?.id ?? '', format: 'thick' }] })
    expect([apart.way, apart.errors]).toEqual(['from-snapshot', []])
    expect(apart.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE'])
    expect(apart.requests[1]?.body).toContain('ID-OF-IMAGE-1-OF-THE-SNAPSHOT')
    expect(apart.ways.find(({ way }) => way === 'vm-clone')?.possible).not.toBe(true)
    expect((await planOf(engine, { source, template: true })).way).toBe('make-template')
    const snapshotId = await engine.snapshot(vm)
    const snapshot = await planOf(engine, { source: { ...source, snapshotId } })
    expect([snapshot.way, snapshot.requests.length]).toEqual(['from-snapshot', 1])
    const forced = await planOf(engine, { source: { ...source, snapshotId }, way: 'vm-clone' })
    expect(forced.errors).toContain('way')
    const template = await engine.template()
    const linked = await planOf(engine, { source: { vm: template.id }, linked: true })
    expect([linked.way, linked.why]).toEqual(['from-template', expect.stringContaining('shares')])
  })

  test('knows what the state of the source means', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    engine.upstream.setStatus(vm.name, 'up')
    const running = await planOf(engine, { source: { vm: vm.id } })
    if (v3) expect(running.errors).toEqual(['source.vm'])
    else
      expect(running.findings).toContainEqual(
        expect.objectContaining({ level: 'warning', field: 'source.vm' }),
      )
    expect((await engine.cloning.options({ vm: vm.id }, engine.signal)).source.note).toContain('power cut')
    engine.upstream.setStatus(vm.name, 'suspended')
    const suspended = await planOf(engine, { source: { vm: vm.id } })
    expect(suspended.errors).toEqual(['source.vm'])
    expect(suspended.requests.every(({ path }) => path.startsWith('/'))).toBe(true)
  })

  test('keeps thin copies where the disks of their template are', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    const { disks } = await engine.connection.vm(template.id, engine.signal)
    const elsewhere = engine.upstream
      .domainsFor(template.vm.name)
      .find(({ id }) => id !== disks[0]?.datastoreId)
    const datastoreId = elsewhere?.id ?? ''
    const source = { vm: template.id }
    const thin = await planOf(engine, { source, linked: true, placement: { datastoreId } })
    expect([...new Set(thin.errors)]).toEqual(['placement.datastoreId'])
    const copies = [{ name: 'a1' }, { name: 'a2', placement: { datastoreId } }]
    expect(new Set((await planOf(engine, { source, linked: true, copies })).errors)).toEqual(
      new Set(['copies.1.placement.datastoreId']),
    )
    const one = [{ id: disks[1]?.id ?? '', datastoreId }]
    expect((await planOf(engine, { source, linked: true, disks: one })).errors).toEqual([
      'disks.0.datastoreId',
    ])
    expect((await planOf(engine, { source, placement: { datastoreId } })).errors).toEqual([])
  })

  test('keeps copies in the data center of their source', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    const { vm: row } = await engine.connection.vm(vm.id, engine.signal)
    const clusters = [...(await engine.known()).rows()].filter((one) => one.kind === 'cluster')
    const away = clusters.find(({ datacenterId }) => datacenterId !== row.datacenterId)?.id ?? ''
    const plan = await planOf(engine, { source: { vm: vm.id }, placement: { clusterId: away } })
    expect(plan.errors).toContain('placement.clusterId')
    const near = clusters.find((one) => one.datacenterId === row.datacenterId && one.id !== row.clusterId)
    if (near === undefined) return
    const placement = { clusterId: near.id }
    expect((await planOf(engine, { source: { vm: vm.id }, placement })).errors).toEqual([])
    const { end } = await engine.clone({ ...orderOf('vm'), source: { vm: vm.id }, placement })
    expect((await engine.connection.vm(end.makes?.id ?? '', engine.signal)).vm.clusterId).toBe(near.id)
  })

  test('tells of quotas, of versions, of networks without profiles, of sockets that cannot be', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    const source = { vm: vm.id }
    const quota = async () => {
      const { findings } = await planOf(engine, { source })
      return findings.find(({ message }) => message.includes('quota'))?.level
    }
    expect(await quota()).toBeUndefined()
    engine.upstream.setQuota(vm.name, 'audit')
    expect(await quota()).toBe('info')
    engine.upstream.setQuota(vm.name, 'enabled', 2 ** 40)
    expect(await quota()).toBe('warning')
    const { nics } = await engine.connection.vm(vm.id, engine.signal)
    const migration = [...(await engine.known()).rows()].find((row) => row.name === 'migration')
    const wrong = await planOf(engine, {
      source,
      cpus: 3,
      coresPerSocket: 2,
      nics: [{ id: nics[0]?.id ?? '', networkId: migration?.id ?? '' }],
    })
    expect(wrong.errors).toEqual(v3 ? ['coresPerSocket'] : ['nics.0.networkId', 'coresPerSocket'])
    if (v3) return
    const old = await planOf(engine, { source, template: true, version: { baseTemplateId: 'gone' } })
    expect(old.errors).toEqual(['version.baseTemplateId'])
  })

  test('shows the requests of the copy that is asked about, without secrets', async () => {
    const engine = await cloningEngine(version)
    const template = await engine.template()
    const order = cloneOrderSchema.parse({
      ...orderOf('vm'),
      source: { vm: template.id },
      copies: [{ name: 'a1' }, { name: 'a2', hostName: 'second' }],
      powerOn: true,
      customization: { kind: 'cloud-init', options: { password: 'hush-hush', customScript: 'runcmd: []' } },
    })
    const { requests } = await engine.cloning.plan(order, 1, await engine.known(), engine.signal)
    expect(requests.map(({ note }) => note)).toEqual(['Make the VM of the template', 'Start the copy: last'])
    const all = JSON.stringify(requests)
    expect(all).toContain('second')
    expect(all).toContain('•••')
    expect(all).not.toContain('hush')
    expect(all).not.toContain('runcmd')
    expect(engine.sent).toEqual([])
  })

  test('looks up the permits of the account where the engine tells them', async () => {
    const engine = await cloningEngine(version)
    const vm = engine.machine()
    const source = { vm: vm.id }
    const own = await planOf(engine, { source })
    const { vm: row } = await engine.connection.vm(vm.id, engine.signal)
    const wanted = v3 ? ['create_vm', 'create_disk', 'manipulate_vm_snapshots'] : ['create_vm', 'create_disk']
    expect(own.privileges.map(({ privilege }) => privilege)).toEqual(wanted)
    expect(own.privileges.every(({ held }) => held === (v3 ? undefined : true))).toBe(true)
    const hypervisor = createOvirt({
      system: { id: 'sim', name: 'sim', kind: 'ovirt', url: `https://${engine.simulator.host}` },
      send: (request) => engine.simulator.fetch(request),
      clock: engine.clock,
      log: silentLog,
    })
    const account = { ...demoAccount, userName: 'user@gantry.example' }
    const connection = hypervisor.connect(await hypervisor.signIn(account, engine.signal))
    const theirs = async () => planOf(engine, { source, way: 'from-snapshot' }, cloningOf(connection))
    const before = await theirs()
    expect(before.privileges.some(({ held }) => held === true)).toBe(false)
    expect(before.findings.some(({ level }) => level === 'info')).toBe(true)
    if (v3) return
    expect(before.findings.filter(({ message }) => message.startsWith('No role of yours'))).toHaveLength(3)
    const cluster = (await engine.known()).get(row.clusterId ?? '')?.name ?? ''
    const center = (await engine.known()).get(row.datacenterId ?? '')?.name ?? ''
    engine.upstream.grant(account.userName, 'VmCreator', cluster)
    engine.upstream.grant(account.userName, 'DiskCreator', center)
    engine.upstream.grant(account.userName, 'UserVmManager', vm.name)
    expect((await theirs()).privileges.map(({ held }) => held)).toEqual([true, true, true])
    const order = cloneOrderSchema.parse({ ...orderOf('vm'), source })
    const end = await cloningOf(connection).run(
      { order, intent: crypto.randomUUID() },
      () => {},
      engine.signal,
    )
    expect(end.state).toBe('done')
  })
})
