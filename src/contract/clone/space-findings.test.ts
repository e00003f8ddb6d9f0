import { expect, test } from 'vitest'
import { copiesTake } from './check-space.ts'
import type { CloneOrder } from './order.ts'
import {
  engineOptions,
  engineRows,
  inventoryOf,
  orderOf,
  vsphereOptions,
  vsphereRows,
  withRow,
} from './sample-estate.ts'
import { checkSpace, spaceOf } from './space-findings.ts'

const gib = 1024 ** 3
const inventory = inventoryOf(vsphereRows())

/** GiB that are taken at once and at most, by datastore. The source has 10 of 40 GiB (thin) and 20 GiB (thick) on ds1. */
function taken(order: Partial<CloneOrder>): Record<string, [number, number]> {
  return Object.fromEntries(
    spaceOf(orderOf(order), vsphereOptions(), inventory).map(({ datastoreId, takesBytes, atMostBytes }) => [
      datastoreId,
      [takesBytes / gib, atMostBytes / gib],
    ]),
  )
}
const two = { copies: [{ name: 'x' }, { name: 'y' }] }
const snapshot = { source: { vm: 'src', snapshotId: 'snap' } }

test.each<[string, Partial<CloneOrder>, Record<string, [number, number]>]>([
  ['as the source', {}, { ds1: [30, 60] }],
  ['twice', two, { ds1: [60, 120] }],
  ['elsewhere', { ...two, placement: { datastoreId: 'ds2' } }, { ds2: [60, 120] }],
  [
    'one copy elsewhere',
    { copies: [{ name: 'x', placement: { datastoreId: 'ds2' } }, { name: 'y' }] },
    { ds1: [30, 60], ds2: [30, 60] },
  ],
  ['a disk elsewhere', { disks: [{ id: '2001', datastoreId: 'ds2' }] }, { ds1: [10, 40], ds2: [20, 20] }],
  ['a disk left out', { disks: [{ id: '2001', remove: true }] }, { ds1: [10, 40] }],
  ['all thin', { disks: [{ id: '2001', format: 'thin' }] }, { ds1: [30, 60] }],
  ['all thick', { disks: [{ id: '2000', format: 'thick' }] }, { ds1: [60, 60] }],
  ['linked', { ...snapshot, linked: true }, { ds1: [0, 60] }],
  ['with a swap file', { powerOn: true }, { ds1: [34, 64] }],
  ['with less memory', { powerOn: true, memoryBytes: gib }, { ds1: [31, 61] }],
  ['with the memory of the snapshot', { ...snapshot, memory: true }, { ds1: [34, 64] }],
  ['templates never run', { powerOn: true, template: true }, { ds1: [30, 60] }],
])('%s', (_, order, expected) => {
  expect(taken(order)).toEqual(expected)
})

test('engines write no swap file, and count cow as growing', () => {
  const order = orderOf({ source: { vm: 'tpl' }, powerOn: true })
  expect(spaceOf(order, engineOptions(), inventoryOf(engineRows()))).toEqual([
    { datastoreId: 'd1', name: 'd1', freeBytes: 500 * gib, takesBytes: 10 * gib, atMostBytes: 40 * gib },
  ])
})

test('all copies together', () => {
  expect(copiesTake(orderOf({ ...two, cpus: 3 }), vsphereOptions())).toEqual({
    takesBytes: 60 * gib,
    atMostBytes: 120 * gib,
    cpus: 6,
    memoryBytes: 8 * gib,
    disks: { takesBytes: 60 * gib, atMostBytes: 120 * gib },
  })
})

test.each<[string, object, Partial<CloneOrder>, string | undefined]>([
  ['room enough', {}, {}, undefined],
  [
    'too little',
    { freeBytes: 20 * gib },
    {},
    'error placement.datastoreId: ds1 has 20 GiB free; the copies take 30 GiB.',
  ],
  [
    'nearly full then',
    { freeBytes: 170 * gib },
    {},
    'warning placement.datastoreId: ds1 is 86 % full after that.',
  ],
  [
    'full when grown',
    { freeBytes: 50 * gib, capacityBytes: 100 * gib },
    {},
    'warning placement.datastoreId: The copies can grow to 60 GiB on ds1; 50 GiB are free.',
  ],
  [
    'not known',
    { freeBytes: undefined },
    {},
    'info placement.datastoreId: How much is free on ds1 is not known.',
  ],
])('space: %s', (_, change, order, expected) => {
  const rows = inventoryOf(withRow(vsphereRows(), 'ds1', change))
  const [found] = checkSpace(orderOf(order), vsphereOptions(), rows).map(
    ({ level, field, message }) => `${level} ${field}: ${message}`,
  )
  expect(found).toBe(expected)
})

test('a datastore is told at the field that sends copies there', () => {
  const rows = inventoryOf(withRow(vsphereRows(), 'ds2', { freeBytes: gib }))
  const fields = (order: Partial<CloneOrder>) =>
    checkSpace(orderOf(order), vsphereOptions(), rows).map(({ field, step }) => `${step} ${field}`)
  expect(fields({ disks: [{ id: '2001', datastoreId: 'ds2' }] })).toEqual(['disks disks.0.datastoreId'])
  expect(fields({ copies: [{ name: 'a' }, { name: 'b', placement: { datastoreId: 'ds2' } }] })).toEqual([
    'placement copies.1.placement.datastoreId',
  ])
})

test('an engine refuses below its reserve', () => {
  const rows = inventoryOf(withRow(engineRows(), 'd1', { freeBytes: 14 * gib, capacityBytes: 1000 * gib }))
  expect(checkSpace(orderOf({ source: { vm: 'tpl' } }), engineOptions(), rows)).toMatchObject([
    { level: 'warning', message: '4 GiB stay free on d1; the engine may refuse below 5 GiB.' },
  ])
})
