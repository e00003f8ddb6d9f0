import { expect, test } from 'vitest'
import { all, basic, openWire } from './wire-test.ts'

const user = { authorization: basic('user@gantry.example') }
const q = encodeURIComponent

test('4.5 shows a user without asking what is its own', async () => {
  const { json, post, send, base } = openWire('4.5')
  const everybody = (await json('/vms')).vm
  const own = (await json('/vms', user)).vm
  expect(own.length).toBeGreaterThan(everybody.length / 6)
  expect(own.length).toBeLessThan(everybody.length / 2)
  for (const vm of own) {
    expect(vm).not.toHaveProperty('host')
    expect(vm).not.toHaveProperty('placement_policy')
  }
  const mine = new Set(own.map((vm: { id: string }) => vm.id))
  const other = everybody.find((vm: { id: string }) => !mine.has(vm.id))
  expect((await send('GET', `${base}/vms/${other.id}`, user)).status).toBe(404)
  expect((await post(`/vms/${other.id}/start`, '{}', user)).status).toBe(404)
  expect(await json('/hosts', user)).toEqual({})
  expect(await json('', user)).not.toHaveProperty('summary')
  const events = (await json('/events', user)).event
  for (const event of events) expect(event.vm === undefined || mine.has(event.vm.id)).toBe(true)
})

test('4.5 pages for a user only by sortby name asc, and then forgets other criteria', async () => {
  const { json } = openWire('4.5')
  const own = (await json('/vms', user)).vm
  const page = async (search: string) =>
    ((await json(`/vms?max=5&search=${q(search)}`, user)).vm ?? []).length
  expect(await page('sortby name asc page 1')).toBe(5)
  expect(await page('name=nothing-at-all sortby name asc page 1')).toBe(5)
  const found: number[] = []
  for (let n = 1; n <= 12; n += 1) found.push(await page(`sortby name page ${n}`))
  expect(found.reduce((sum, count) => sum + count, 0)).toBe(own.length)
  expect(Math.min(...found)).toBeLessThan(5)
  // Without any search, from counts for nothing.
  const [newest] = (await json('/events?max=1', user)).event
  expect((await json(`/events?from=${newest.index}`, user)).event.length).toBeGreaterThan(5)
})

test('an admin who asks for the filter sees its VMs without hosts', async () => {
  const { json } = openWire('4.5')
  const filtered = (await json('/vms', { filter: 'true' })).vm
  expect(filtered).toHaveLength(60)
  expect(filtered.every((vm: object) => !('host' in vm) && !('placement_policy' in vm))).toBe(true)
})

test('3.4 forbids a user what is not filtered', async () => {
  const { send, xml } = openWire('3.4')
  const refused = await send('GET', '/api/vms', user)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain(
    '<fault><reason>Operation Failed</reason><detail>[User is not authorized to perform this action.]</detail></fault>',
  )
  const filtered = await xml('/vms', { ...user, filter: 'true' })
  const count = all(filtered, /<vm (href)/g).length
  expect(count).toBeGreaterThan(10)
  expect(count).toBeLessThan(30)
  expect(filtered).not.toContain('<host ')
  expect(filtered).not.toContain('<placement_policy>')
})
