import { expect, test } from 'vitest'
import { readUrl, writeUrl } from './url-state.ts'

test.each([
  '',
  'tab=hosts',
  'q=power%3Aon+name%3A%22a+b%22',
  'sort=-memory',
  'tree=vc-east%2Fdomain-c1&view=folders',
  'tab=datastores&q=free%3C10%25&sort=free&tree=lab&view=folders',
])('%s survives', (search) => {
  expect(writeUrl(readUrl(new URLSearchParams(search))).toString()).toBe(search)
})

test('what is not understood counts as absent', () => {
  const state = readUrl(new URLSearchParams('tab=nonsense&sort=&view=upside-down&tree='))
  expect(writeUrl(state).toString()).toBe('')
  expect(state.tab.id).toBe('vms')
})
