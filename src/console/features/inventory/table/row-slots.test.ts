import { describe, expect, test } from 'vitest'
import { type Placed, placeRows } from './row-slots.ts'

const quiet = { anew: false, visited: undefined, focused: false, pressed: false }

/** `a0 b1`: row a in element 0, row b in element 1. */
function read(text: string): Placed[] {
  return text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => ({ key: part.slice(0, 1), slot: Number(part.slice(1)) }))
}

function place(
  before: string,
  keys: string,
  wish: Partial<Omit<typeof quiet, 'visited'>> & { visited?: string } = {},
): string {
  const after = placeRows(read(before), { ...quiet, ...wish, keys: [...keys] })
  return after.map(({ key, slot }) => key + slot).join(' ')
}

describe('rows of the same question', () => {
  test.each([
    ['first rows get elements in order', '', 'abc', 'a0 b1 c2'],
    ['what stays keeps its element', 'a0 b1 c2', 'abc', 'a0 b1 c2'],
    ['all others: every element is used again', 'a0 b1 c2', 'xyz', 'x0 y1 z2'],
    ['fewer', 'a0 b1 c2', 'xy', 'x0 y1'],
    ['more', 'a0 b1', 'xyz', 'x0 y1 z2'],
    ['a row in the place of another', 'a0 b1 c2', 'axc', 'a0 x1 c2'],
    ['down by one: the element above is not moved below', 'a0 b1 c2', 'bcx', 'b1 c2 x3'],
    ['up by one: those that stay do not move', 'b0 c1 d2', 'abc', 'a3 b0 c1'],
    ['rows that change places keep their elements', 'a0 b1 c2', 'cab', 'c2 a0 b1'],
    ['the active row stays above the others', 'a0 b1 c2 d3', 'axyz', 'a0 x1 y2 z3'],
  ])('%s', (_, before, keys, after) => {
    expect(place(before, keys)).toBe(after)
  })

  test('no element shows two rows', () => {
    let before = 'a0 b1 c2 d3 e4 f5'
    for (const keys of ['bdfxyz', 'zyxabc', 'abcdefgh', 'hgfx', 'xabcyz']) {
      before = place(before, keys)
      const slots = read(before).map(({ slot }) => slot)
      expect(new Set(slots).size).toBe(keys.length)
    }
  })
})

describe('rows of a new question', () => {
  test('every element is used again in its place', () => {
    expect(place('a0 b1 c2 d3', 'bdxy', { anew: true })).toBe('b0 d1 x2 y3')
  })

  test('the row with the focus keeps its element', () => {
    expect(place('a0 b1 c2 d3', 'xbyz', { anew: true, visited: 'b', focused: true })).toBe('x0 b1 y2 z3')
    expect(place('a0 b1 c2 d3', 'bxyz', { anew: true, visited: 'b', focused: true })).toBe('b1 x2 y3 z4')
    expect(place('a0 b1 c2 d3', 'bxyz', { anew: true, visited: 'b' })).toBe('b0 x1 y2 z3')
  })
})

test('the element of a row that had the focus goes with it', () => {
  expect(place('a0 b1 c2', 'xyz', { visited: 'b' })).toBe('x0 y2 z3')
  expect(place('a0 b1 c2', 'acd', { visited: 'b' })).toBe('a0 c2 d3')
})

test('during a press no row gets the element of another', () => {
  expect(place('a0 b1 c2', 'axc', { pressed: true })).toBe('a0 x3 c2')
  expect(place('a0 b1 c2', 'xyz', { pressed: true })).toBe('x3 y4 z5')
})
