import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inventoryRowSchema } from '../../../contract/inventory.ts'
import { vmDetailSchema } from '../../../contract/vm.ts'
import type { Connection } from '../port.ts'
import { RecordingSink, realClock, silentLog } from '../recording-sink.ts'
import { createOvirt } from './ovirt.ts'
import { type RecordedEngine, recordedEngine } from './testing/recorded-engine.ts'

const vmOn = 'a1293e54-dae8-496f-baa4-27719592113e'
const vmOff = '8070fa6d-5b82-412c-9d41-a00017205c73'
const host1 = 'ce40bb38-f10a-43f3-8e15-d0ffad692a19'
const never = () => new AbortController().signal

let engine: RecordedEngine
let connection: Connection
let ending: AbortController

beforeEach(async () => {
  engine = recordedEngine()
  const hypervisor = createOvirt({
    system: { id: 'rec', name: 'rec', kind: 'ovirt', url: 'https://engine.example.test' },
    send: engine.send,
    clock: realClock,
    log: silentLog,
  })
  const session = await hypervisor.signIn({ userName: 'admin@internal', password: 'x' }, never())
  connection = hypervisor.connect(session)
  ending = new AbortController()
})

afterEach(() => ending.abort())

async function watched(): Promise<RecordingSink> {
  const sink = new RecordingSink()
  const ended = connection.watch(sink, ending.signal)
  await Promise.race([sink.until('complete', () => sink.completions > 0, 10_000), ended])
  return sink
}

