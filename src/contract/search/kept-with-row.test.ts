import { expect, test } from 'vitest'
import { keptWithRow } from './kept-with-row.ts'

test('a row is asked once, a copy of it anew', () => {
  let asked = 0
  const textOf = keptWithRow((row: { name: string }) => {
    asked += 1
    return row.name.toLowerCase()
  })
  const row = { name: 'Web' }
  expect([textOf(row), textOf(row)]).toEqual(['web', 'web'])
  expect(asked).toBe(1)
  expect(textOf({ ...row, name: 'DB' })).toBe('db')
  expect(Object.keys(row)).toEqual(['name'])
})

test('what one keeps is not taken for what another keeps', () => {
  const row = { name: 'Web' }
  expect(keptWithRow((each: { name: string }) => each.name)(row)).toBe('Web')
  expect(keptWithRow(() => 'other')(row)).toBe('other')
})

test('a frozen row is answered too', () => {
  const row = Object.freeze({ name: 'Web' })
  expect(keptWithRow((each: { name: string }) => each.name)(row)).toBe('Web')
})
