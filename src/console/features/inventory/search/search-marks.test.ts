import { expect, test } from 'vitest'
import { pieces } from './search-marks.tsx'

const drawn = (text: string, ...spans: [number, number][]) =>
  pieces(
    text,
    spans.map(([start, end]) => ({ start, end, message: '' })),
  )
    .map((piece) => (piece.bad ? `[${piece.text}]` : piece.text))
    .join('')

test('mistakes are cut out at their very borders', () => {
  expect(drawn('a nmae:x b', [2, 6])).toBe('a [nmae]:x b')
  expect(drawn('abc', [0, 3])).toBe('[abc]')
  expect(drawn('abcdef', [4, 5], [1, 2])).toBe('a[b]cd[e]f')
  expect(drawn('abcdef', [1, 4], [2, 5])).toBe('a[bcd][e]f')
  expect(drawn('ab', [2, 3])).toBe('ab[ ]')
})
