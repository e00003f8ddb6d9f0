import { expect, test } from 'vitest'
import type { InventoryRow } from '../inventory.ts'
import type { CloneOrder } from './order.ts'
import { settledPlace, sourceRow } from './place.ts'
import { checkPlacement } from './placement-findings.ts'
import {
  engineOptions,
  engineRows,
  inventoryOf,
  orderOf,
  vsphereOptions,
  vsphereRows,
  withRow,
} from './sample-estate.ts'

const gib = 1024 ** 3
const lines = (found: ReturnType<typeof checkPlacement>) =>
  found.map(({ level, field, message }) => `${level} ${field}: ${message}`)
const told = (order: Partial<CloneOrder>, rows: InventoryRow[] = vsphereRows()) =>
  lines(checkPlacement(orderOf(order), vsphereOptions(), inventoryOf(rows)))
const toldByEngine = (order: Partial<CloneOrder>, rows: InventoryRow[] = engineRows()) =>
  lines(checkPlacement(orderOf({ source: { vm: 'tpl' }, ...order }), engineOptions(), inventoryOf(rows)))

test('a copy where its source is, and one beside it, are fine', () => {
  expect(told({})).toEqual([])
  expect(told({ placement: { folderId: 'f2', hostId: 'a1', poolId: 'pa', datastoreId: 'ds2' } })).toEqual([])
  expect(told({ placement: { hostId: 'b1', clusterId: 'b', datastoreId: 'dsb' } })).toEqual([])
})

test.each<[string, CloneOrder['placement'], string[]]>([
  [
    'host and cluster',
    { hostId: 'a1', clusterId: 'b' },
    ['error placement.hostId: Host a1 is not in cluster b.'],
  ],
  [
    'pool and cluster',
    { poolId: 'pa', clusterId: 'b', hostId: 'b1' },
    [
      'error placement.poolId: Resource pool gold is not in cluster b.',
      'error placement.hostId: Resource pool gold does not belong to host b1 or its cluster.',
    ],
  ],
  [
    'host and pool',
    { hostId: 'b1', poolId: 'pa', datastoreId: 'ds1' },
    ['error placement.hostId: Resource pool gold does not belong to host b1 or its cluster.'],
  ],
  [
    'folder and cluster',
    { folderId: 'f3', clusterId: 'a' },
    ['error placement.folderId: Folder Prod is in data center dc2, cluster a in dc1.'],
  ],
  [
    'folder alone',
    { folderId: 'f3' },
    ['error placement.clusterId: Folder Prod is in data center dc2, resource pool gold in dc1.'],
  ],
  [
    'datastore and host',
    { hostId: 'a2', datastoreId: 'ds2' },
    ['error placement.datastoreId: Host a2 does not reach datastore ds2.'],
  ],
  [
    'datastore and the source’s pool',
    { datastoreId: 'dsb' },
    ['error placement.datastoreId: No usable host of a reaches datastore dsb.'],
  ],
  ['what is gone', { hostId: 'zz' }, ['error placement.hostId: It is not in the inventory any more.']],
  ['a host in maintenance', { hostId: 'a3' }, ['error placement.hostId: In maintenance.']],
  ['a datastore in maintenance', { datastoreId: 'dsm' }, ['error placement.datastoreId: In maintenance.']],
])('disjoint: %s', (_, placement, expected) => {
  expect(told({ placement })).toEqual(expected)
})

test('values of the source that do not fit are told where others can be chosen', () => {
  const found = checkPlacement(
    orderOf({ placement: { clusterId: 'c' } }),
    vsphereOptions(),
    inventoryOf(vsphereRows()),
  )
  expect(lines(found)).toEqual([
    'error placement.folderId: Folder Prod is in data center dc1, cluster c in dc2.',
    'error placement.datastoreId: No usable host of c reaches datastore ds1, where Hard disk 1 of the source is.',
    'error placement.datastoreId: No usable host of c reaches datastore ds1, where Hard disk 2 of the source is.',
    'warning nics: No usable host of c reaches network LAN of Network adapter 1.',
  ])
  expect(found[0]).toMatchObject({ step: 'placement', advice: 'The source is there. Choose another.' })
})

test('a placement of a copy’s own is told at that copy', () => {
  const copies = [
    { name: 'x' },
    { name: 'y', placement: { hostId: 'a3' } },
    { name: 'z', placement: { hostId: 'a3' } },
  ]
  expect(told({ copies })).toEqual([
    'error copies.1.placement.hostId: In maintenance.',
    'error copies.2.placement.hostId: In maintenance.',
  ])
})

test('without DRS somebody must choose a host', () => {
  expect(told({ placement: { clusterId: 'b' } })).toEqual([
    'error placement.hostId: DRS is off in cluster b, so nothing chooses a host.',
  ])
  expect(told({ placement: { poolId: 'pb' } })[0]).toMatch(/^error placement.hostId: DRS is off/)
  expect(told({ placement: { clusterId: 'b', hostId: 'b1' } })).toEqual([])
})

