import { expect, test } from 'vitest'
import { pillsOf } from './filter-pills.tsx'
import { readEventsUrl } from './url-state.ts'

test('names what is chosen, and keeps what has no name', () => {
  const url = readEventsUrl(
    new URLSearchParams(
      'system=a&system=zz&severity=error&severity=fatal&type=32&object=a%2Fv1&object=a%2Fv9&chain=a%2F7',
    ),
  )
  const pills = pillsOf(url, {
    system: (id) => (id === 'a' ? 'Lab' : undefined),
    type: () => 'USER_RUN_VM',
    object: (key) => (key === 'a/v1' ? 'web' : undefined),
  })
  expect(pills.map(({ label, text, bad }) => `${label}: ${text}${bad ? '!' : ''}`)).toEqual([
    'System: Lab',
    'System: zz!',
    'Severity: Error',
    'Severity: fatal!',
    'Type: USER_RUN_VM',
    'Object: web',
    'Object: v9 on Lab',
    'Operation: 7 on Lab',
  ])
})
