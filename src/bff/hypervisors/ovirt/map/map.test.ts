import { describe, expect, test } from 'vitest'
import { vmRowSchema } from '../../../../contract/inventory.ts'
import { parseXml } from '../transport/xml.ts'
import { wireEvent } from '../wire/event.ts'
import { wireHost } from '../wire/host.ts'
import { wireCluster, wireNetwork, wireStorageDomain } from '../wire/infrastructure.ts'
import { wireTemplate, wireVm } from '../wire/machine.ts'
import { nicItem } from '../wire/nic.ts'
import { wireSnapshot } from '../wire/snapshot.ts'
import { diskOfAttachment, diskOfItself, toVmDisk } from './disk.ts'
import { toEvents } from './event.ts'
import { toHostRow } from './host.ts'
import { toClusterRow, toNetworkRow } from './infrastructure.ts'
import { toTemplateRow, toVmRow } from './machine.ts'
import { toVmNic } from './nic.ts'
import { osName } from './os-names.ts'
import { blankId, type RowContext } from './row-context.ts'
import { toSnapshots } from './snapshot.ts'
import { isTransient, vmPower } from './states.ts'
import { toDatastoreRow } from './storage-domain.ts'

const context: RowContext = { system: 's', datacenterOf: (id) => id && `dc-of-${id}`, seen: (_, id) => id }
const vmOf = (fields: object) => wireVm.parse({ id: 'v', name: 'v', ...fields })
const rowOf = (fields: object) => vmRowSchema.parse(toVmRow(vmOf(fields), {}, context))
const tree = (source: string) => parseXml(source).tree

describe('one VM in four ways of writing', () => {
  const expected = {
    kind: 'vm',
    system: 's',
    id: '1b',
    uuid: '1b',
    name: 'web01',
    health: 'ok',
    status: 'up',
    power: 'on',
    tools: 'running',
    cpus: 8,
    coresPerSocket: 2,
    memoryBytes: 1073741824,
    os: 'Red Hat Enterprise Linux 6 x64',
    guestHostName: 'web01.example.test',
    clusterId: 'c1',
    datacenterId: 'dc-of-c1',
    hostId: 'h1',
    templateId: 't1',
    createdAt: 1566302233049,
    bootedAt: 1566302300000,
    notes: 'shop',
  }
  const strings = {
    id: '1b',
    name: 'web01',
    description: 'shop',
    comment: '',
    status: 'up',
    memory: '1073741824',
    cpu: { topology: { cores: '2', sockets: '4', threads: '1' } },
    os: { type: 'rhel_6x64', boot: { devices: { device: ['hd'] } } },
    creation_time: 1566302233049,
    start_time: '1566302300000',
    cluster: { id: 'c1', href: '/ovirt-engine/api/clusters/c1' },
    host: { id: 'h1' },
    template: { id: 't1' },
    fqdn: 'web01.example.test',
  }

  test.each([
    ['v4 JSON with strings', strings],
    [
      'v4 JSON with numbers',
      { ...strings, memory: 1073741824, cpu: { topology: { cores: 2, sockets: 4, threads: 1 } } },
    ],
    [
      'v4 XML',
      tree(`<vm id="1b"><name>web01</name><description>shop</description><comment/><status>up</status><memory>1073741824</memory>
        <cpu><topology><cores>2</cores><sockets>4</sockets><threads>1</threads></topology></cpu>
        <os><boot><devices><device>hd</device></devices></boot><type>rhel_6x64</type></os>
        <creation_time>2019-08-20T14:57:13.049+03:00</creation_time><start_time>2019-08-20T14:58:20.000+03:00</start_time>
        <cluster id="c1"/><host id="h1"/><template id="t1"/><fqdn>web01.example.test</fqdn></vm>`),
    ],
    [
      'v3 XML',
      tree(`<vm id="1b"><name>web01</name><description>shop</description><status><state>up</state></status>
        <memory>1073741824</memory><cpu><topology sockets="4" cores="2"/></cpu><os type="rhel_6x64"><boot dev="hd"/></os>
        <creation_time>2019-08-20T14:57:13.049+03:00</creation_time><start_time>2019-08-20T14:58:20.000+03:00</start_time>
        <cluster id="c1" href="/api/clusters/c1"/><host id="h1"/><template id="t1"/>
        <guest_info><fqdn>web01.example.test</fqdn></guest_info></vm>`),
    ],
  ])('%s', (_, wire) => {
    expect(toVmRow(wireVm.parse(wire), {}, context)).toEqual(expected)
    expect(wireVm.parse(wire).os?.boot).toEqual(['hd'])
  })
})

