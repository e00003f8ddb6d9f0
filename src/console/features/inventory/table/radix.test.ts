import { expect, test } from 'vitest'
import { numberKeys, numberWidth, radixOrder } from './radix.ts'

test('numbers of all sizes and signs are ordered, equal ones as they stand', () => {
  const numbers = [3, -1, 0, 2 ** 60, -(2 ** 60), 0.5, -0, 1e-300, 3, -0.5, 65_536, 65_535, 7e9, -1]
  const order = [...radixOrder(numberKeys(numbers), numberWidth, numbers.length)]
  const expected = numbers
    .map((_, index) => index)
    .sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b)
  expect(order).toEqual(expected)
})

test('nothing to order gives nothing', () => {
  expect(radixOrder(numberKeys([]), numberWidth, 0)).toHaveLength(0)
})
