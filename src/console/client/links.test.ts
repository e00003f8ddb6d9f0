import { expect, test } from 'vitest'
import { objectPath } from './links.ts'

test.each([
  ['vm', '/systems/a/vms/x%2Fy'],
  ['template', '/systems/a/vms/x%2Fy'],
  ['host', '/systems/a/hosts/x%2Fy'],
  ['datastore', '/systems/a/datastores/x%2Fy'],
  ['folder', '/inventory?tree=a/x%2Fy'],
] as const)('a %s opens at %s', (kind, path) => {
  expect(objectPath({ kind, system: 'a', id: 'x/y' })).toBe(path)
})
