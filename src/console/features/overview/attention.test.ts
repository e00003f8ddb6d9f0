import { expect, test } from 'vitest'
import { atOnce } from '../../client/sliced.ts'
import { datastore, host, inventoryOf, vm } from '../../client/test-rows.ts'
import { needsAttention } from './attention.ts'

test('a healthy estate needs nothing', () => {
  const rows = [host('h'), host('m', { state: 'maintenance' }), vm('1'), vm('2', { power: 'off' })]
  expect(atOnce(needsAttention(inventoryOf(...rows)))).toEqual([])
})

test('the worst comes first, then what takes most with it', () => {
  const items = atOnce(
    needsAttention(
      inventoryOf(
        vm('asks', { question: true }),
        vm('warns', { health: 'warning' }),
        datastore('full', { capacityBytes: 100, freeBytes: 2 }),
        datastore('filling', { capacityBytes: 100, freeBytes: 12 }),
        host('gone', { state: 'down', status: 'notResponding' }),
      ),
    ),
  )
  expect(items.map(({ row, severity }) => `${severity} ${row.name}`)).toEqual([
    'error gone',
    'error full',
    'error asks',
    'warning filling',
    'warning warns',
  ])
})

test('an object appears once, with every reason in the words of the system', () => {
  const [item, ...rest] = atOnce(
    needsAttention(
      inventoryOf(
        host('h', {
          state: 'down',
          status: 'non_responsive',
          health: 'warning',
          issues: ['Host memory usage'],
        }),
      ),
    ),
  )
  expect(rest).toEqual([])
  expect(item).toMatchObject({ severity: 'error', reasons: ['Down (non_responsive)', 'Host memory usage'] })
})

test('a nearly full datastore says how full; an ISO domain may be full', () => {
  const [item, ...rest] = atOnce(
    needsAttention(
      inventoryOf(
        datastore('d', { capacityBytes: 100 * 2 ** 30, freeBytes: 10 * 2 ** 30 }),
        datastore('iso', { capacityBytes: 100, freeBytes: 0, role: 'iso' }),
      ),
    ),
  )
  expect(rest).toEqual([])
  expect(item?.reasons).toEqual(['90 % full, 10 GiB free'])
})

test('paused and unreachable VMs are told', () => {
  const items = atOnce(
    needsAttention(
      inventoryOf(vm('1', { power: 'paused', status: 'paused' }), vm('2', { connected: false })),
    ),
  )
  expect(items.map(({ reasons }) => reasons)).toEqual([['Paused (paused)'], ['Not reachable on its host']])
})