describe('states', () => {
  test.each([
    ['up', 'on'],
    ['migrating', 'on'],
    ['not_responding', 'on'],
    ['down', 'off'],
    ['suspended', 'suspended'],
    ['paused', 'paused'],
    ['powering_up', 'transition'],
    ['powering_down', 'transition'],
    ['wait_for_launch', 'transition'],
    ['reboot_in_progress', 'transition'],
    ['saving_state', 'transition'],
    ['restoring_state', 'transition'],
    ['image_locked', 'transition'],
    ['unknown', 'unknown'],
    ['unassigned', 'unknown'],
    ['quantum', 'unknown'],
  ])('%s is %s', (state, power) => expect(vmPower(state)).toBe(power))

  test('a short state is worth asking for often', () => {
    expect(isTransient('vm', 'migrating')).toBe(true)
    expect(isTransient('vm', 'unknown')).toBe(false)
    expect(isTransient('host', 'preparing_for_maintenance')).toBe(true)
    expect(isTransient('storage', 'activating')).toBe(true)
    expect(isTransient('template', 'ok')).toBe(false)
  })

  test('a VM without status has an illegal image', () => {
    expect(rowOf({})).toMatchObject({ status: 'image_illegal', power: 'unknown', health: 'error' })
  })

  test('a pause says why', () => {
    expect(rowOf({ status: 'paused', status_detail: 'enospc' })).toMatchObject({
      power: 'paused',
      health: 'error',
      issues: ['Paused: no space left on the storage'],
    })
    const v3 = { status: { state: 'paused', detail: 'EIO' } }
    expect(rowOf(v3).issues).toEqual(['Paused: storage I/O error'])
    expect(rowOf({ status: 'paused', status_detail: 'none' })).toMatchObject({ health: 'ok' })
  })

  test('times of an earlier run do not count', () => {
    expect(rowOf({ status: 'down', start_time: 1, fqdn: 'x' }).bootedAt).toBeUndefined()
    expect(rowOf({ status: 'up', start_time: 5, stop_time: 9 }).bootedAt).toBe(5)
  })

  test('a silent agent is not running; of a stopped VM nothing is known', () => {
    expect(rowOf({ status: 'up' }).tools).toBe('not-running')
    expect(rowOf({ status: 'down', fqdn: 'x' }).tools).toBe('unknown')
  })

  test('addresses: IPv4 first, none that mean nothing', () => {
    const devices = [
      { ips: { ip: [{ address: 'fe80::1' }, { address: '2001:db8::1' }, { address: '192.0.2.7' }] } },
    ]
    const row = rowOf({ status: 'up', reported_devices: { reported_device: devices } })
    expect(row.ips).toEqual(['192.0.2.7', '2001:db8::1'])
    expect(rowOf({ status: 'up', guest_info: { ips: { ip: { address: '192.0.2.8' } } } }).ips).toEqual([
      '192.0.2.8',
    ])
  })

  test('the blank template is where a VM without one came from', () => {
    expect(rowOf({ template: { id: blankId } }).templateId).toBeUndefined()
    expect(rowOf({ template: { id: blankId }, original_template: { id: 't' } }).templateId).toBe('t')
  })
})

test.each([
  ['rhel_8x64', 'Red Hat Enterprise Linux 8 x64'],
  ['rhel_6', 'Red Hat Enterprise Linux 6'],
  ['rhel_7_ppc64', 'Red Hat Enterprise Linux 7 ppc64'],
  ['windows_2012R2x64', 'Windows Server 2012 R2 x64'],
  ['windows_2022', 'Windows Server 2022'],
  ['windows_10x64', 'Windows 10 x64'],
  ['ubuntu_18_04', 'Ubuntu 18.04'],
  ['debian_9', 'Debian 9'],
  ['other', 'Other OS'],
  ['sles_11', 'SUSE Linux Enterprise Server 11'],
  ['plan9', 'plan9'],
])('the operating system %s reads %s', (type, name) => expect(osName(type)).toBe(name))

