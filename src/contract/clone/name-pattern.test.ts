import { expect, test } from 'vitest'
import { expandNames } from './name-pattern.ts'

const context = { source: 'web-gold', count: 3, today: new Date(2026, 10, 5) }
const names = (pattern: string, more: Partial<typeof context> = {}) =>
  expandNames(pattern, { ...context, ...more }).names

test.each([
  ['web-{n}', ['web-1', 'web-2', 'web-3']],
  ['web-{n:3}', ['web-001', 'web-002', 'web-003']],
  ['web-{ n : 2 }', ['web-01', 'web-02', 'web-03']],
  ['{source}-{n}', ['web-gold-1', 'web-gold-2', 'web-gold-3']],
  ['{source}.{date}.{n}', ['web-gold.2026-11-05.1', 'web-gold.2026-11-05.2', 'web-gold.2026-11-05.3']],
  ['web-{08..11}', ['web-08', 'web-09', 'web-10', 'web-11']],
  ['web-{8..11}', ['web-8', 'web-9', 'web-10', 'web-11']],
  ['web-{3..1}', ['web-3', 'web-2', 'web-1']],
  ['{a..c}1', ['a1', 'b1', 'c1']],
  ['{web,db}-{1..2}', ['web-1', 'web-2', 'db-1', 'db-2']],
  ['{web,db}-{n}', ['web-1', 'db-2']],
  ['{{x}}-{n}', ['{x}-1', '{x}-2', '{x}-3']],
  ['web', ['web-1', 'web-2', 'web-3']],
])('%s makes %j', (pattern, expected) => {
  expect(names(pattern)).toEqual(expected)
})

test('a pattern without a number names one copy as it stands', () => {
  expect(expandNames('web', { ...context, count: 1 })).toEqual({ names: ['web'], fixedCount: false })
})

test('numbers that are added are equally long', () => {
  const added = expandNames('web', { ...context, count: 12 })
  expect(added.names?.at(0)).toBe('web-01')
  expect(added.names?.at(-1)).toBe('web-12')
  expect(added).toHaveProperty('note')
})

test('ranges say how many names there are', () => {
  const twenty = expandNames('web-{001..020}', context)
  expect(twenty).toMatchObject({ fixedCount: true })
  expect(twenty.names).toHaveLength(20)
  expect(names('{001..100}')).toHaveLength(100)
})

test.each([
  ['', 0, 0, /Enter a name/],
  ['web-{n', 4, 2, /never closed/],
  ['web}-{n}', 3, 1, /Nothing was opened/],
  ['web-{x}', 4, 3, /\{x\} is not known/],
  ['web-{}', 4, 2, /Write what goes here/],
  ['web-{1..a}', 4, 6, /from letter to letter/],
  ['web-{a..C}', 4, 6, /both capital/],
  ['web-{1..}', 4, 5, /from number to number/],
  ['web-{1..101}', 4, 8, /at most 100 names; this one has 101/],
  ['{1..20}-{1..6}', 0, 14, /makes 120 names/],
  ['web-{n:0}', 4, 5, /1 to 9 digits/],
  ['{a,,b}', 0, 6, /is empty/],
])('%j is wrong at %i for %i', (pattern, at, length, message) => {
  expect(expandNames(pattern, context).errors).toEqual([
    { at, length, message: expect.stringMatching(message) },
  ])
})

test('every mistake of a pattern is told, in order', () => {
  expect(expandNames('{x}-{y}', context).errors?.map(({ at }) => at)).toEqual([0, 4])
})
