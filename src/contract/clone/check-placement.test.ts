import { expect, test } from 'vitest'
import { choices, type PlacementChoices } from './check-placement.ts'
import type { CloneOrder } from './order.ts'
import type { PlacementField } from './place.ts'
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
const inventory = inventoryOf(vsphereRows())
const chosen = (order: Partial<CloneOrder>, copy?: number) =>
  choices(orderOf(order), vsphereOptions(), inventory, copy)

/** What each row of a field says: `true` or why not, by id. */
function said(all: PlacementChoices, field: PlacementField): Record<string, true | string> {
  return Object.fromEntries(all[field].map(({ row, possible }) => [row.id, possible]))
}

test('nothing chosen rules out only what is not usable itself', () => {
  const all = chosen({})
  expect(said(all, 'clusterId')).toEqual({ a: true, b: true, c: true })
  expect(said(all, 'hostId')).toEqual({
    a1: true,
    a2: true,
    a3: 'In maintenance.',
    b1: true,
    alone: true,
    c1: true,
  })
  expect(said(all, 'folderId')).toEqual({ top1: true, f1: true, f2: true, top2: true, f3: true })
  expect(said(all, 'datastoreId')).toEqual({
    ds1: true,
    ds2: true,
    dsb: true,
    dsm: 'In maintenance.',
    ds9: true,
  })
})

test('a cluster leaves its own hosts and pools, folders and datastores of its data center', () => {
  const all = chosen({ placement: { clusterId: 'b' } })
  expect(said(all, 'hostId')).toMatchObject({
    a1: 'Host a1 is not in cluster b.',
    b1: true,
    alone: 'Host alone is not in cluster b.',
  })
  expect(said(all, 'poolId')).toMatchObject({
    rb: true,
    pb: true,
    pa: 'Resource pool gold is not in cluster b.',
  })
  expect(said(all, 'folderId')).toMatchObject({
    f1: true,
    f3: 'Folder Prod is in data center dc2, cluster b in dc1.',
  })
  expect(said(all, 'datastoreId')).toMatchObject({
    ds1: true,
    dsb: true,
    ds2: 'No usable host of b reaches datastore ds2.',
    ds9: 'Cluster b is in data center dc1, datastore ds9 in dc2.',
  })
  // Other clusters stay possible: the choice is changed, not added to.
  expect(said(all, 'clusterId')).toEqual({ a: true, b: true, c: true })
})

test('a host leaves its cluster, the pools of it, and the datastores that it reaches', () => {
  const all = chosen({ placement: { hostId: 'a2' } })
  expect(said(all, 'clusterId')).toMatchObject({ a: true, b: 'Host a2 is not in cluster b.' })
  expect(said(all, 'poolId')).toMatchObject({
    pa: true,
    pb: 'Resource pool gold does not belong to host a2 or its cluster.',
  })
  expect(said(all, 'datastoreId')).toMatchObject({
    ds1: true,
    ds2: 'Host a2 does not reach datastore ds2.',
  })
  expect(said(chosen({ placement: { hostId: 'alone' } }), 'poolId')).toMatchObject({ ralone: true })
})

test('a datastore leaves the hosts that reach it, and clusters with such a host', () => {
  const all = chosen({ placement: { datastoreId: 'ds2' } })
  expect(said(all, 'hostId')).toMatchObject({
    a1: true,
    a2: 'Host a2 does not reach datastore ds2.',
    alone: true,
  })
  expect(said(all, 'clusterId')).toEqual({
    a: true,
    b: 'No usable host of b reaches datastore ds2.',
    c: 'Cluster c is in data center dc2, datastore ds2 in dc1.',
  })
})

test('a datastore that cannot take all copies says so, one that may fill up too', () => {
  const copies = Array.from({ length: 2 }, (_, index) => ({ name: `n${index}` }))
  const { datastoreId } = chosen({ copies })
  // 2 × (10 GiB thin + 20 GiB thick), up to 2 × 60 GiB.
  expect(datastoreId.find(({ row }) => row.id === 'dsb')).toMatchObject({
    possible: 'Only 30 GiB are free; the copies take 60 GiB.',
    free: { bytes: 30 * gib },
  })
  const one = chosen({})
  expect(one.datastoreId.find(({ row }) => row.id === 'dsb')).toMatchObject({
    possible: true,
    note: 'The copies can grow to 60 GiB, more than is free.',
  })
})

test('free CPU and memory are those of hosts that take VMs', () => {
  const { clusterId, hostId, poolId } = chosen({})
  expect(clusterId[0]?.free).toEqual({ cpuMhz: 20_000, memoryBytes: 80 * gib })
  expect(hostId[0]?.free).toEqual({ cpuMhz: 10_000, memoryBytes: 40 * gib })
  expect(poolId[0]?.free).toEqual({ cpuMhz: 20_000, memoryBytes: 80 * gib })
})

test('a host says which network of the cards it lacks', () => {
  const note = (order: Partial<CloneOrder>) => chosen(order).hostId.find(({ row }) => row.id === 'a2')?.note
  expect(note({})).toBeUndefined()
  expect(note({ nics: [{ id: '4000', networkId: 'n2' }] })).toBe('It does not reach network DMZ.')
  expect(note({ nics: [{ id: '4000', remove: true }] })).toBeUndefined()
})

test('a copy with a placement of its own has choices of its own', () => {
  const order = {
    placement: { clusterId: 'a' },
    copies: [{ name: 'x', placement: { clusterId: 'b' } }, { name: 'y' }],
  }
  expect(said(chosen(order, 0), 'hostId')).toMatchObject({ b1: true, a1: 'Host a1 is not in cluster b.' })
  expect(said(chosen(order, 1), 'hostId')).toMatchObject({ a1: true })
})

test('an engine reaches by cluster, and takes disks on data domains only', () => {
  const all = choices(
    orderOf({ source: { vm: 'tpl' }, placement: { clusterId: 'a' } }),
    engineOptions(),
    inventoryOf(engineRows()),
  )
  expect(said(all, 'datastoreId')).toEqual({
    d1: true,
    iso: 'It holds no disks of VMs: its role is iso.',
    d9: 'Cluster a is in data center dc1, datastore d9 in dc2.',
  })
  expect(said(all, 'clusterId')).toEqual({ a: true, b: 'None of its hosts takes VMs now.', c: true })
  const unattached = withRow(engineRows(), 'd9', { datacenterId: 'dc1' })
  expect(
    said(
      choices(
        orderOf({ source: { vm: 'tpl' }, placement: { clusterId: 'a' } }),
        engineOptions(),
        inventoryOf(unattached),
      ),
      'datastoreId',
    ),
  ).toMatchObject({ d9: 'Cluster a does not reach datastore d9.' })
})
