import { expect, test } from 'vitest'
import type { InventoryRow } from '../../../contract/inventory.ts'
import { machine, systemWith } from '../../actions/test-machines.ts'
import { actionEntries, verbOfQuery } from './action-entries.tsx'

const rows: InventoryRow[] = [
  machine({ name: 'web01', power: 'off' }),
  machine({ id: 'vm-2', name: 'web02', power: 'on' }),
]
const find = (name: string) => rows.filter((row) => row.name.includes(name.trim()))
const labels = (query: string, system = systemWith({ start: true, stop: true })) =>
  actionEntries({ query, systems: [system], found: find(query), find }).map(({ label, hint }) => [
    label,
    hint,
  ])

test('takes a verb by its title before a name', () => {
  expect(verbOfQuery('power ON web')).toEqual({ verb: 'start', name: 'web' })
  expect(verbOfQuery('Delete all snapshots db')).toEqual({ verb: 'snapshot-delete-all', name: 'db' })
  expect(verbOfQuery('power on')).toBeUndefined()
  expect(verbOfQuery('web01')).toBeUndefined()
})

test('offers the verb for what is found, and says why not', () => {
  expect(labels('power on web')).toEqual([
    ['Power on web01', 'vc'],
    ['Power on web02', 'The VM must be off or suspended; it is on.'],
  ])
})

test('offers to a name alone what its machine allows now', () => {
  expect(labels('web02')).toEqual([['Power off web02', 'vc']])
  expect(labels('web')).toEqual([])
})

test('offers nothing that the system does not have', () => {
  expect(labels('suspend web01')).toEqual([])
})

test('offers copies of what is found, where the system makes some', () => {
  const system = systemWith({ stop: true })
  const { info } = system
  if (info === undefined) throw new Error('the system has no info')
  const cloning = (clone: true | string) => ({ ...system, info: { ...info, capabilities: { clone } } })
  expect(labels('clone web02', system)).toEqual([])
  expect(labels('Clone web02', cloning(true))).toEqual([['Clone… web02', 'vc']])
  expect(labels('clone web02', cloning('It is too old.'))).toEqual([['Clone… web02', 'It is too old.']])
  expect(labels('web02', cloning(true))).toEqual([
    ['Power off web02', 'vc'],
    ['Clone… web02', 'vc'],
  ])
})
