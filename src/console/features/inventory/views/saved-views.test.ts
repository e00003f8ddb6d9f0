import { expect, test } from 'vitest'
import { nameProblem, renamed, withView } from './saved-views.ts'

const views = [
  { name: 'Alpha', search: 'q=a' },
  { name: 'Beta 2', search: 'q=b' },
]

test('views stay in the order of their names, each name once', () => {
  expect(withView(views, { name: ' Beta 10 ', search: '' }).map(({ name }) => name)).toEqual([
    'Alpha',
    'Beta 2',
    'Beta 10',
  ])
  expect(withView(views, { name: 'Alpha', search: 'q=z' })).toEqual([
    { name: 'Alpha', search: 'q=z' },
    views[1],
  ])
})

test('renaming keeps the state', () => {
  expect(renamed(views, 'Alpha', 'Zeta').map(({ name, search }) => `${name} ${search}`)).toEqual([
    'Beta 2 q=b',
    'Zeta q=a',
  ])
  expect(renamed(views, 'nobody', 'x')).toBe(views)
})

test('names are checked', () => {
  expect(nameProblem(views, ' ')).toBe('Enter a name.')
  expect(nameProblem(views, 'Alpha ')).toBe('There is a view of this name.')
  expect(nameProblem(views, 'Alpha', 'Alpha')).toBeUndefined()
  expect(nameProblem(views, 'New')).toBeUndefined()
})
