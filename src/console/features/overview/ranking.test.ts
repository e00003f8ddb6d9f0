import { expect, test } from 'vitest'
import { atOnce } from '../../client/sliced.ts'
import { datastore, host, inventoryOf, vm } from '../../client/test-rows.ts'
import { datastoreFill, hostLoad, rank, top } from './ranking.ts'

test('the highest values, in order, without a sort of all', () => {
  const values = [5, 1, 9, 7, 9, 3, 0]
  expect(atOnce(top(values, 3, (value) => value)).map(({ value }) => value)).toEqual([9, 9, 7])
  expect(
    atOnce(top(values, 3, (value) => (value > 5 ? undefined : value))).map(({ value }) => value),
  ).toEqual([5, 3, 1])
  expect(atOnce(top([], 3, (value: number) => value))).toEqual([])
})

test('ranks hosts that are up, datastores that hold disks and VMs that run', () => {
  const rankings = atOnce(
    rank(
      inventoryOf(
        host('calm', { cpuUsedPercent: 5, memoryBytes: 100, memoryUsedBytes: 90 }),
        host('busy', { cpuUsedPercent: 80, memoryBytes: 100, memoryUsedBytes: 10 }),
        host('down', { cpuUsedPercent: 99, state: 'down' }),
        datastore('d', { capacityBytes: 10, freeBytes: 1 }),
        datastore('iso', { capacityBytes: 10, freeBytes: 0, role: 'iso' }),
        vm('big', { memoryBytes: 8, usedBytes: 1 }),
        vm('off', { memoryBytes: 64, usedBytes: 9, power: 'off' }),
      ),
      2,
    ),
  )
  const names = (ranked: { row: { name: string } }[]) => ranked.map(({ row }) => row.name)
  expect(names(rankings.hostsByCpu)).toEqual(['busy', 'calm'])
  expect(names(rankings.hostsByMemory)).toEqual(['calm', 'busy'])
  expect(names(rankings.fullestDatastores)).toEqual(['d'])
  expect(rankings.fullestDatastores[0]?.value).toBeCloseTo(0.9)
  expect(names(rankings.vmsByMemory)).toEqual(['big'])
  expect(names(rankings.vmsByStorage)).toEqual(['off', 'big'])
})

test('hosts stand in tenths of their load, 100 % in the last', () => {
  const { tenths, unknown } = hostLoad([
    host('1', { cpuUsedPercent: 0 }),
    host('2', { cpuUsedPercent: 19.9 }),
    host('3', { cpuUsedPercent: 100 }),
    host('4'),
    host('5', { cpuUsedPercent: 50, state: 'maintenance' }),
  ])
  expect(tenths).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(unknown).toBe(1)
})

test('datastores stand in tenths of their fill; an ISO domain does not count', () => {
  const { tenths, unknown } = datastoreFill([
    datastore('1', { capacityBytes: 100, freeBytes: 5 }),
    datastore('2', { capacityBytes: 100, freeBytes: 95 }),
    datastore('3'),
    datastore('iso', { capacityBytes: 100, freeBytes: 0, role: 'iso' }),
  ])
  expect([tenths[0], tenths[9], unknown]).toEqual([1, 1, 1])
})
