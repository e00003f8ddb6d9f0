import { expect, test } from 'vitest'
import { filterWords, suggestedName } from './filter-words.ts'

const names = {
  system: (id: string) => (id === 'vc' ? 'Production' : id),
  type: (type: string) => (type === '32' ? 'USER_RUN_VM' : type),
  object: (key: string) => `object ${key}`,
}

test('each part of a filter is a line; several values are choices, several words are all wanted', () => {
  expect(
    filterWords(
      {
        systems: ['vc', 'ovirt'],
        severities: ['error', 'alert'],
        types: ['32'],
        chains: ['vc/17'],
        objects: ['vc/vm-1'],
        text: 'host  lost',
      },
      names,
    ),
  ).toEqual([
    { label: 'System', text: 'Production or ovirt' },
    { label: 'Severity', text: 'Error or Alert' },
    { label: 'Type', text: 'USER_RUN_VM' },
    { label: 'Object', text: 'object vc/vm-1' },
    { label: 'Operation', text: '17' },
    { label: 'Text', text: '“host” and “lost”' },
  ])
})

test('long lists are cut, and so are names made of them', () => {
  const types = Array.from({ length: 30 }, (_, index) => `SomeLongTypeOfEvent${index}`)
  expect(filterWords({ types }, names)[0]?.text).toMatch(/ or 24 more$/)
  expect(suggestedName({ types }, names).length).toBeLessThanOrEqual(80)
  expect(suggestedName({ text: 'host lost' }, names)).toBe('host and lost')
  expect(suggestedName({}, names)).toBe('Everything')
  expect(suggestedName({ severities: ['error'] }, names)).toBe('Error')
})
