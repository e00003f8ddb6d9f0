import { expect, test } from 'vitest'
import { orderOf, type SortBy, sortRows } from './sort-rows.ts'

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

const byName: SortBy<Row> = { descending: false }
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

test('texts of a column are in natural order, whatever their case', () => {
  const byHost: SortBy<Row & { host?: string }> = { value: ({ host }) => host, descending: false }
  const rows = ['esx-10', 'ESX-9', undefined, 'esx-9', 'esx-1', 'ärger', '10.0.0.9', '10.0.0.10'].map(
    (host, index) => ({ ...row(`vm${index}`), ...(host === undefined ? {} : { host }) }),
  )
  const hosts = (by: typeof byHost) => sortRows(rows, by).map(({ host }) => host)
  expect(hosts(byHost)).toEqual([
    ...['10.0.0.9', '10.0.0.10', 'esx-1', 'ESX-9', 'esx-9', 'esx-10', 'ärger'],
    undefined,
  ])
  expect(hosts({ ...byHost, descending: true })).toEqual([
    ...['ärger', 'esx-10', 'ESX-9', 'esx-9', 'esx-1', '10.0.0.10', '10.0.0.9'],
    undefined,
  ])
})

test('sorting is the same as comparing', () => {
  const names = ['a', 'A', 'a1', 'a01', 'b', 'a-very-long-name-1', 'a-very-long-name-02', '']
  const rows = names.flatMap((name, at) =>
    ['t', 's'].map((system) => row(name, at % 3 === 0 ? undefined : at % 2, system)),
  )
  for (const by of [byName, { descending: true }, bySize, { ...bySize, descending: true }]) {
    expect(sortRows(rows, by)).toEqual([...rows].sort(orderOf(by)))
  }
})

test('a column of many texts is sorted as one of few', () => {
  const rows = Array.from({ length: 3000 }, (_, index) => ({
    ...row(`vm${index}`),
    note: `Ticket ${(index * 7919) % 1499}, ${index % 3 === 0 ? 'NEW' : 'new'}`,
  }))
  for (const descending of [false, true]) {
    const by: SortBy<(typeof rows)[number]> = { value: ({ note }) => note, descending }
    expect(sortRows(rows, by)).toEqual([...rows].sort(orderOf(by)))
  }
})
