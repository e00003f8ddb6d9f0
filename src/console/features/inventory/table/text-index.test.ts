import { expect, test } from 'vitest'
import { TextIndex } from './text-index.ts'

interface Row {
  text: string
}

function rowsOf(texts: readonly string[]): Row[] {
  return texts.map((text) => ({ text }))
}

function many(count: number): Row[] {
  return rowsOf(Array.from({ length: count }, (_, index) => `\nvm${index % 613}\nnode${index % 97}`))
}

function oneByOne(rows: readonly Row[], texts: readonly string[]): Row[] {
  return rows.filter((row) => texts.every((text) => row.text.includes(text)))
}

test('finds what a look at each row finds', () => {
  const index = new TextIndex<Row>(({ text }) => text)
  const rows = [...many(3000), ...rowsOf(['', 'm', 'vm', ' vm1 and vm1 '])]
  for (const texts of [
    ['v'],
    ['vm1'],
    ['vm61', 'node4'],
    ['node9', 'vm', '1'],
    ['nothing'],
    ['1\nnode'],
    ['vm1 '],
  ]) {
    expect(index.find(rows, texts)).toEqual(oneByOne(rows, texts))
  }
  expect(index.find([], ['v'])).toEqual([])
})

test('no text runs into the next', () => {
  const index = new TextIndex<Row>(({ text }) => text)
  expect(index.find(rowsOf(['ab', 'cd']), ['bc'])).toEqual([])
})

test('follows a list that changes, and asks for the texts of what is near a change alone', () => {
  let asked = 0
  const index = new TextIndex<Row>(({ text }) => {
    asked += 1
    return text
  })
  let rows = many(10_000)
  index.prepare(rows)
  expect(asked).toBe(10_000)
  const changes: ((list: readonly Row[]) => Row[])[] = [
    (list) => list.toSpliced(5000, 1),
    (list) => list.toSpliced(0, 0, { text: '\nvm1 first' }),
    (list) => list.with(7777, { text: '\nvm1 changed' }),
    (list) => [...list, { text: '\nvm1 last' }],
    (list) => list.toSpliced(3000, 10, ...list.slice(3000, 3010).toReversed()),
  ]
  for (const change of changes) {
    rows = change(rows)
    asked = 0
    expect(index.find(rows, ['vm1'])).toEqual(oneByOne(rows, ['vm1']))
    expect(asked).toBeLessThan(1000)
  }
  rows = rows.toReversed()
  expect(index.find(rows, ['vm1'])).toEqual(oneByOne(rows, ['vm1']))
  expect(index.find(rows.slice(0, 10), ['vm'])).toEqual(rows.slice(0, 10))
})

test('prepares in parts', () => {
  const index = new TextIndex<Row>(({ text }) => text)
  const rows = many(5000)
  let calls = 0
  for (let left = 50; left > 0; left -= 1) {
    index.prepare(rows, () => {
      calls += 1
      return true
    })
  }
  expect(calls).toBeLessThan(50)
  expect(index.find(rows, ['vm7'])).toEqual(oneByOne(rows, ['vm7']))
  const changed = rows.map((row, place) => (place % 500 === 0 ? { text: '\nvm7 new' } : row))
  for (let left = 50; left > 0; left -= 1) index.prepare(changed, () => true)
  expect(index.find(changed, ['vm7'])).toEqual(oneByOne(changed, ['vm7']))
})
