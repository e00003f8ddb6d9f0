import { expect, it } from 'vitest'
import { notAnObject, parseJson } from './json-text.ts'

it('reads JSON', () => {
  const text = '{"a": [1, -2.5e3, true, null, "x\\u00e9\\n"], "b": {}}'
  expect(parseJson(text)).toEqual({ value: JSON.parse(text) })
})

it.each([
  ['', 1, 1, 'ends too early'],
  ['{', 1, 2, 'ends too early'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '“"” is not expected'],
  ['{\n  "a": 1,\n}', 3, 1, '“}” is not expected'],
  ['{\n  a: 1\n}', 2, 3, '“a” is not expected'],
  ['[1, 01]', 1, 6, '“1” is not expected'],
  ['{"a": "b\n"}', 1, 9, 'is not expected'],
  ['{} {}', 1, 4, '“{” is not expected'],
])('tells where %j breaks off', (text, line, column, found) => {
  const parsed = parseJson(text)
  expect(parsed).toMatchObject({ line })
  expect('error' in parsed ? parsed.error : '').toContain(`Line ${line}, column ${column}: `)
  expect('error' in parsed ? parsed.error : '').toContain(found)
})

it('tells an object from other JSON', () => {
  expect(notAnObject({ value: {} })).toBeUndefined()
  expect(notAnObject({ value: [] })).toContain('object')
  expect(notAnObject({ value: null })).toContain('object')
})
