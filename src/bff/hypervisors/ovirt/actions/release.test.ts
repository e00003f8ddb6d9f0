import { expect, test } from 'vitest'
import { atLeast, releaseOf, verbsOf } from './release.ts'

test('reads releases and compares them by number', () => {
  expect(releaseOf('4.4.10.7-1.el8')).toEqual([4, 4, 10, 7])
  expect(atLeast(releaseOf('4.4.10.7-1.el8'), 4, 4, 5)).toBe(true)
  expect(atLeast(releaseOf('4.4.4'), 4, 4, 5)).toBe(false)
  expect(atLeast(releaseOf('3.6.12'), 4)).toBe(false)
  expect(atLeast(releaseOf(undefined), 3)).toBe(false)
})

test('offers what the release has and says since when the rest exists', () => {
  const lacking = (dialect: 'v3' | 'v4', version: string) =>
    Object.entries(verbsOf(dialect, version)).flatMap(([verb, offer]) => (offer === true ? [] : [verb]))
  expect(lacking('v4', '4.5.6-1.el8')).toEqual([])
  expect(lacking('v4', '4.3.10.4-1.el7')).toEqual(['reset'])
  expect(lacking('v4', '4.1.0')).toEqual(['export-ova', 'reset'])
  expect(lacking('v3', '3.6.12')).toEqual(['export-ova', 'reset'])
  expect(lacking('v3', '3.4.0')).toEqual(['logon', 'freeze', 'thaw', 'reorder-macs', 'export-ova', 'reset'])
  expect(lacking('v3', '3.3.0')).toContain('snapshot-preview')
  // An engine of 4.x that is spoken to in v3 has no more than v3 had.
  expect(lacking('v3', '4.3.10')).toEqual(['export-ova', 'reset'])
  expect(verbsOf('v3', '3.4.0').reset).toBe('Reset came with release 4.4.5 of the engine; this one is 3.4.0.')
})
