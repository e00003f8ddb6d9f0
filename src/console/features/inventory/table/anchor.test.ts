import { expect, test } from 'vitest'
import { shiftOf } from './anchor.ts'

const before = [...'abcdefghij']

test.each([
  ['abcdefghij', 0],
  ['xabcdefghij', 1],
  ['xyabcdefghij', 2],
  ['cdefghij', -2],
  ['abcdefxghij', 0],
  ['eabcdfghij', 0],
  ['ejabcdfghi', 1],
  ['', 0],
  ['zyx', 0],
])('what stood in the middle of abcdefghij is in %s moved by %i', (after, shift) => {
  expect(shiftOf(before, [...after], 3, 7)).toBe(shift)
})
