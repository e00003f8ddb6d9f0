import { expect, test } from 'vitest'
import { implies } from './implies.ts'
import { vmFields } from './machine-fields.ts'
import { parse } from './parse.ts'

function follows(a: string, b: string): boolean {
  const one = parse(a).ast
  const other = parse(b).ast
  if (!one || !other) throw new Error(`${a} / ${b}`)
  return implies(one, other, vmFields)
}

test.each([
  ['we', 'w'],
  ['WEB', 'we'],
  ['web prod', 'web'],
  ['web prod', 'prod we'],
  ['web power:on', 'power:on'],
  ['power:on web', 'web'],
  ['name:web-0', 'name:web'],
  ['host:esx-01', 'host:esx'],
  ['a', ''],
  ['-w', '-we'],
  ['a', 'a OR b'],
  ['ab OR b', 'a OR b'],
  ['(ab OR b) c', 'a OR b'],
  ['memory>8GiB web', 'memory>8GiB'],
  ['"two words"', '"two"'],
])('%s finds nothing that %s does not', (a, b) => {
  expect(follows(a, b)).toBe(true)
})

test.each([
  ['w', 'we'],
  ['', 'a'],
  ['a OR b', 'a'],
  ['-we', '-w'],
  ['memory>80GiB', 'memory>8GiB'],
  ['name:none', 'name:non'],
  ['name:web*', 'name:web'],
  ['web*1', 'web*'],
  ['ip:10.1.0.0/16', 'ip:10.1.0.0/1'],
  ['name=web-01', 'name=web'],
  ['power:on', 'power:o'],
  ['os:web', 'name:web'],
])('%s may find what %s does not', (a, b) => {
  // A query that is not understood on one side cannot follow either.
  expect(follows(a, b)).toBe(false)
})