test('a template needs a pool: the root pool of what is chosen, or of where it is', () => {
  const source = { source: { vm: 'tpl' } }
  expect(told(source)).toEqual([])
  expect(told({ ...source, placement: { hostId: 'a1' } })).toEqual([])
  const lost = withRow(vsphereRows(), 'tpl', { hostId: undefined, clusterId: undefined })
  expect(told(source, lost)).toEqual(['error placement.poolId: A template has no resource pool of its own.'])
  expect(told({ ...source, placement: { clusterId: 'a' } }, lost)).toEqual([])
  expect(told({ ...source, template: true }, lost)).toEqual([])
  const still = withRow(vsphereRows(), 'tpl', { hostId: 'b1', clusterId: 'b' })
  expect(told(source, still)).toEqual([
    'error placement.hostId: DRS is off in cluster b, so nothing chooses a host.',
  ])
})

test('a chosen cluster or host stands for its root pool where no pool is chosen', () => {
  const inventory = inventoryOf(vsphereRows())
  const pool = (vm: string, placement: CloneOrder['placement']) =>
    settledPlace(inventory, placement, sourceRow(inventory, { source: { vm } })).pool?.id
  expect(pool('src', {})).toBe('pa')
  expect(pool('src', { hostId: 'a2' })).toBe('pa')
  expect(pool('src', { clusterId: 'a' })).toBe('ra')
  expect(pool('src', { clusterId: 'b' })).toBe('rb')
  expect(pool('src', { hostId: 'alone' })).toBe('ralone')
  expect(pool('src', { clusterId: 'b', poolId: 'pb' })).toBe('pb')
  expect(pool('tpl', {})).toBe('ra')
})

test('a host of the source that takes nothing is a warning', () => {
  const rows = withRow(vsphereRows(), 'a1', { state: 'maintenance' })
  expect(told({}, rows)).toEqual(['warning placement.hostId: Host a1 of the source: In maintenance.'])
})

test('disks with a datastore of their own are checked there', () => {
  const disks = [{ id: '2001', datastoreId: 'ds2' }]
  expect(told({ placement: { hostId: 'a2' }, disks })).toEqual([
    'error disks.0.datastoreId: Host a2 does not reach datastore ds2.',
  ])
  expect(told({ disks: [{ id: '2001', datastoreId: 'dsm' }] })).toEqual([
    'error disks.0.datastoreId: In maintenance.',
  ])
  expect(
    told({ placement: { hostId: 'a2' }, disks: [{ id: '2001', datastoreId: 'ds2', remove: true }] }),
  ).toEqual([])
})

test('linked copies must reach the disks of the source', () => {
  const order = { source: { vm: 'src', snapshotId: 'snap' }, linked: true }
  expect(told({ ...order, placement: { hostId: 'alone', datastoreId: 'ds2' } })).toEqual([
    'error linked: Host alone does not reach datastore ds1, where Hard disk 1 of the source is.',
    'error linked: Host alone does not reach datastore ds1, where Hard disk 2 of the source is.',
    'warning nics: Host alone does not reach network LAN of Network adapter 1.',
  ])
})

test('a network that was asked for must be reached', () => {
  const nics = [{ id: '4000', networkId: 'n2' }]
  expect(told({ placement: { hostId: 'a2' }, nics })).toEqual([
    'error nics.0.networkId: Host a2 does not reach network DMZ.',
  ])
  expect(told({ nics: [{ id: '4000', networkId: 'zz' }] })).toEqual([
    'error nics.0.networkId: It is not in the inventory any more.',
  ])
})

test('copies that are to run need memory', () => {
  const copies = Array.from({ length: 21 }, (_, index) => ({ name: `n${index}` }))
  expect(told({ copies, powerOn: true, placement: { clusterId: 'a' } })).toEqual([
    'warning placement.clusterId: The copies have 84 GiB of memory together; 80 GiB are free there.',
  ])
  expect(told({ copies, powerOn: true, memoryBytes: gib })).toEqual([])
  expect(told({ copies })).toEqual([])
})

test('an engine wants a cluster, and domains of its data center', () => {
  expect(toldByEngine({ placement: { datastoreId: 'd9' } })).toEqual([
    'error placement.clusterId: Cluster a is in data center dc1, datastore d9 in dc2.',
    'error placement.datastoreId: Cluster a does not reach datastore d9.',
  ])
  expect(toldByEngine({ placement: { datastoreId: 'iso' } })).toContain(
    'error placement.datastoreId: It holds no disks of VMs: its role is iso.',
  )
  expect(toldByEngine({}, withRow(engineRows(), 'tpl', { clusterId: undefined }))).toEqual([
    'error placement.clusterId: Choose the cluster of the copies.',
  ])
  expect(toldByEngine({ placement: { clusterId: 'c' } })).toEqual([
    'error placement.datastoreId: Cluster c does not reach datastore d1, where disk of the source is.',
  ])
  expect(toldByEngine({ placement: { clusterId: 'b' } })).toEqual([
    'error placement.clusterId: None of its hosts takes VMs now.',
  ])
})