describe('storage domains', () => {
  const gib = 1024 ** 3
  const rowFor = (fields: object, states: [string, string][] = [['dc1', 'active']]) =>
    toDatastoreRow(
      wireStorageDomain.parse({ id: 'd', name: 'd', type: 'data', ...fields }),
      new Map(states),
      context,
    )

  test('have capacity, free and promised space', () => {
    expect(
      rowFor({
        available: `${60 * gib}`,
        used: `${40 * gib}`,
        committed: `${90 * gib}`,
        storage: { type: 'iscsi' },
      }),
    ).toMatchObject({
      capacityBytes: 100 * gib,
      freeBytes: 60 * gib,
      uncommittedBytes: 50 * gib,
      health: 'ok',
      datacenterId: 'dc1',
      shared: true,
    })
  })

  test('warn as the engine does, by its own thresholds or their defaults', () => {
    expect(rowFor({ available: 90 * gib, used: 910 * gib })).toMatchObject({ health: 'warning' })
    expect(rowFor({ available: 90 * gib, used: 910 * gib, warning_low_space_indicator: 5 }).health).toBe('ok')
    expect(rowFor({ available: 4 * gib, used: 996 * gib }).health).toBe('error')
  })

  test('in different states in two data centers are mixed; unattached ones say it themselves', () => {
    expect(
      rowFor({}, [
        ['a', 'active'],
        ['b', 'maintenance'],
      ]),
    ).toMatchObject({ status: 'mixed', health: 'warning' })
    expect(rowFor({ status: { state: 'unattached' } }, [])).toMatchObject({
      status: 'unattached',
      state: 'down',
    })
    expect(rowFor({}, [['a', 'inactive']])).toMatchObject({ state: 'down', health: 'error' })
  })
})

test('a host of v3 and one of v4 read alike', () => {
  const statistics = new Map([
    ['cpu.current.user', 30],
    ['cpu.current.system', 12.34],
    ['memory.used', 5],
    ['boot.time', 7],
  ])
  const v3 =
    tree(`<host id="h"><name>n1</name><address>n1.example.test</address><status><state>up</state></status>
    <cluster id="c"/><cpu><topology sockets="2" cores="8" threads="2"/><name>Xeon</name><speed>2600</speed></cpu>
    <memory>100</memory><os type="RHEL"><version full_version="6.5"/></os><storage_manager priority="5">true</storage_manager></host>`)
  const v4 = {
    id: 'h',
    name: 'n1',
    address: 'n1.example.test',
    status: 'up',
    cluster: { id: 'c' },
    cpu: { topology: { sockets: '2', cores: '8', threads: '2' }, name: 'Xeon', speed: 2600.0 },
    memory: '100',
    os: { type: 'RHEL', version: { full_version: '6.5' } },
  }
  const rows = [v3, v4].map((wire) => toHostRow(wireHost.parse(wire), statistics, context))
  expect(rows[0]).toEqual(rows[1])
  expect(rows[0]).toMatchObject({
    cpuCores: 16,
    cpuThreads: 32,
    cpuUsedPercent: 42.3,
    memoryUsedBytes: 5,
    bootedAt: 7000,
    version: 'RHEL 6.5',
  })
  const failed = toHostRow(
    wireHost.parse({ id: 'h', status: 'non_operational', status_detail: 'network_unreachable' }),
    statistics,
    context,
  )
  expect(failed).toMatchObject({
    state: 'down',
    health: 'error',
    issues: ['Host is non operational: network unreachable'],
  })
  expect(failed.memoryUsedBytes).toBeUndefined()
})

test('clusters know their scheduling policy by id or by name', () => {
  const names = new Map([
    ['p1', 'none'],
    ['p2', 'power_saving'],
  ])
  const drs = (fields: object) => toClusterRow(wireCluster.parse({ id: 'c', ...fields }), names, context).drs
  expect(drs({ scheduling_policy: { id: 'p1' } })).toBe(false)
  expect(drs({ scheduling_policy: { id: 'p2' } })).toBe(true)
  expect(drs({ scheduling_policy: { policy: 'evenly_distributed' } })).toBe(true)
  expect(drs({ scheduling_policy: { id: 'gone' } })).toBeUndefined()
})

test('networks: VLAN in both dialects, the default MTU is not a number', () => {
  const row = (wire: unknown) => toNetworkRow(wireNetwork.parse(wire), context)
  expect(
    row(
      tree(
        '<network id="n"><vlan id="40"/><mtu>0</mtu><status><state>operational</state></status></network>',
      ),
    ),
  ).toMatchObject({ vlan: 40, accessible: true })
  expect(row({ id: 'n', vlan: { id: '40' }, mtu: '9000' })).toMatchObject({ vlan: 40, mtu: 9000 })
})

