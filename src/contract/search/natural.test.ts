import { expect, test } from 'vitest'
import { compareNatural, naturalKey, naturalPrefix, prefixLength } from './natural.ts'

test('names are ordered as people count', () => {
  const names = ['vm-10', 'VM-2', 'vm-1', 'vm-02b', 'a', 'vm-2a', 'B']
  expect(names.sort(compareNatural)).toEqual(['a', 'B', 'vm-1', 'VM-2', 'vm-2a', 'vm-02b', 'vm-10'])
})

const names = [
  ...[
    '',
    'a',
    'A',
    'ab',
    '0',
    '00',
    '7',
    '07',
    '007x',
    '10',
    '9',
    'vm',
    'vm-',
    'vm-1',
    'VM-01',
    'vm-1a',
    'vm-10',
  ],
  ...[
    'vm-9',
    'vm-9-2',
    'vm-9-10',
    'a:b',
    'a/b',
    'a~',
    'ä',
    'Ä',
    'äz',
    'z',
    'aä',
    'aÄb',
    'İ',
    'i',
    'i\u0307',
    'K',
    'k',
  ],
  ...[
    '\u212A',
    '123456789',
    '1234567890',
    '123456789012',
    '12345678901',
    'x123456789012y',
    'x123456789012z',
    'x99',
  ],
  ...[
    'a-long-name-that-goes-on-1',
    'a-long-name-that-goes-on-2',
    'a-long-name-that-goes-on-10',
    '€',
    '\u{1F600}',
  ],
]

test('comparing gives the order of the keys', () => {
  for (const a of names) {
    for (const b of names) {
      const [left, right] = [naturalKey(a), naturalKey(b)]
      expect(Math.sign(compareNatural(a, b)), `${a} ${b}`).toBe(left < right ? -1 : left > right ? 1 : 0)
    }
  }
})

test('prefixes that differ give the order of the keys', () => {
  const prefixOf = (text: string) => {
    const into = new Uint16Array(prefixLength)
    naturalPrefix(text, into, 0)
    return [...into]
  }
  for (const a of names) {
    for (const b of names) {
      const right = prefixOf(b)
      const differs = prefixOf(a)
        .map((number, index) => number - (right[index] ?? 0))
        .find((order) => order !== 0)
      if (differs !== undefined) {
        expect(Math.sign(differs), `${a} ${b}`).toBe(Math.sign(compareNatural(a, b)))
      }
    }
  }
  expect(prefixOf('web-7')).not.toEqual(prefixOf('web-8'))
})
