import { expect, test } from 'vitest'
import { blankOf, shapedRow } from './row-shape.ts'
import { vms } from './search/sample-rows.ts'

test('a shaped row says the same', () => {
  for (const row of vms) expect(shapedRow(row)).toEqual(row)
})

test('a shape grows with the fields that are met and keeps the order of the old ones', () => {
  const before = Object.keys(blankOf('test', ['kind', 'b', 'a']))
  expect(before).toEqual(['kind', 'b', 'a'])
  expect(Object.keys(blankOf('test', ['a', 'c']))).toEqual(['kind', 'b', 'a', 'c'])
  expect(blankOf('test', ['c'])).toBe(blankOf('test', ['b']))
})
