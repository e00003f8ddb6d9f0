import { expect, test } from 'vitest'
import { newDraft } from '../drafts/new-draft.ts'
import type { CloneDraft } from '../wizard.ts'
import {
  withCopy,
  withNames,
  withOneMore,
  withoutCopy,
  withPasted,
  withPattern,
  withPatternName,
} from './name-copies.ts'

const names = ({ copies }: CloneDraft) => copies.map(({ name }) => name)
const begun = withNames(newDraft('vm-1'), 'web')
const three = withPattern(begun, { count: 3 }, 'web')

test('names copies by the pattern', () => {
  expect(names(begun)).toEqual(['web-1'])
  expect(names(three)).toEqual(['web-1', 'web-2', 'web-3'])
  expect(names(withPattern(three, { pattern: 'db-{01..04}' }, 'web'))).toEqual([
    'db-01',
    'db-02',
    'db-03',
    'db-04',
  ])
})

test('a name by hand stays, until it is given back', () => {
  const named = withCopy(three, 1, (copy) => ({ ...copy, name: 'special', byHand: true }))
  const renamed = withPattern(named, { pattern: 'db-{n}' }, 'web')
  expect(names(renamed)).toEqual(['db-1', 'special', 'db-3'])
  expect(names(withPatternName(renamed, 1, 'web'))).toEqual(['db-1', 'db-2', 'db-3'])
})

test('a wrong pattern changes nothing', () => {
  const wrong = withPattern(three, { pattern: 'db-{' }, 'web')
  expect(names(wrong)).toEqual(names(three))
  expect(wrong.names.pattern).toBe('db-{')
})

test('what was filled in comes back with the number of copies', () => {
  const filled = withCopy(three, 2, (copy) => ({ ...copy, address: '192.0.2.7' }))
  const fewer = withPattern(filled, { count: 1 }, 'web')
  expect(fewer.copies).toEqual([{ name: 'web-1' }])
  expect(withPattern(fewer, { count: 2 }, 'web').copies[1]).toEqual({ name: 'web-2', address: '192.0.2.7' })
})

test('takes a copy out, and one more', () => {
  expect(names(withoutCopy(three, 0, 'web'))).toEqual(['web-1', 'web-2'])
  expect(names(withOneMore(three, 'web'))).toHaveLength(4)
  const listed = withPattern(three, { pattern: 'db-{01..03}' }, 'web')
  expect(names(withoutCopy(listed, 1, 'web'))).toEqual(['db-01', 'db-03'])
  expect(names(withOneMore(listed, 'web'))).toEqual(['db-01', 'db-02', 'db-03', 'web-4'])
})

test('takes pasted copies as they are, and names those without a name', () => {
  const pasted = withPasted(three, [{ name: 'a', address: '192.0.2.1' }, { name: '' }], 'web')
  expect(pasted.copies).toEqual([{ name: 'a', address: '192.0.2.1', byHand: true }, { name: 'web-2' }])
})
