import { expect, test } from 'vitest'
import { type CsvColumn, csvHead, csvLines, csvTime } from './csv.ts'

const toCsv = <R>(rows: readonly R[], columns: readonly CsvColumn<R>[]) =>
  csvHead(columns) + csvLines(rows, columns)

test('columns in their order, quotes where they are needed, raw numbers', () => {
  const text = toCsv(
    [
      { name: 'a,b', note: 'say "hi"\nthere', size: 1024 },
      { name: 'plain', note: undefined, size: undefined },
    ],
    [
      { header: 'Name', value: (row) => row.name },
      { header: 'Size (bytes)', value: (row) => row.size },
      { header: 'Notes', value: (row) => row.note },
    ],
  )
  expect(text).toBe('\uFEFFName,Size (bytes),Notes\r\n"a,b",1024,"say ""hi""\nthere"\r\nplain,,\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+x', "'+x"],
  ['-x', "'-x"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['=a,"b"', '"\'=a,""b"""'],
  ['a=b', 'a=b'],
])('%j cannot run as a formula', (value, field) => {
  expect(toCsv([value], [{ header: 'x', value: (text) => text }])).toBe(`\uFEFFx\r\n${field}\r\n`)
})

test('negative numbers stay numbers; times are ISO 8601', () => {
  expect(toCsv([-5], [{ header: 'x', value: (number) => number }])).toContain('\r\n-5\r\n')
  expect(csvTime(0)).toBe('1970-01-01T00:00:00.000Z')
})
