import { expect, test } from 'vitest'
import { clusterFields } from './field-sets.ts'
import { vmFields } from './machine-fields.ts'
import { now } from './sample-rows.ts'
import { readSearch } from './search.ts'

test.each<[string, string, string]>([
  ['nmae:web', '^^^^', 'Did you mean name?'],
  ['a memroy>8GiB', '  ^^^^^^', 'Did you mean memory?'],
  ['frobnicate:1', '^^^^^^^^^^', 'Virtual machines have no field “frobnicate”. There are name, system'],
  ['power:onn', '      ^^^', 'Did you mean on?'],
  ['power:on,purple', '         ^^^^^^', 'It can be on, off'],
  ['power>on', '     ^', 'write power: instead of power>'],
  ['name>web', '    ^', 'write name: instead of name>'],
  ['memory>8', '       ^', '8GiB?'],
  ['memory>8Gix', '        ^^^', 'no unit of size'],
  ['memory>8ib', '        ^^', 'no unit of size'],
  ['memory>much', '       ^^^^', '8GiB is how a number is written'],
  ['memory>80%', '         ^', 'no unit of size'],
  ['cpus>=four', '      ^^^^', '4 is how a number is written'],
  ['cpus>=4GiB', '       ^^^', 'plain number'],
  ['cpus>1,2', '       ^', 'one value only'],
  ['cpus:2..', '      ^^', 'where the range ends'],
  ['cpus:8..2', '     ^^^^', 'ends before it begins'],
  ['uptime>7', '       ^', '7d?'],
  ['uptime>7x', '        ^', 'no unit of time'],
  ['uptime>1d2x', '          ^', 'no unit of time'],
  ['created>2024-13', '             ^^', 'no month 13'],
  ['created>2024-02-31', '                ^^', 'no day 31'],
  ['created>soon', '        ^^^^', 'a date like 2024-01-31'],
  ['created:2024-01..2024-99', '                      ^^', 'no month 99'],
  ['"power":on', '       ^', 'blank after the closing quote'],
])('%s is marked', (text, marks, message) => {
  const error = readSearch(text, vmFields, now).errors?.[0]
  expect(error?.message).toContain(message)
  expect(' '.repeat(error?.start ?? 0) + '^'.repeat((error?.end ?? 0) - (error?.start ?? 0))).toBe(marks)
})

test('every mistake of a query is found, in order', () => {
  const { errors } = readSearch('nmae:a (power:x OR cpus>y)', vmFields, now)
  expect(errors?.map(({ start }) => start)).toEqual([0, 14, 24])
})

test('what one kind of row has, another may not', () => {
  expect(readSearch('cpus>4', clusterFields, now).errors?.[0]?.message).toMatch(
    /^Clusters have no field “cpus”/,
  )
  expect(readSearch('ha:yes hosts>3', clusterFields, now).errors).toBeUndefined()
})
