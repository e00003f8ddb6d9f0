import { expect, test } from 'vitest'
import { filterByLabel } from './find.ts'

test('labels are found by every word', () => {
  const entries = [{ label: 'Colours: dark' }, { label: 'Colours: light' }, { label: 'Overview' }]
  expect(filterByLabel(entries, 'dark col')).toEqual([{ label: 'Colours: dark' }])
  expect(filterByLabel(entries, 'o').map(({ label }) => label)[0]).toBe('Overview')
})
