import { expect, test } from 'vitest'
import { findObjects, indexNames, rankOf } from './name-index.ts'
import { atOnce } from './sliced.ts'
import { host, inventoryOf, vm } from './test-rows.ts'

const kinds = ['vm', 'host'] as const

test.each([
  ['db', 'db', 0],
  ['db-01', 'db', 1],
  ['east-db-01', 'db', 2],
  ['feedback', 'db', 3],
  ['web', 'db', undefined],
  ['xdb-db', 'db', 2],
  ['über-db', 'db', 2],
  ['füdb', 'db', 3],
])('%s answers %s with rank %s', (name, query, rank) => expect(rankOf(name, query)).toBe(rank))

test('prefix before word start before substring, over systems and kinds, without regard to case', () => {
  const index = atOnce(
    indexNames(
      inventoryOf(
        vm('1', { name: 'feedback' }),
        vm('2', { name: 'east-db-01' }),
        vm('3', { name: 'DB-02' }),
        vm('4', { name: 'db', system: 'b' }),
        host('5', { name: 'db-host' }),
      ),
      kinds,
    ),
  )
  const { rows, total } = findObjects(index, ' Db ', 10)
  expect(rows.map(({ name }) => name)).toEqual(['db', 'DB-02', 'db-host', 'east-db-01', 'feedback'])
  expect(total).toBe(5)
  expect(findObjects(index, 'db', 2)).toMatchObject({
    total: 5,
    rows: [{ name: 'db' }, { name: 'DB-02' }],
  })
})

test('what is typed on narrows, what is typed anew does not', () => {
  const index = atOnce(
    indexNames(inventoryOf(vm('1', { name: 'web-1' }), vm('2', { name: 'web-2' }), vm('3')), kinds),
  )
  const names = (query: string) => findObjects(index, query, 10).rows.map(({ name }) => name)
  expect(names('web')).toEqual(['web-1', 'web-2'])
  expect(names('web-2')).toEqual(['web-2'])
  expect(names('web-')).toEqual(['web-1', 'web-2'])
  expect(names('3')).toEqual(['3'])
})

test('nothing asked, nothing looked at', () => {
  expect(findObjects(atOnce(indexNames(inventoryOf(vm('1')), kinds)), '  ', 10)).toEqual({
    rows: [],
    total: 0,
  })
})
