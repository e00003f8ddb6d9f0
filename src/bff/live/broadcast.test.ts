import { expect, test } from 'vitest'
import { decodeLiveData } from '../../contract/live-wire.ts'
import { vmRow } from '../testing/fake-hypervisor.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { Broadcast } from './broadcast.ts'
import { InventoryStore } from './inventory-store.ts'

function broadcastOf(rows: number) {
  const clock = new ManualClock()
  const store = new InventoryStore('e')
  const broadcast = new Broadcast({ system: 'one', store, clock, confirmedAt: () => undefined })
  const change = (...names: string[]) => {
    store.put(names.map((name) => vmRow('vm-1', { name })))
    broadcast.note()
  }
  store.begin()
  store.put(Array.from({ length: rows }, (_, index) => vmRow(`vm-${index}`)))
  store.finish()
  broadcast.tell()
  return { clock, store, broadcast, change }
}

function read(event: Uint8Array | undefined) {
  const [, data = ''] = new TextDecoder().decode(event).split('data: ')
  return decodeLiveData(data)
}

test('viewers at the same version are given the same bytes', async () => {
  const { broadcast, change } = broadcastOf(3)
  const from = broadcast.told
  change('a')
  const first = broadcast.after(from)
  expect(read(first?.message)).toMatchObject({ type: 'patch', seq: first?.to, upsert: [{ name: 'a' }] })
  expect(broadcast.after(from)).toBe(first)
  expect(broadcast.after(first?.to ?? 0)).toBeUndefined()
})

test('changes between ticks are told together', async () => {
  const { clock, broadcast, change } = broadcastOf(3)
  change('a')
  const from = broadcast.told
  let news = 0
  broadcast.news.add(() => {
    news += 1
  })
  change('b')
  change('c')
  expect(broadcast.after(from)).toBeUndefined()
  await clock.advance(100)
  expect(news).toBe(1)
  expect(read(broadcast.after(from)?.message)).toMatchObject({ upsert: [{ name: 'c' }] })
})

test('a full read is shared until it is far behind or nobody wants it', async () => {
  const { clock, store, broadcast, change } = broadcastOf(5_000)
  const full = broadcast.fullRead()
  expect(full.length).toBe(4)
  change('a')
  expect(broadcast.fullRead()).toBe(full)
  expect(full.message(0)).toBe(full.message(0))
  store.put(Array.from({ length: 2_100 }, (_, index) => vmRow(`vm-${index}`, { name: 'new' })))
  await clock.advance(100)
  const next = broadcast.fullRead()
  expect(next).not.toBe(full)
  await clock.advance(30_000)
  change('b')
  await clock.advance(100)
  expect(broadcast.fullRead()).not.toBe(next)
})

test('old changes are kept only for viewers that are a little behind', async () => {
  const { clock, store, broadcast } = broadcastOf(2_000)
  const from = broadcast.told
  const first = broadcast.after(from)
  for (let turn = 0; turn < 8; turn += 1) {
    const at = broadcast.told
    store.put(Array.from({ length: 2_000 }, (_, index) => vmRow(`vm-${index}`, { name: `${turn}` })))
    broadcast.note()
    await clock.advance(100)
    broadcast.after(at)
  }
  // Made anew, with all that happened since to its rows.
  const late = broadcast.after(from)
  expect(late).not.toBe(first)
  expect(read(late?.message)).toMatchObject({
    upsert: expect.arrayContaining([expect.objectContaining({ name: '7' })]),
  })
})
