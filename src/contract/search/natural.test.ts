import { expect, test } from 'vitest'
import { compareNatural } from './natural.ts'

test('names are ordered as people count', () => {
  const names = ['vm-10', 'VM-2', 'vm-1', 'vm-02b', 'a', 'vm-2a', 'B']
  expect(names.sort(compareNatural)).toEqual(['a', 'B', 'vm-1', 'VM-2', 'vm-2a', 'vm-02b', 'vm-10'])
})
