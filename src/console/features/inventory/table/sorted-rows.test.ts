import { expect, test } from 'vitest'
import { PassingRows } from './sorted-rows.ts'

test('a test is asked again only of rows that are new to it', () => {
  const asked: number[] = []
  const isEven = (row: { size: number }) => {
    asked.push(row.size)
    return row.size % 2 === 0
  }
  const rows = [1, 2, 3, 4].map((size) => ({ size }))
  const passing = new PassingRows<{ size: number }>()
  const sizes = (of: typeof rows) => passing.of(of, isEven).map(({ size }) => size)
  expect(sizes(rows)).toEqual([2, 4])
  expect(passing.of(rows, isEven)).toBe(passing.of(rows, isEven))
  const second = [...rows, { size: 6 }]
  expect(sizes(second)).toEqual([2, 4, 6])
  asked.length = 0
  expect(sizes([{ size: 8 }, ...second])).toEqual([8, 2, 4, 6])
  expect(asked).toEqual([8])
  expect(passing.of(rows, undefined)).toBe(rows)
})
