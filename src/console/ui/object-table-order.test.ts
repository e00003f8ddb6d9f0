import { describe, expect, it } from 'vitest'
import { formatSort, parseSort, sortRows } from './object-table-order.ts'

describe('the order of a table', () => {
  it('is natural for texts and keeps missing values last', () => {
    const rows = ['vm10', undefined, 'VM2', 'vm1']
    expect(sortRows(rows, (row) => row, false)).toEqual(['vm1', 'VM2', 'vm10', undefined])
    expect(sortRows(rows, (row) => row, true)).toEqual(['vm10', 'VM2', 'vm1', undefined])
  })

  it('is stable', () => {
    const rows = [
      { id: 1, size: 5 },
      { id: 2, size: 3 },
      { id: 3, size: 5 },
    ]
    expect(sortRows(rows, (row) => row.size, true).map(({ id }) => id)).toEqual([1, 3, 2])
  })

  it('is the same whatever order it starts from', () => {
    const rows = Array.from({ length: 200 }, (_, id) => ({ id, name: `vm${(id * 37) % 50}` }))
    const name = (row: { name: string }) => row.name
    const before = sortRows(rows, name, true)
    const changed = rows.flatMap((row) =>
      row.id % 9 === 0 ? [] : [row.id % 7 === 0 ? { ...row, name: `vm${row.id}` } : row],
    )
    expect(sortRows(changed, name, true, before)).toEqual(sortRows(changed, name, true))
    expect(sortRows(changed, name, false, before)).toEqual(sortRows(changed, name, false))
    expect(sortRows(rows, name, true, sortRows(changed, name, true))).toEqual(before)
  })

  it('is read from the URL and written to it', () => {
    const columns = [{ id: 'name' }, { id: 'cpu' }]
    expect(parseSort('-cpu', columns)).toEqual({ column: 'cpu', descending: true })
    expect(parseSort('color', columns)).toBeUndefined()
    expect(parseSort(null, columns)).toBeUndefined()
    expect(formatSort({ column: 'cpu', descending: true })).toBe('-cpu')
  })
})
