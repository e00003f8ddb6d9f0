import { expect, test } from 'vitest'
import { parseLiveMessage } from './live-message.ts'

test('takes what the contract names', () => {
  expect(parseLiveMessage('{"type":"beat","at":1}')).toEqual({ type: 'beat', at: 1 })
  const patch = { type: 'patch', system: 'a', epoch: 'e', seq: 1, at: 1, upsert: [], remove: [] }
  expect(parseLiveMessage(JSON.stringify(patch))).toEqual(patch)
})

test.each([
  ['no JSON', 'beat'],
  ['no object', '1'],
  ['null', 'null'],
  ['an unknown type', '{"type":"job"}'],
  ['a name from the prototype', '{"type":"toString"}'],
  ['a missing system', '{"type":"begin","epoch":"e"}'],
  ['rows that are no list', '{"type":"rows","system":"a","epoch":"e","rows":{}}'],
  ['a patch without a number', '{"type":"patch","system":"a","epoch":"e","upsert":[],"remove":[]}'],
])('passes over %s', (_name, data) => expect(parseLiveMessage(data)).toBeUndefined())
