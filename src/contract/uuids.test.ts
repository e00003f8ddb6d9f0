import { expect, test } from 'vitest'
import { areUuids, packUuids, unpackUuids } from './uuids.ts'

const uuids = ['00000000-0000-0000-0000-000000000000', '1018e70e-2802-40e3-a310-b4e57586d1ff']

test('UUIDs come out as they went in, in 16 bytes each', () => {
  expect(unpackUuids(packUuids(uuids))).toEqual(uuids)
  expect(atob(packUuids(uuids))).toHaveLength(32)
  expect(unpackUuids(packUuids([]))).toEqual([])
})

test.each([
  ['upper case', '1018E70E-2802-40E3-A310-B4E57586D1FF'],
  ['no dashes', '1018e70e280240e3a310b4e57586d1ff'],
  ['a number', 5],
  ['nothing', undefined],
])('%s is no UUID that can be packed', (_what, value) => expect(areUuids([uuids[0], value])).toBe(false))

test.each([
  ['no base64', '%%%'],
  ['half a UUID', btoa('12345678')],
])('%s gives none', (_what, packed) => expect(unpackUuids(packed)).toEqual([]))
