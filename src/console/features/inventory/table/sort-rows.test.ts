import { expect, test } from 'vitest'
import { type SortBy, sortRows } from './sort-rows.ts'
import { SortedRows } from './sorted-rows.ts'

interface Row {
  system: string
  id: string
  name: string
  size?: number
}

const row = (name: string, size?: number, system = 's'): Row => ({
  system,
  id: `${system}-${name}`,
  name,
  ...(size === undefined ? {} : { size }),
})

const byName: SortBy<Row> = { value: ({ name }) => name, descending: false }
const bySize: SortBy<Row> = { value: ({ size }) => size, descending: false }
const names = (rows: readonly Row[]) => rows.map(({ name }) => name).join(' ')

test('names are in natural order', () => {
  const rows = ['vm10', 'VM2', 'vm1', 'b', 'A'].map((name) => row(name))
  expect(names(sortRows(rows, byName))).toBe('A b vm1 VM2 vm10')
  expect(names(sortRows(rows, { ...byName, descending: true }))).toBe('vm10 VM2 vm1 b A')
})

test('missing values are last either way, and equal ones in the order of names', () => {
  const rows = [row('c', 1), row('x'), row('a', 2), row('b', 1), row('w')]
  expect(names(sortRows(rows, bySize))).toBe('b c a w x')
  expect(names(sortRows(rows, { ...bySize, descending: true }))).toBe('a b c w x')
})

test('the same names of different systems keep one order', () => {
  const rows = [row('a', 1, 't'), row('a', 1, 's')]
  expect(sortRows(rows, bySize).map(({ system }) => system)).toEqual(['s', 't'])
})

test('sorting what changed gives the same as sorting all', () => {
  let seed = 3
  const random = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % below
  }
  for (const by of [byName, bySize, { ...bySize, descending: true }]) {
    let rows = Array.from({ length: 400 }, (_, index) =>
      row(`vm${index}`, random(5) === 0 ? undefined : random(50)),
    )
    const sorted = new SortedRows<Row>()
    for (let round = 0; round < 40; round += 1) {
      rows = rows.flatMap((each) => {
        const dice = random(60)
        // Every other round changes rows in their places alone.
        if (dice === 0 && round % 2 === 0) return []
        if (dice === 1) return [{ ...each, size: random(50) }]
        if (dice === 2 && round % 2 === 0) return [each, row(`new${round}-${each.name}`, random(50))]
        return [each]
      })
      expect(sorted.of(rows, by)).toEqual(sortRows(rows, by))
    }
  }
})
