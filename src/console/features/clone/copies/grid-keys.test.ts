import { expect, test } from 'vitest'
import { type GridPlace, gridMove } from './grid-keys.ts'

const place: GridPlace = { row: 1, column: 1, rows: 3, columns: 3, atStart: false, atEnd: false }
const corner = { ...place, row: 2, column: 2 }

test.each([
  ['ArrowUp', {}, place, [0, 1]],
  ['ArrowDown', {}, place, [2, 1]],
  ['ArrowDown', {}, corner, undefined],
  ['ArrowDown', { ctrl: true }, { ...place, row: 0 }, [2, 1]],
  ['Enter', {}, place, [2, 1]],
  ['Enter', { shift: true }, place, [0, 1]],
  ['Enter', {}, corner, undefined],
  ['ArrowLeft', {}, place, undefined],
  ['ArrowLeft', {}, { ...place, atStart: true }, [1, 0]],
  ['ArrowRight', {}, { ...place, atEnd: true }, [1, 2]],
  ['ArrowRight', {}, { ...corner, atEnd: true }, undefined],
  ['Tab', {}, place, [1, 2]],
  ['Tab', {}, { ...place, column: 2 }, [2, 0]],
  ['Tab', {}, corner, undefined],
  ['Tab', { shift: true }, { ...place, column: 0 }, [0, 2]],
  ['Tab', { shift: true }, { ...place, row: 0, column: 0 }, undefined],
  ['PageDown', {}, place, [2, 1]],
  ['Home', { ctrl: true }, corner, [0, 0]],
  ['End', { ctrl: true }, place, [2, 2]],
  ['a', {}, place, undefined],
])('%s %o', (key, modifiers, from, to) => {
  const moved = gridMove(key, modifiers, from)
  expect(moved === undefined ? undefined : [moved.row, moved.column]).toEqual(to)
})
