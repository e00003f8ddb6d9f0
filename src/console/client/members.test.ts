import { expect, test } from 'vitest'
import { Members } from './members.ts'
import { host, vm } from './test-rows.ts'

function onHost() {
  const rows = [vm('1', { hostId: 'h' }), vm('2', { hostId: 'h' }), vm('3', { hostId: 'other' })]
  return { rows, members: new Members('vm', rows, ({ hostId }) => hostId === 'h') }
}
const ids = (members: Members<'vm'>) => members.list().map(({ id }) => id)

test('holds what belongs, and the same list while nothing changes', () => {
  const { members } = onHost()
  expect(ids(members)).toEqual(['1', '2'])
  const list = members.list()
  expect(members.follow(vm('3'), vm('3', { name: 'renamed' }))).toBe(false)
  expect(members.follow(undefined, host('h'))).toBe(false)
  expect(members.list()).toBe(list)
})

test('follows rows that change, come, leave and go', () => {
  const { rows, members } = onHost()
  const list = members.list()
  const renamed = vm('1', { hostId: 'h', name: 'renamed' })
  expect(members.follow(rows[0], renamed)).toBe(true)
  expect(members.list()[0]).toBe(renamed)
  expect(list[0]).toBe(rows[0])
  members.follow(rows[2], vm('3', { hostId: 'h' }))
  members.follow(undefined, vm('4', { hostId: 'h' }))
  expect(ids(members)).toEqual(['1', '2', '3', '4'])
  members.follow(rows[1], vm('2', { hostId: 'other' }))
  members.follow(vm('4', { hostId: 'h' }), undefined)
  expect(ids(members)).toEqual(['1', '3'])
})