test('disks of both dialects read alike', () => {
  const v3 =
    tree(`<disk id="d"><name>d1</name><size>100</size><actual_size>40</actual_size><interface>virtio</interface>
    <format>cow</format><sparse>true</sparse><bootable>true</bootable><active>true</active><status><state>ok</state></status>
    <storage_domains><storage_domain id="sd"/></storage_domains></disk>`)
  const nics = { disks: { disk: [v3] } }
  const own = wireVm.parse({ id: 'v', ...nics }).disks?.[0]
  const attachment = wireVm.parse({
    id: 'v',
    disk_attachments: {
      disk_attachment: [
        {
          id: 'd',
          bootable: 'true',
          active: 'true',
          interface: 'virtio',
          disk: {
            id: 'd',
            name: 'd1',
            provisioned_size: '100',
            actual_size: '40',
            format: 'cow',
            sparse: 'true',
            status: 'ok',
            storage_domains: { storage_domain: [{ id: 'sd' }] },
          },
        },
      ],
    },
  }).disk_attachments?.[0]
  if (own === undefined || attachment?.disk === undefined) throw new Error('not read')
  const names = new Map([['sd', 'nfs1']])
  const expected = {
    id: 'd',
    name: 'd1',
    capacityBytes: 100,
    usedBytes: 40,
    datastoreId: 'sd',
    datastoreName: 'nfs1',
    format: 'cow, thin',
    bus: 'virtio',
    bootable: true,
    active: true,
    status: 'ok',
  }
  expect(toVmDisk(diskOfItself(own), names)).toEqual(expected)
  expect(toVmDisk(diskOfAttachment(attachment, attachment.disk), names)).toEqual(expected)
})

test('cards get the addresses reported for their MAC, and say whether they are plugged', () => {
  const nic = nicItem.parse({
    id: 'n',
    name: 'nic1',
    mac: { address: '00:1A:4A:16:01:05' },
    interface: 'virtio',
    plugged: 'true',
    linked: 'false',
  })
  const device = {
    id: 'x',
    name: 'eth0',
    type: 'network',
    mac: { address: '00:1a:4a:16:01:05' },
    ips: [{ address: '192.0.2.1' }],
  }
  expect(toVmNic(nic, { networkId: 'net', networkName: 'prod', profile: 'p' }, [device])).toEqual({
    id: 'n',
    name: 'nic1',
    mac: '00:1A:4A:16:01:05',
    type: 'virtio',
    networkId: 'net',
    networkName: 'prod',
    profile: 'p',
    connected: false,
    ips: ['192.0.2.1'],
  })
  const v3 = nicItem.parse(
    tree('<nic id="n"><name>nic1</name><mac address="00:1a"/><active>true</active><network id="net"/></nic>'),
  )
  expect(toVmNic(v3, {}, [])).toMatchObject({ mac: '00:1a', connected: true })
})

test('snapshots form a chain by date; the one in preview is current', () => {
  const list = [
    { id: 'c', description: 'third', date: 3_000, snapshot_status: 'ok', snapshot_type: 'regular' },
    { id: 'a', description: 'first', date: 1_000, snapshot_status: 'in_preview', snapshot_type: 'regular' },
    { id: 'x', description: 'Active VM', date: 4_000, snapshot_type: 'active' },
    tree(
      '<snapshot id="b"><description>second</description><date>1970-01-01T00:00:02Z</date><type>regular</type></snapshot>',
    ),
    tree('<snapshot id="y"><description>Active VM</description><type>active</type></snapshot>'),
  ].map((wire) => wireSnapshot.parse(wire))
  expect(toSnapshots(list).map(({ id, parentId, current }) => [id, parentId, current])).toEqual([
    ['a', undefined, true],
    ['b', 'a', false],
    ['c', 'b', false],
  ])
})

test('templates have no power, but a state', () => {
  const row = toTemplateRow(
    wireTemplate.parse({ id: 't', name: 't', status: 'locked', cluster: { id: 'c' } }),
    {},
    context,
  )
  expect(row).toMatchObject({ kind: 'template', status: 'locked', health: 'ok', clusterId: 'c' })
})

test('events come newest first, with severity and code', () => {
  const events = [
    {
      id: '7',
      index: '7',
      code: '153',
      severity: 'normal',
      time: 1_000,
      description: 'started',
      user: { name: 'u' },
    },
    tree(
      '<event id="9"><code>119</code><severity>error</severity><time>1970-01-01T00:00:02Z</time><description>down</description></event>',
    ),
  ].map((wire) => wireEvent.parse(wire))
  expect(events[1]?.index).toBe(9)
  expect(toEvents(events)).toEqual([
    { id: '9', at: 2_000, severity: 'error', type: '119', message: 'down' },
    { id: '7', at: 1_000, severity: 'info', type: '153', message: 'started', userName: 'u' },
  ])
})
