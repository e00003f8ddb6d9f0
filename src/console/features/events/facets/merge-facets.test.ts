import { expect, test } from 'vitest'
import type { EventCounts } from '../../../../contract/events/page.ts'
import { mergeTypes, mergeUsers } from './merge-facets.ts'

const counts = (part: Partial<EventCounts>): EventCounts => ({
  total: 0,
  buckets: [],
  types: [],
  users: [],
  complete: true,
  ...part,
})

test('types of several systems are one by their word, with names, most frequent first', () => {
  const merged = mergeTypes(
    [
      counts({ types: [{ type: 'VmPoweredOnEvent', count: 2 }] }),
      undefined,
      counts({
        types: [
          { type: '32', count: 4 },
          { type: 'VmPoweredOnEvent', count: 3 },
          { type: 'strange', count: 1 },
        ],
      }),
    ],
    [
      [{ type: 'VmPoweredOnEvent', name: 'VM powered on' }],
      undefined,
      [
        { type: '32', name: 'USER_RUN_VM', otherNames: ['USER_START_VM'] },
        { type: '33', name: 'USER_STOP_VM' },
      ],
    ],
  )
  expect(merged).toEqual([
    { type: 'VmPoweredOnEvent', name: 'VM powered on', count: 5 },
    { type: '32', name: 'USER_RUN_VM', otherNames: ['USER_START_VM'], count: 4 },
    { type: 'strange', name: 'strange', count: 1 },
    { type: '33', name: 'USER_STOP_VM' },
  ])
})

test('users are one whatever the case of their letters', () => {
  const merged = mergeUsers([
    counts({
      users: [
        { name: 'VSPHERE.LOCAL\\Admin', count: 2 },
        { name: '', count: 9 },
      ],
    }),
    counts({
      users: [
        { name: 'admin@internal', count: 3 },
        { name: 'vsphere.local\\admin', count: 2 },
      ],
    }),
  ])
  expect(merged).toEqual([
    { name: 'VSPHERE.LOCAL\\Admin', count: 4 },
    { name: 'admin@internal', count: 3 },
  ])
})
