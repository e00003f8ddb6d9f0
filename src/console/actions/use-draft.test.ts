import { expect, it } from 'vitest'
import { withValue } from './forms/draft-paths.ts'
import { sameDraft } from './use-draft.ts'

const begun = { name: '', memory: false, options: { nics: [], hostName: '' } }

it('tells a changed draft from one that was changed back', () => {
  expect(sameDraft(begun, begun)).toBe(true)
  expect(sameDraft(undefined, undefined)).toBe(true)
  const typed = withValue(begun, 'options.userName', 'ann')
  expect(sameDraft(typed, begun)).toBe(false)
  expect(sameDraft(withValue(typed, 'options.userName', ''), begun)).toBe(true)
  expect(sameDraft(withValue(begun, 'memory', true), begun)).toBe(false)
  expect(sameDraft(withValue(begun, 'options.nics', [{ name: 'eth0' }]), begun)).toBe(false)
})
