import { expect, test } from 'vitest'
import { activePage } from './active-page.ts'

test.each([
  ['/', '/'],
  ['/inventory', '/inventory'],
  ['/systems', '/systems'],
  ['/systems/vc-east/vms/vm-1', '/inventory'],
  ['/systems/vc-east/hosts/host-1', '/inventory'],
])('%s belongs to %s', (path, page) => expect(activePage(path)).toBe(page))
