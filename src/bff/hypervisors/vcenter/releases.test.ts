import { expect, test } from 'vitest'
import { compareReleases, negotiateRelease } from './releases.ts'
import { readServiceVersions } from './wire/service-versions.ts'

test.each([
  [['8.0.3.0', '8.0.2.0', '8.0.1.0', '7.0.3.0'], '8.0.3.0'],
  // Newer than anything known: the newest that both know.
  [['12.0.0.0', '9.0.0.0', '8.0.3.0'], '9.0.0.0'],
  [['uA046D008', '8.0.2.0', '8.0.1.0'], '8.0.2.0'],
  // A list without any known one: the newest known that is not newer.
  [['8.0.3.1'], '8.0.3.0'],
  [['7.0.3.2'], '7.0.3.0'],
  [['4.1'], '4.1'],
  [[], '6.5'],
])('of %j the release %s is chosen', (served, release) => expect(negotiateRelease(served)).toBe(release))

test('releases compare by number, not by text', () => {
  expect(compareReleases('10.0.0.0', '9.0.0.0')).toBeGreaterThan(0)
  expect(compareReleases('8.0', '8.0.0.0')).toBe(0)
  expect(compareReleases('6.7', '6.7.3')).toBeLessThan(0)
})

test('reads the list of releases', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8" ?><namespaces version="1.0"><namespace><name>urn:vim25</name><version>8.0.3.0</version>' +
    '<priorVersions><version>8.0.2.0</version><version>8.0.1.0</version></priorVersions></namespace>' +
    '<namespace><name>urn:pbm</name><version>1.0</version></namespace></namespaces>'
  expect(readServiceVersions(xml)).toEqual(['8.0.3.0', '8.0.2.0', '8.0.1.0'])
})
