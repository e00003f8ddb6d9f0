import { describe, expect, test } from 'vitest'
import { parseSearch } from './parse.ts'
import { date, number, runSearch, type SearchTable, text } from './run.ts'

interface Row {
  name: string
  size: number
  made: number
  severity: string
}
const row = (name: string, size: number, severity = 'normal'): Row => ({
  name,
  size,
  severity,
  made: Date.parse('2024-01-01T00:00:00Z') + size * 86_400_000,
})
const rows = [row('web-02', 2), row('web-01', 1, 'error'), row('Db_1', 8), row('db01', 4, 'alert')]
const table: SearchTable<Row> = {
  name: text((it) => it.name),
  size: number((it) => it.size),
  made: date((it) => it.made),
  severity: { kind: 'rank', order: ['normal', 'warning', 'error', 'alert'], of: (it) => it.severity },
}
const find = (query: string, max?: number, caseSensitive = false) =>
  runSearch(rows, query, table, { max, caseSensitive, now: Date.parse('2024-01-05T12:00:00Z') }).map(
    (it) => it.name,
  )

describe('engine search', () => {
  test.each([
    ['name=web*', ['web-02', 'web-01']],
    ['name!=web*', ['Db_1', 'db01']],
    ['name="web-01" or size>=8', ['web-01', 'Db_1']],
    ['name=web* and size<2', ['web-01']],
    ['size<2 or name=db* and size=4', ['web-01', 'db01']],
    ['web', ['web-02', 'web-01']],
    ['db*', ['Db_1', 'db01']],
    ['severity>=error', ['web-01', 'db01']],
    ['made<2024-01-03', ['web-01']],
    ['made>"2024-01-05 00:00:00"', ['Db_1']],
    ['made>01/04/2024 and made<today', []],
    ['name=db_1', ['Db_1']],
    ['name=db%5F1', []],
    [
      'sortby name',
      ['Db_1', 'db01', 'web-01', 'web-02'].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    ],
    ['name=web* sortby size desc', ['web-02', 'web-01']],
    ['', ['web-02', 'web-01', 'Db_1', 'db01']],
  ])('%s', (query, names) => expect(find(query)).toEqual(names))

  test('case matters when asked', () => expect(find('name=db*', undefined, true)).toEqual(['db01']))

  test('pages have the size of max', () => {
    expect(find('sortby size page 1', 3)).toEqual(['web-01', 'web-02', 'db01'])
    expect(find('sortby size page 2', 3)).toEqual(['Db_1'])
    expect(find('sortby size page 3', 3)).toEqual([])
  })

  test.each([
    'name=',
    '=web',
    'nosuch=1',
    'name=web* size>1',
    'sortby',
    'page x',
    '(name=web*)',
    'name<web',
    'made=soon',
  ])('malformed %s finds nothing', (query) => expect(find(query)).toEqual([]))

  test('reads the whole grammar', () => {
    expect(parseSearch('name=a* and status=up sortby name desc page 2')).toEqual({
      anyOf: [
        [
          { field: 'name', operator: '=', value: 'a*' },
          { field: 'status', operator: '=', value: 'up' },
        ],
      ],
      sortBy: { field: 'name', descending: true },
      page: 2,
    })
  })
})
