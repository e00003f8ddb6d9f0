import { expect, test } from 'vitest'
import {
  engineRows,
  inventoryOf,
  orderOf,
  vsphereOptions,
  vsphereRows,
} from '../../../../contract/clone/sample-estate.ts'
import { newDraft } from '../drafts/new-draft.ts'
import { diskAt, diskPlaces, withDisk } from './disk-draft.ts'

const draft = newDraft('vm-1')

test('only what differs from the source is said', () => {
  const thin = withDisk(draft, '2000', { format: 'thin' })
  expect(thin.disks).toEqual([{ id: '2000', format: 'thin' }])
  expect(diskAt(thin, '2000').index).toBe(0)
  const moved = withDisk(thin, '2000', { datastoreId: 'ds-2' })
  expect(moved.disks).toEqual([{ id: '2000', format: 'thin', datastoreId: 'ds-2' }])
  expect(
    withDisk(withDisk(moved, '2000', { format: undefined }), '2000', { datastoreId: undefined }).disks,
  ).toEqual([])
})

test('a disk that is left out says nothing else, and comes back as it was', () => {
  const gone = withDisk(withDisk(draft, '2000', { format: 'thin' }), '2000', { remove: true })
  expect(gone.disks).toEqual([{ id: '2000', remove: true }])
  expect(withDisk(gone, '2000', { remove: undefined }).disks).toEqual([])
})

test('says why a datastore is not for a disk', () => {
  const options = vsphereOptions()
  const [disk] = options.disks
  if (disk === undefined) throw new Error('the sample has no disk')
  const order = orderOf()
  const places = diskPlaces(order, options, inventoryOf(vsphereRows()), disk)
  expect(places.length).toBeGreaterThan(0)
  expect(places.some(({ refused }) => refused === undefined)).toBe(true)
  const many = { ...order, copies: Array.from({ length: 100 }, (_, at) => ({ name: `c${at}` })) }
  const huge = { ...disk, capacityBytes: 10 ** 13 }
  for (const { refused } of diskPlaces(many, options, inventoryOf(vsphereRows()), huge))
    expect(refused).toBeTruthy()
  // Rows of another system are none of its business.
  expect(diskPlaces(order, options, { ...inventoryOf(engineRows()), system: 'other' }, disk)).toEqual([])
})