describe('the replies recorded from an engine 4.3', () => {
  test('become rows of every kind, with every field that a page shows', async () => {
    const sink = await watched()
    for (const row of sink.rows.values()) inventoryRowSchema.parse(row)
    expect(
      Object.fromEntries(
        ['vm', 'template', 'host', 'cluster', 'datastore', 'network', 'datacenter'].map((kind) => [
          kind,
          [...sink.rows.values()].filter((row) => row.kind === kind).length,
        ]),
      ),
    ).toEqual({
      vm: 2,
      // The blank template is not one of them.
      template: 2,
      host: 2,
      cluster: 3,
      datastore: 8,
      network: 3,
      datacenter: 2,
    })
    await sink.until('parts', () => sink.byName('vm', 'vm_off')?.provisionedBytes !== undefined, 5_000)
    await sink.until('parts', () => sink.byName('vm', 'vm_on')?.ips !== undefined, 5_000)
    await sink.until('load', () => sink.byName('host', 'host1')?.memoryUsedBytes !== undefined, 5_000)

    expect(sink.byName('vm', 'vm_on')).toEqual({
      kind: 'vm',
      system: 'rec',
      id: vmOn,
      uuid: vmOn,
      name: 'vm_on',
      health: 'ok',
      status: 'up',
      power: 'on',
      tools: 'running',
      hostId: host1,
      clusterId: '1c273044-e6ca-492f-9ac2-47381b626808',
      datacenterId: '944df9ee-3274-43c4-908f-8c35e59e483b',
      templateId: '5037cc2a-0268-4412-a591-ee7da56efe53',
      cpus: 2,
      coresPerSocket: 1,
      memoryBytes: 2147483648,
      provisionedBytes: 8589934592,
      usedBytes: expect.any(Number),
      os: 'CentOS Linux 7',
      guestHostName: 'vm-on.example.test',
      // Link-local addresses are left to the page of the VM.
      ips: ['192.0.2.199', '2001:db8:0:2e08:21a:4aff:fe16:105'],
      createdAt: Date.parse('2019-08-20T15:13:17.128+03:00'),
      bootedAt: Date.parse('2019-08-21T09:51:52.775+03:00'),
      datastoreIds: ['723b4112-1502-4b01-83a7-2ba87d1bbb35'],
      networkIds: ['f46b7c46-6196-4750-a07f-bfeab9f1c275'],
    })
    expect(sink.byName('vm', 'vm_off')).toMatchObject({
      status: 'down',
      power: 'off',
      tools: 'unknown',
      os: 'Other OS',
      provisionedBytes: expect.any(Number),
    })
    expect(sink.byName('vm', 'vm_off')?.bootedAt).toBeUndefined()
    expect(sink.byName('host', 'host1')).toMatchObject({
      state: 'up',
      status: 'up',
      health: 'ok',
      address: 'host1.example.test',
      version: 'RHEL 7.6 - 4.el7',
      vendor: 'Red Hat',
      model: 'RHEV Hypervisor',
      cpuModel: 'Intel Xeon Processor (Skylake)',
      cpuCores: 2,
      cpuThreads: 2,
      cpuMhz: 2100,
      memoryBytes: 3970957312,
      cpuUsedPercent: expect.any(Number),
      memoryUsedBytes: expect.any(Number),
      bootedAt: expect.any(Number),
    })
    expect(sink.byName('cluster', 'Default')).toMatchObject({
      ha: true,
      cpuModel: 'Intel Westmere Family',
      version: '4.2',
      description: 'The default server cluster',
    })
    expect(sink.byName('datacenter', 'Newd')).toMatchObject({ status: 'up', health: 'ok' })
  })

  test('tell the state of storage domains, which stands only in the data centers', async () => {
    const sink = await watched()
    expect(sink.byName('datastore', 'data_nfs_3')).toMatchObject({
      state: 'up',
      status: 'active',
      type: 'nfs',
      role: 'data',
      datacenterId: '944df9ee-3274-43c4-908f-8c35e59e483b',
      capacityBytes: 37580963840 + 16106127360,
      freeBytes: 37580963840,
      uncommittedBytes: 0,
      shared: true,
      url: 'nfs3.example.test:/vol/vol_01/data1',
    })
    for (const domain of sink.of('datastore')) expect(domain.status, domain.name).not.toBe('unknown')
  })

  test('become the full page of a VM', async () => {
    const detail = vmDetailSchema.parse(await connection.vm(vmOn, never()))
    expect(detail.missing).toEqual([])
    expect(detail.reference).toBe(`/ovirt-engine/api/vms/${vmOn}`)
    expect(detail.disks).toEqual([
      {
        id: '08b054b2-0001-4dd6-9cf2-434213c02fbe',
        name: 'GlanceDisk-fe03ebf',
        capacityBytes: 8589934592,
        usedBytes: expect.any(Number),
        datastoreId: '723b4112-1502-4b01-83a7-2ba87d1bbb35',
        datastoreName: 'data_nfs_3',
        path: expect.any(String),
        format: 'cow, thin',
        bus: 'virtio',
        bootable: true,
        active: true,
        status: 'ok',
      },
    ])
    expect(detail.nics).toEqual([
      {
        id: '40c3c841-74be-461f-ac6c-25df73c1b40b',
        name: 'nic1',
        mac: '00:1a:4a:16:01:05',
        type: 'virtio',
        networkId: 'f46b7c46-6196-4750-a07f-bfeab9f1c275',
        networkName: 'ovirtmgmt',
        profile: 'ovirtmgmt',
        connected: true,
        ips: ['192.0.2.199', '2001:db8:0:2e08:21a:4aff:fe16:105', 'fe80::21a:4aff:fe16:105'],
      },
    ])
    // The pseudo-snapshot of the VM itself is left out.
    expect(detail.snapshots).toEqual([
      {
        id: '395ead74-54f9-4f16-88bb-21a7a1e4924e',
        name: 'vm_on_snap_1',
        createdAt: Date.parse('2019-08-21T08:20:35.534+03:00'),
        memory: true,
        current: true,
        status: 'ok',
      },
    ])
    const facts = new Map(detail.facts.map(({ label, value }) => [label, value]))
    expect(facts.get('Boot order')).toBe('network, hd')
    expect(facts.get('Guest kernel')).toBe('3.10.0-957.27.2.el7.x86_64')
    expect(facts.get('Guest time zone')).toBe('IDT +03:00')
    expect(facts.get('Console SPICE')).toBe('192.0.2.132 5900, 5901 (TLS)')
    // It runs, so the old stop time beside it says nothing.
    expect(facts.has('Stopped')).toBe(false)
    expect((await connection.vm(vmOff, never())).facts.map(({ label }) => label)).toContain('Stopped')
  })

  test('become pages of the objects around it, and of a template', async () => {
    const sink = await watched()
    for (const kind of ['host', 'cluster', 'datastore', 'network'] as const) {
      for (const row of sink.of(kind)) {
        const detail = await connection.object(kind, row.id, never())
        expect(detail.facts.length, row.name).toBeGreaterThan(0)
        expect(detail.missing, row.name).toEqual([])
      }
    }
    const template = await connection.vm('5037cc2a-0268-4412-a591-ee7da56efe53', never())
    expect(template.vm).toMatchObject({ kind: 'template', clusterId: expect.any(String) })
    expect(template.disks).toHaveLength(1)
  })

  test('are asked for page by page, events first, one list at a time', async () => {
    await watched()
    const lists = engine.log.filter((line) => !line.includes('/datacenters/'))
    expect(lists.slice(0, 4)).toEqual([
      'GET /ovirt-engine/api',
      'GET /api',
      'POST /ovirt-engine/sso/oauth/token',
      'GET /ovirt-engine/api',
    ])
    expect(lists[5]).toBe('GET /ovirt-engine/api/events?max=30')
    expect(lists).toContain('GET /ovirt-engine/api/vms?max=200&search=sortby name page 1')
  })

  test('with elements that nobody knows read as if those were not there', async () => {
    engine.change('/vms', (body) =>
      body
        .replaceAll(
          '<status>up</status>',
          '<status>up</status><quantum_state flux="7"><a/><a>1</a></quantum_state>',
        )
        .replace('<memory>1073741824</memory>', '<memory>plenty</memory>'),
    )
    const sink = await watched()
    expect(sink.byName('vm', 'vm_on')).toMatchObject({ power: 'on', memoryBytes: 2147483648 })
    // A value that cannot be read is absent; the VM is there all the same.
    expect(sink.byName('vm', 'vm_off')).toMatchObject({ power: 'off', memoryBytes: 0 })
  })

  test('follow the log: a change is read again, a removal is noticed', async () => {
    const sink = await watched()
    engine.change('/vms', (body) => body.replace('<name>vm_off</name>', '<name>vm_renamed</name>'))
    engine.events.push(event(7, 35, `<vm href="/ovirt-engine/api/vms/${vmOff}" id="${vmOff}"/>`))
    await sink.until('renamed', () => sink.byName('vm', 'vm_renamed') !== undefined, 6_000)
    engine.change('/vms', (body) =>
      body.replace(new RegExp(`^ {2}<vm [^>]*id="${vmOff}"[\\s\\S]*?^ {2}</vm>`, 'm'), ''),
    )
    engine.events.push(event(8, 113, '<vm><name>vm_renamed</name></vm>'))
    await sink.until('removed', () => sink.of('vm').length === 1, 6_000)
  })

  test('read everything again when the log is behind what was known', async () => {
    engine.events.push(event(5_000, 32, ''))
    const sink = await watched()
    engine.events.splice(0, 1, event(12, 32, ''))
    await sink.until('a second full read', () => sink.completions === 2, 8_000)
  })
})

function event(index: number, code: number, references: string): string {
  return `<event id="${index}"><index>${index}</index><code>${code}</code><severity>normal</severity>
<time>2019-08-22T11:00:00.000+03:00</time><description>…</description>${references}</event>`
}
