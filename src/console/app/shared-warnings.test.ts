import { expect, test } from 'vitest'
import { systemState } from '../client/test-rows.ts'
import { sharedWarnings } from './shared-warnings.ts'

test('a warning that several systems share is told once', () => {
  const systems = [
    systemState({ name: 'a', warnings: ['no TLS'] }),
    systemState({ name: 'b', warnings: ['no TLS', 'old'] }),
    systemState({ name: 'c' }),
  ]
  expect(sharedWarnings(systems)).toEqual([
    { text: 'no TLS', names: ['a', 'b'] },
    { text: 'old', names: ['b'] },
  ])
})
