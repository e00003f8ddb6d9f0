import { expect, test } from 'vitest'
import { vmRow } from '../testing/fake-hypervisor.ts'
import { InventoryStore } from './inventory-store.ts'

test('a second full read counts only real changes', () => {
  const store = new InventoryStore('e')
  store.begin()
  store.put([vmRow('a'), vmRow('b'), vmRow('c', { ips: ['10.0.0.1'] })])
  store.finish()
  const before = store.version
  store.begin()
  store.put([vmRow('a'), vmRow('c', { ips: ['10.0.0.1'] })])
  store.put([vmRow('d')])
  store.finish()
  expect(store.changesSince(before, 100)).toMatchObject({ upsert: [{ id: 'd' }], remove: ['b'] })
})

test('changes come in bounded parts that lead to the newest version', () => {
  const store = new InventoryStore('e')
  store.put(Array.from({ length: 25 }, (_, i) => vmRow(`${i}`)))
  let version = 0
  const sizes: number[] = []
  while (version < store.version) {
    const part = store.changesSince(version, 10)
    sizes.push(part.upsert.length)
    version = part.version
  }
  expect(sizes).toEqual([10, 10, 5])
})

test('old changes are forgotten, and asking for them is an error', () => {
  const store = new InventoryStore('e', 10)
  for (let turn = 0; turn < 50; turn += 1) store.put([vmRow('a', { name: `${turn}` })])
  expect(store.remembers(1)).toBe(false)
  expect(store.remembers(store.version - 5)).toBe(true)
  expect(() => store.changesSince(1, 10)).toThrow(RangeError)
})
