import { expect, test } from 'vitest'
import { atOnce } from '../../client/sliced.ts'
import { datastore, host, inventoryOf, vm } from '../../client/test-rows.ts'
import { summarize } from './summary.ts'

test('counts per system and over all', () => {
  const { all, systems } = atOnce(
    summarize(
      inventoryOf(
        host('h1'),
        host('h2', { state: 'maintenance' }),
        host('h3', { state: 'down', system: 'b' }),
        vm('1'),
        vm('2', { power: 'off' }),
        vm('3', { power: 'suspended', system: 'b' }),
      ),
    ),
  )
  expect(all.hosts).toEqual({ total: 3, up: 1, maintenance: 1, down: 1 })
  expect(all.vms).toEqual({ total: 3, on: 1, off: 1, other: 1 })
  expect(systems.get('b')?.vms).toEqual({ total: 1, on: 0, off: 0, other: 1 })
})

test('capacity counts hosts that are up and told both numbers', () => {
  const numbers = { cpuCores: 10, cpuMhz: 2000, cpuUsedPercent: 25, memoryBytes: 100, memoryUsedBytes: 40 }
  const { all } = atOnce(
    summarize(
      inventoryOf(
        host('h1', numbers),
        host('h2', { ...numbers, state: 'down' }),
        host('h3', { cpuCores: 10, cpuMhz: 2000, memoryBytes: 100 }),
      ),
    ),
  )
  expect(all.cpu).toEqual({ used: 5000, total: 20_000 })
  expect(all.memory).toEqual({ used: 40, total: 100 })
})

test('storage counts what holds disks', () => {
  const { all } = atOnce(
    summarize(
      inventoryOf(
        datastore('d1', { capacityBytes: 100, freeBytes: 30 }),
        datastore('d2', { capacityBytes: 100, freeBytes: 50, role: 'data' }),
        datastore('iso', { capacityBytes: 100, freeBytes: 0, role: 'iso' }),
        datastore('lost', { capacityBytes: 100, freeBytes: 0, state: 'down' }),
      ),
    ),
  )
  expect(all.storage).toEqual({ used: 120, total: 200 })
  expect(all.datastores).toBe(4)
})

test('unknown stays unknown', () => {
  expect(atOnce(summarize(inventoryOf(host('h')))).all.cpu).toEqual({ used: undefined, total: undefined })
})

test('alarms are counted, with the kind that has most of them', () => {
  const { all } = atOnce(
    summarize(
      inventoryOf(
        host('h', { health: 'error' }),
        vm('1', { health: 'warning' }),
        vm('2', { health: 'warning' }),
        datastore('d', { health: 'unknown' }),
      ),
    ),
  )
  expect(all).toMatchObject({ errors: 1, warnings: 2, errorKind: 'host', warningKind: 'vm' })
})
