import { describe, expect, test } from 'vitest'
import { formatQuery, type SearchNode, type SearchValue } from './ast.ts'
import { parse } from './parse.ts'

/** The tree without positions, so that two ways of writing can be compared. */
function shape(node: SearchNode): unknown {
  const value = ({ text, quoted }: SearchValue) => (quoted ? JSON.stringify(text) : text)
  switch (node.type) {
    case 'all':
      return 'all'
    case 'and':
    case 'or':
      return [node.type, ...node.items.map(shape)]
    case 'not':
      return ['not', shape(node.item)]
    case 'text':
      return value(node.value)
    case 'field':
      return { [`${node.field}${node.operator}`]: node.values.map(value) }
  }
}

function shapeOf(text: string): unknown {
  const { ast, error } = parse(text)
  return ast ? shape(ast) : error
}

describe('parse', () => {
  test.each<[string, unknown]>([
    ['', 'all'],
    ['   ', 'all'],
    ['web', 'web'],
    ['web db', ['and', 'web', 'db']],
    ['web AND db', ['and', 'web', 'db']],
    ['a b OR c d', ['or', ['and', 'a', 'b'], ['and', 'c', 'd']]],
    ['a (b OR c) d', ['and', 'a', ['or', 'b', 'c'], 'd']],
    ['(a)', 'a'],
    ['((a b))', ['and', 'a', 'b']],
    ['or and not', ['and', 'or', 'and', 'not']],
    ['ORACLE', 'ORACLE'],
    ['-web', ['not', 'web']],
    ['NOT web', ['not', 'web']],
    ['--web', ['not', ['not', 'web']]],
    ['-(a OR b)', ['not', ['or', 'a', 'b']]],
    ['web-01', 'web-01'],
    ['"a b"', '"a b"'],
    [String.raw`"a \"b\" \\"`, JSON.stringify(`a "b" \\`)],
    ['name:web*', { 'name:': ['web*'] }],
    ['name:"web 01"', { 'name:': ['"web 01"'] }],
    ['power:on,off', { 'power:': ['on', 'off'] }],
    ['tag:"a,b",c', { 'tag:': ['"a,b"', 'c'] }],
    ['tag:env:prod', { 'tag:': ['env:prod'] }],
    ['memory>8GiB', { 'memory>': ['8GiB'] }],
    ['memory > 8 GiB', { 'memory>': ['8GiB'] }],
    ['memory>8 GiB web', ['and', { 'memory>': ['8GiB'] }, 'web']],
    ['cpus>=4', { 'cpus>=': ['4'] }],
    ['cpus != 4 web', ['and', { 'cpus!=': ['4'] }, 'web']],
    ['cpus>4 master', ['and', { 'cpus>': ['4'] }, 'master']],
    ['created:>2024', { 'created>': ['2024'] }],
    ['-power:off', ['not', { 'power:': ['off'] }]],
    ['fe80::1', 'fe80::1'],
    ['00:50:56:9a:00:01', '00:50:56:9a:00:01'],
    ['ip:fe80::1', { 'ip:': ['fe80::1'] }],
    ['a,b', 'a,b'],
    ['Größe ☃', ['and', 'Größe', '☃']],
  ])('%s', (text, expected) => expect(shapeOf(text)).toEqual(expected))

  test.each<[string, string, string]>([
    ['web)', '   ^', 'closes nothing'],
    [')', '^', 'closes nothing'],
    ['(web', '^', 'never closed'],
    ['a (b (c)', '  ^', 'never closed'],
    ['a ()', '  ^^', 'nothing in these parentheses'],
    ['name:"web', '     ^', 'never closed'],
    ['""', '^^', 'nothing between'],
    ['OR web', '^^', 'needs something before'],
    ['web OR', '    ^^', 'needs something after'],
    ['web OR OR db', '    ^^', 'needs something after'],
    ['(web OR)', '     ^^', 'needs something after'],
    ['web AND', '    ^^^', 'needs something after'],
    ['NOT', '^^^', 'needs something after'],
    ['web - db', '    ^', 'minus'],
    ['name:', '^^^^^', 'a value after name:'],
    ['a name: b', '  ^^^^^', 'a value after name:'],
    ['power:on,', '        ^', 'after the comma'],
    ['>4', '^', 'a field before >'],
    ['name:web(1)', '        ^', 'quotes around text with parentheses'],
    ['"a"b', '   ^', 'blank after the closing quote'],
  ])('%s is marked', (text, marks, message) => {
    const { error } = parse(text)
    expect(error?.message).toContain(message)
    expect(' '.repeat(error?.start ?? 0) + '^'.repeat((error?.end ?? 0) - (error?.start ?? 0))).toBe(marks)
  })

  test('positions name the very characters', () => {
    const text = 'a -name:"x y",z'
    const { ast } = parse(text)
    const leaf = ast?.type === 'and' && ast.items[1]?.type === 'not' ? ast.items[1].item : undefined
    if (leaf?.type !== 'field') throw new Error('no field')
    expect(text.slice(leaf.start, leaf.fieldEnd)).toBe('name')
    expect(leaf.values.map(({ start, end }) => text.slice(start, end))).toEqual(['"x y"', 'z'])
  })

  test('refuses what is too long or too deep, and stays fast', () => {
    expect(parse('x'.repeat(2001)).error?.message).toContain('2000')
    expect(parse('('.repeat(500)).error?.message).toContain('too deeply')
    expect(parse(`${'-'.repeat(500)}x`).error?.message).toContain('too deeply')
    const started = performance.now()
    for (const nasty of [
      ':'.repeat(2000),
      'a:'.repeat(1000),
      'a'.repeat(2000),
      'a '.repeat(1000),
      `${'a'.repeat(1999)}!`,
    ]) {
      parse(nasty)
    }
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('any tree survives being written and parsed again', () => {
    const random = generator(7)
    for (let round = 0; round < 2000; round += 1) {
      const tree = randomTree(random, 4)
      const text = formatQuery(tree)
      const { ast, error } = parse(text)
      expect(error, text).toBeUndefined()
      expect(formatQuery(ast ?? tree)).toBe(text)
      expect(ast && shape(ast), text).toEqual(shape(tree))
    }
  })

  test('any text gives a tree or an error within the text', () => {
    const random = generator(11)
    const alphabet = [
      'a',
      'OR',
      'AND',
      'NOT',
      ' ',
      ' ',
      '(',
      ')',
      '"',
      '-',
      ':',
      '>',
      '=',
      ',',
      '*',
      '\\',
      '8',
      'GiB',
      'é',
      '..',
    ]
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: random(14) }, () => alphabet[random(alphabet.length)]).join('')
      const { ast, error } = parse(text)
      if (ast) {
        expect(parse(formatQuery(ast)).error, text).toBeUndefined()
      } else {
        expect(error.start, text).toBeLessThan(Math.max(1, text.length))
        expect(error.end, text).toBeLessThanOrEqual(Math.max(1, text.length))
        expect(error.end, text).toBeGreaterThan(error.start)
      }
    }
  })
})

