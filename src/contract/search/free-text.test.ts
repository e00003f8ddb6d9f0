import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { neededTexts, textsOf } from './free-text.ts'
import { vmFields } from './machine-fields.ts'
import { lookup, now, vms } from './sample-rows.ts'
import { readSearch } from './search.ts'

function read(query: string) {
  const { ast } = readSearch(query, vmFields, now)
  if (!ast) throw new Error(`not understood: ${query}`)
  return ast
}

/** The query by texts first and the rest of it after them. */
function byTexts(query: string) {
  const found = neededTexts(read(query), vmFields)
  if (!found) return undefined
  const rest = found.rest && compile(found.rest, vmFields, lookup)
  return vms.filter(
    (row) =>
      found.needed.every(({ field, text }) => textsOf(vmFields, lookup, field)(row).includes(text)) &&
      (rest === undefined || rest(row)),
  )
}

test.each([
  'web',
  'WEB',
  '01',
  '10.1',
  'prod',
  'ubuntu',
  '"web-01"',
  'web prod',
  'e power:on',
  'name:web',
  'name:"web"',
  'host:1',
  'cluster:a name:b',
  'ip:10.1.2',
  'os:linux power:on',
  'tag:prod 1',
  'folder:a',
  'e -web',
  'e (power:on OR power:off)',
  'nothing-has-this',
])('%s: looking for texts finds what testing each row finds', (query) => {
  expect(byTexts(query)).toEqual(vms.filter(compile(read(query), vmFields, lookup)))
})

test.each([
  'w*b',
  'power:on',
  'name:w*',
  'name:none',
  'name!=web',
  'name=web-01',
  'ip:10.0.0.0/8',
  'name:a,b',
  '-web',
  'a OR b',
])('%s is more than texts', (query) => {
  expect(byTexts(query)).toBeUndefined()
})
