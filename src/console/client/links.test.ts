import { expect, test } from 'vitest'
import { eventsHref, objectPath, runPath } from './links.ts'

test.each([
  ['vm', '/systems/a/vms/x%2Fy'],
  ['template', '/systems/a/vms/x%2Fy'],
  ['host', '/systems/a/hosts/x%2Fy'],
  ['datastore', '/systems/a/datastores/x%2Fy'],
  ['folder', '/inventory?tree=a/x%2Fy'],
] as const)('a %s opens at %s', (kind, path) => {
  expect(objectPath({ kind, system: 'a', id: 'x/y' })).toBe(path)
})

test('the address of the page of events says what it shows', () => {
  expect(eventsHref()).toBe('/events')
  const href = eventsHref({
    chains: ['a/1', 'b/2'],
    objects: ['a/vm 1'],
    range: '30d',
    event: { system: 'a', id: '7', at: 5 },
  })
  expect(href).toBe('/events?object=a%2Fvm+1&chain=a%2F1&chain=b%2F2&range=30d&event=a%2F7&at=5')
  expect(eventsHref({ from: 0, until: 1000 })).toBe(
    '/events?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.000Z',
  )
})

test('a run of copies opens among clones, any other among jobs', () => {
  expect(runPath({ run: 'a/b', verb: 'clone' })).toBe('/clone/runs/a%2Fb')
  expect(runPath({ run: 'r', verb: 'start' })).toBe('/jobs/runs/r')
})
