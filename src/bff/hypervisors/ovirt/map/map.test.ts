import { describe, expect, test } from 'vitest'
import { parseXml } from '../transport/xml.ts'
import { wireEvent } from '../wire/event.ts'
import { wireHost } from '../wire/host.ts'
import { wireCluster, wireNetwork, wireStorageDomain } from '../wire/infrastructure.ts'
import { wireVm } from '../wire/machine.ts'
import { nicItem } from '../wire/nic.ts'
import { wireSnapshot } from '../wire/snapshot.ts'
import { diskOfAttachment, diskOfItself, toVmDisk } from './disk.ts'
import { toHostRow } from './host.ts'
import { toClusterRow, toNetworkRow } from './infrastructure.ts'
import { toVmNic } from './nic.ts'
import type { RowContext } from './row-context.ts'
import { toSnapshots } from './snapshot.ts'
import { toDatastoreRow } from './storage-domain.ts'

const context: RowContext = { system: 's', datacenterOf: (id) => id && `dc-of-${id}`, seen: (_, id) => id }
const tree = (source: string) => parseXml(source).tree

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
      state: 'maintenance',
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

test('an event of 3.x has its number in its id', () => {
  const event = wireEvent.parse(tree('<event id="9"><code>119</code></event>'))
  expect(event.index).toBe(9)
})