function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

function randomTree(random: (below: number) => number, depth: number): SearchNode {
  const at = { start: 0, end: 0 }
  const value = (): SearchValue => {
    const words = ['web', 'a*b', 'x-1', 'é', 'env:prod']
    const literals = ['a b', 'OR', 'x"y', '(z)', 'back\\slash', '*', '-x', 'none']
    const quoted = random(2) === 0
    const pool = quoted ? literals : words
    return { text: pool[random(pool.length)] ?? 'web', quoted, ...at }
  }
  const kind = depth === 0 ? random(2) : random(5)
  if (kind === 0) {
    const plain = value()
    // A bare word with a colon would be a field.
    return { type: 'text', value: plain.text === 'env:prod' ? { ...plain, text: 'env' } : plain, ...at }
  }
  if (kind === 1) {
    const values = Array.from({ length: 1 + random(3) }, value)
    const operator = ([':', '=', '!='] as const)[random(3)] ?? ':'
    return { type: 'field', field: 'name', fieldEnd: 0, operator, values, ...at }
  }
  if (kind === 2) return { type: 'not', item: randomTree(random, depth - 1), ...at }
  const type = kind === 3 ? 'and' : 'or'
  const items = Array.from({ length: 2 + random(2) }, () => randomTree(random, depth - 1))
  // Nested nodes of the same type are written without parentheses, so only different ones are made.
  return {
    type,
    items: items.filter((item) => item.type !== type).concat(leaf(value()), leaf(value())),
    ...at,
  }
}

function leaf(value: SearchValue): SearchNode {
  return { type: 'field', field: 'tag', fieldEnd: 0, operator: ':', values: [value], start: 0, end: 0 }
}
