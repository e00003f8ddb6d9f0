import { expect, test } from 'vitest'
import { severityMeaning } from './severity-meaning.ts'

test.each([
  ['vcenter', { severity: 'info', rawSeverity: 'user' }, /by hand/],
  ['vcenter', { severity: 'error', rawSeverity: 'error' }, /failed or was lost/],
  ['vcenter', { severity: 'error' }, /goes by the name/],
  ['ovirt', { severity: 'info', rawSeverity: 'normal' }, /normal/],
  ['ovirt', { severity: 'alert', rawSeverity: 'alert' }, /dismisses/],
  ['ovirt', { severity: 'info' }, /did not say/],
] as const)('on %s %o means %s', (kind, event, words) => {
  expect(severityMeaning(kind, event)).toMatch(words)
})

test('nothing is said of a system that is not known', () => {
  expect(severityMeaning(undefined, { severity: 'info' })).toBeUndefined()
})
