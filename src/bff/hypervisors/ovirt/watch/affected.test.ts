import { expect, test } from 'vitest'
import { wireEvent } from '../wire/event.ts'
import { wireVm } from '../wire/machine.ts'
import { affectedBy } from './affected.ts'
import { InventoryModel } from './model.ts'

function affected(...events: object[]) {
  const model = new InventoryModel('s')
  model.set('vm', wireVm.parse({ id: 'v9', name: 'known' }))
  const result = affectedBy(
    events.map((event, index) => wireEvent.parse({ id: String(index), ...event })),
    model,
  )
  const ids = Object.entries(result.ids).flatMap(([kind, set]) => [...set].map((id) => `${kind} ${id}`))
  return { ids, parts: [...result.parts], lists: [...result.lists] }
}

const vm = { id: 'v1', name: 'web01' }
const where = { host: { id: 'h1' }, cluster: { id: 'c1' }, data_center: { id: 'd1' }, template: { id: 't1' } }

test('a power event concerns the VM, not what it names besides', () => {
  expect(affected({ code: '153', vm, ...where })).toEqual({ ids: ['vm v1'], parts: [], lists: [] })
})

test('many events of one VM are one read', () => {
  expect(affected({ code: 150, vm }, { code: 153, vm }, { code: 32, vm }).ids).toEqual(['vm v1'])
})

test('disk, card and tag events ask for the parts, too', () => {
  for (const code of [97, 932, 440])
    expect(affected({ code, vm })).toMatchObject({ ids: ['vm v1'], parts: ['v1'] })
})

test('sign-ins and consoles concern nothing', () => {
  expect(affected({ code: 30, vm }, { code: 31 }, { code: 167, vm })).toEqual({
    ids: [],
    parts: [],
    lists: [],
  })
})

test('events without a VM concern the narrowest thing they name', () => {
  expect(affected({ code: 600, ...where, template: undefined }).ids).toEqual(['host h1'])
  expect(affected({ code: 809, cluster: { id: 'c1' } }).ids).toEqual(['cluster c1'])
  expect(affected({ code: 966, storage_domain: { id: 's1' }, data_center: { id: 'd1' } }).ids.sort()).toEqual(
    ['datacenter d1', 'datastore s1'],
  )
})

test('the all-zero template is none', () => {
  expect(affected({ code: 1, template: { id: '00000000-0000-0000-0000-000000000000' } }).ids).toEqual([])
})

test('a removed VM may only be named, or not even that', () => {
  expect(affected({ code: 113, vm: { name: 'known' } }).ids).toEqual(['vm v9'])
  expect(affected({ code: 113 }).lists).toEqual(['vm'])
  expect(affected({ code: 251 }).lists).toEqual(['template'])
})

test('network events never name the network', () => {
  expect(affected({ code: 942, data_center: { id: 'd1' } }).lists).toEqual(['network'])
})

test('an unknown code leads to what it names', () => {
  expect(affected({ code: 99999, vm })).toMatchObject({ ids: ['vm v1'], parts: ['v1'] })
})
