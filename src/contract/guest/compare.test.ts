import { expect, test } from 'vitest'
import { type DifferenceRow, groupedOutputs, groupsSentence, lineDifference } from './compare.ts'

const outputs = (...texts: string[]) => texts.map((text, of) => ({ of, text }))

test('what is the same is one group, whatever its line ends', () => {
  const groups = groupedOutputs(outputs('b\n', 'a\n', 'a\r\n', 'a\n', 'c'))
  expect(groups.map(({ members }) => members)).toEqual([[1, 2, 3], [0], [4]])
  expect(groupsSentence(groups)).toBe('3 the same, 2 differ.')
})

test.each([
  [[], 'No output yet.'],
  [['a'], 'One output.'],
  [['a', 'a'], 'All 2 the same.'],
  [['a', 'b', 'c'], 'All 3 differ from each other.'],
  [['a', 'a', 'b'], '2 the same, 1 differs.'],
])('%j: %s', (texts, sentence) => {
  expect(groupsSentence(groupedOutputs(outputs(...texts)))).toBe(sentence)
})

/** `=` both, `~` beside each other, `<` left only, `>` right only. */
const drawn = (rows: readonly DifferenceRow[]) =>
  rows.map(({ kind, left, right }) =>
    kind === 'same'
      ? `= ${left?.text}`
      : `${{ changed: '~', left: '<', right: '>' }[kind]} ${left?.text ?? ''}|${right?.text ?? ''}`,
  )

test('lines that differ stand beside each other', () => {
  const { rows, leftOnly, rightOnly, coarse, cut } = lineDifference('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n')
  expect(drawn(rows)).toEqual(['= a', '~ b|x', '= c', '= d', '> |e'])
  expect({ leftOnly, rightOnly, coarse, cut }).toEqual({ leftOnly: 1, rightOnly: 2, coarse: false, cut: 0 })
  expect(rows.at(-1)?.right?.number).toBe(5)
})

test('a line more at the beginning shifts the others and changes none', () => {
  expect(drawn(lineDifference('b\nc\nb\n', 'a\nb\nc\nb\n').rows)).toEqual(['> |a', '= b', '= c', '= b'])
  expect(drawn(lineDifference('', 'a\n').rows)).toEqual(['> |a'])
  expect(lineDifference('', '').rows).toEqual([])
})

/** The length of the longest common subsequence, by the table that everybody knows. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let above = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    const row = [0]
    for (const [at, other] of b.entries())
      row.push(one === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0))
    above = row
  }
  return above[b.length] ?? 0
}

test('no difference is larger than it must be, and both texts can be read from it', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  for (let round = 0; round < 500; round += 1) {
    const text = () => Array.from({ length: random(14) }, () => 'abcd'.charAt(random(4)))
    const [a, b] = [text(), text()]
    const { rows, leftOnly, rightOnly } = lineDifference(a.join('\n'), b.join('\n'))
    expect(rows.flatMap(({ left }) => left?.text ?? [])).toEqual(a)
    expect(rows.flatMap(({ right }) => right?.text ?? [])).toEqual(b)
    expect(rows.flatMap(({ left }) => left?.number ?? [])).toEqual(a.map((_, index) => index + 1))
    const common = longestCommon(a, b)
    expect({ leftOnly, rightOnly }).toEqual({ leftOnly: a.length - common, rightOnly: b.length - common })
  }
})

test('texts that have nothing in common are shown as one block, and endless ones are cut', () => {
  const many = (word: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${word} ${n}`).join('\n')
  const apart = lineDifference(`head\n${many('a', 3_000)}\ntail`, `head\n${many('b', 2_000)}\ntail`)
  expect(apart).toMatchObject({ coarse: true, leftOnly: 3_000, rightOnly: 2_000, cut: 0 })
  expect([apart.rows[0]?.kind, apart.rows.at(-1)?.kind]).toEqual(['same', 'same'])
  const endless = many('a', 60_000)
  expect(lineDifference(endless, endless)).toMatchObject({ coarse: false, leftOnly: 0, cut: 20_000 })
})
