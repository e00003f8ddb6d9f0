import { expect, test } from 'vitest'
import { tabs } from '../tabs.ts'
import type { Column } from './column.ts'
import { movedColumn, placeColumns } from './column-layout.ts'
import { columnsOf } from './columns-of.ts'

const column = (id: string, hidden?: true): Column<unknown> => ({
  id,
  label: id,
  width: 100,
  ...(hidden ? { hidden } : {}),
  sort: () => undefined,
  csv: { header: id, value: () => undefined },
  render: () => null,
})

const columns = [column('name'), column('a'), column('b'), column('c', true)]
const ids = (layout: Parameters<typeof placeColumns>[1]) =>
  placeColumns(columns, layout).map((placed) => (placed.shown ? placed.column.id : `(${placed.column.id})`))

test('the layout orders, shows and hides; the name stays first and shown', () => {
  expect(ids({})).toEqual(['name', 'a', 'b', '(c)'])
  expect(ids({ order: ['c', 'name', 'b'], shown: { c: true, b: false, name: false } })).toEqual([
    'name',
    'c',
    '(b)',
    'a',
  ])
  expect(ids({ order: ['gone', 'b'] })).toEqual(['name', 'b', 'a', '(c)'])
})

test('widths are kept within bounds', () => {
  const [name, a] = placeColumns(columns, { widths: { name: 3, a: 9999 } })
  expect([name?.width, a?.width]).toEqual([56, 800])
})

test('a column moves before another, never before the name', () => {
  const move = (id: string, before: string | undefined) =>
    movedColumn(placeColumns(columns, {}), {}, id, before).order?.join(' ')
  expect(move('b', 'a')).toBe('name b a c')
  expect(move('a', undefined)).toBe('name b c a')
  expect(move('b', 'name')).toBe('name b a c')
  expect(move('name', 'b')).toBeUndefined()
})

test.each(tabs.map(({ kind }) => kind))(
  'the columns of %s have unique ids and begin with the name',
  (kind) => {
    const all = columnsOf(kind).map(({ id }) => id)
    expect(new Set(all).size).toBe(all.length)
    expect(all[0]).toBe('name')
  },
)
