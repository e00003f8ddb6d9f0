import { expect, test, vi } from 'vitest'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { LiveMessage } from '../../contract/live.ts'
import { InventoryStore } from './inventory-store.ts'
import { host, vm } from './test-rows.ts'

function filled(...rows: InventoryRow[]): InventoryStore {
  const store = new InventoryStore(() => {})
  read(store, 'e1', 0, rows)
  return store
}

function read(store: InventoryStore, epoch: string, seq: number, rows: InventoryRow[]): void {
  expect(store.apply({ type: 'begin', system: 'a', epoch })).toBe(true)
  expect(store.apply({ type: 'rows', system: 'a', epoch, rows })).toBe(true)
  expect(store.apply({ type: 'complete', system: 'a', epoch, seq, at: 0 })).toBe(true)
}

const patch: Omit<Extract<LiveMessage, { type: 'patch' }>, 'seq'> = {
  type: 'patch',
  system: 'a',
  epoch: 'e1',
  at: 0,
  upsert: [],
  remove: [],
}
const names = (store: InventoryStore) =>
  store
    .take()
    .rows('vm')
    .map(({ name }) => name)

test('rows of a first read are there before it is complete', () => {
  const store = new InventoryStore(() => {})
  store.apply({ type: 'begin', system: 'a', epoch: 'e1' })
  store.apply({ type: 'rows', system: 'a', epoch: 'e1', rows: [vm('1')] })
  expect(names(store)).toEqual(['1'])
  expect(store.resume()).toBe('')
})

test('old rows stay until a new read is complete, then those it did not name vanish', () => {
  const store = filled(vm('1'), vm('2'))
  store.apply({ type: 'begin', system: 'a', epoch: 'e2' })
  store.apply({ type: 'rows', system: 'a', epoch: 'e2', rows: [vm('2'), vm('3')] })
  expect(names(store)).toEqual(['1', '2', '3'])
  store.apply({ type: 'complete', system: 'a', epoch: 'e2', seq: 7, at: 0 })
  expect(names(store)).toEqual(['2', '3'])
  expect(store.resume()).toBe('a:e2:7')
})

test('patches change, add and remove, and move the point to resume from', () => {
  const store = filled(vm('1'), vm('2'))
  store.apply({ ...patch, seq: 1, upsert: [vm('1', { name: 'one' }), vm('3')], remove: ['2'] })
  expect(names(store)).toEqual(['one', '3'])
  expect(store.resume()).toBe('a:e1:1')
})

test('a patch may carry several changes and so skip numbers; one that was seen is passed over', () => {
  const store = filled(vm('1'))
  expect(store.apply({ ...patch, seq: 5, upsert: [vm('1', { name: 'five' })] })).toBe(true)
  expect(store.apply({ ...patch, seq: 5, upsert: [vm('1', { name: 'again' })] })).toBe(true)
  expect(names(store)).toEqual(['five'])
})

test('a patch of a read that is not known asks for a new stream and a full read', () => {
  const store = filled(vm('1'))
  expect(store.apply({ ...patch, epoch: 'e9', seq: 1 })).toBe(false)
  expect(store.resume()).toBe('')
  expect(names(store)).toEqual(['1'])
})

test('a read cut off in the middle is not resumed, and its rows are set right by the next', () => {
  const store = filled(vm('1'), vm('2'))
  store.apply({ type: 'begin', system: 'a', epoch: 'e2' })
  store.apply({ type: 'rows', system: 'a', epoch: 'e2', rows: [vm('3')] })
  store.interrupt()
  expect(store.resume()).toBe('')
  read(store, 'e2', 3, [vm('1')])
  expect(names(store)).toEqual(['1'])
})

test('a row and a list keep their identity while nothing in them changed', () => {
  const store = filled(vm('1', { ips: ['10.0.0.1'] }), host('h'))
  const before = store.take()
  const row = before.row('a', '1')
  read(store, 'e2', 0, [vm('1', { ips: ['10.0.0.1'] }), host('h')])
  const same = store.take()
  expect(same.row('a', '1')).toBe(row)
  expect(same.rows('vm')).toBe(before.rows('vm'))

  store.apply({ ...patch, epoch: 'e2', seq: 1, upsert: [vm('1', { ips: ['10.0.0.2'] })] })
  const after = store.take()
  expect(after.rows('vm')).not.toBe(before.rows('vm'))
  expect(after.rows('host')).toBe(before.rows('host'))
  expect(after.version).toBeGreaterThan(before.version)
})

test('a VM that becomes a template moves to the other list', () => {
  const store = filled(vm('1'))
  const { power: _power, tools: _tools, ...machine } = vm('1')
  store.apply({ ...patch, seq: 1, upsert: [{ ...machine, kind: 'template' }] })
  const inventory = store.take()
  expect(inventory.rows('vm')).toEqual([])
  expect(inventory.rows('template')).toHaveLength(1)
  expect(inventory.row('a', '1')?.kind).toBe('template')
})

test('publishes once per batch and not for news that change nothing', () => {
  const publish = vi.fn()
  const store = new InventoryStore(publish)
  read(store, 'e1', 0, [vm('1'), vm('2')])
  expect(publish).toHaveBeenCalledTimes(1)
  store.take()
  store.apply({ ...patch, seq: 1, upsert: [vm('1')] })
  expect(publish).toHaveBeenCalledTimes(1)
  store.apply({ ...patch, seq: 2, remove: ['1'] })
  expect(publish).toHaveBeenCalledTimes(2)
})

test('a system that is left takes its rows along', () => {
  const store = filled(vm('1'))
  store.retain(() => false)
  expect(names(store)).toEqual([])
  expect(store.resume()).toBe('')
})

test('a patch among 45,000 rows costs far less than a frame', () => {
  const rows = Array.from({ length: 45_000 }, (_, index) => vm(`vm-${index}`))
  const store = filled(...rows, ...Array.from({ length: 500 }, (_, index) => host(`host-${index}`)))
  store.take().rows('vm')
  const start = performance.now()
  for (let seq = 1; seq <= 50; seq += 1) {
    store.apply({ ...patch, seq, upsert: [host(`host-${seq}`, { cpuUsedPercent: seq })] })
    store.take().rows('vm')
  }
  expect((performance.now() - start) / 50).toBeLessThan(4)
})

test('a follower is told what each row was and what it is', () => {
  const store = filled(vm('1'), vm('2'))
  const told: (string | undefined)[][] = []
  const stop = store.follow((before, after) => told.push([before?.name, after?.name]))
  store.apply({ ...patch, seq: 1, upsert: [vm('1', { name: 'one' }), vm('2'), vm('3')], remove: ['2'] })
  expect(told).toEqual([
    ['1', 'one'],
    [undefined, '3'],
    ['2', undefined],
  ])
  stop()
  store.apply({ ...patch, seq: 2, remove: ['3'] })
  expect(told).toHaveLength(3)
})
