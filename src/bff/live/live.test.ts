import { expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import type { LiveMessage } from '../../contract/live.ts'
import { fakeBff } from '../testing/fake-host.ts'
import { vmRow } from '../testing/fake-hypervisor.ts'
import { settle } from '../testing/manual-clock.ts'

type Of<T extends LiveMessage['type']> = Extract<LiveMessage, { type: T }>

function all<T extends LiveMessage['type']>(messages: LiveMessage[], type: T): Of<T>[] {
  return messages.filter((message): message is Of<T> => message.type === type)
}

function last<T extends LiveMessage['type']>(messages: LiveMessage[], type: T): Of<T> {
  const found = all(messages, type).at(-1)
  if (found === undefined) throw new Error(`no ${type} among ${messages.map((m) => m.type).join(' ')}`)
  return found
}

const unavailable = () => new Fault({ kind: 'unavailable', message: 'Nobody listens.' })

test('a signed-in browser gets a full read in chunks, then patches', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = Array.from({ length: 3000 }, (_, i) => vmRow(`vm-${i}`))
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  const first = await stream.drain()
  expect(first[0]?.type).toBe('systems')
  const rows = all(first, 'rows')
  expect(rows.map((message) => message.rows.length)).toEqual([500, 2000, 500])
  expect(new Set(rows.flatMap((message) => message.rows.map((row) => row.id))).size).toBe(3000)
  const complete = last(first, 'complete')
  expect(complete.system).toBe('one')

  fake.change([vmRow('vm-3', { power: 'off' })], ['vm-4'])
  await clock.advance(100)
  const patch = last(await stream.drain(), 'patch')
  expect(patch.epoch).toBe(complete.epoch)
  expect(patch.seq).toBeGreaterThan(complete.seq)
  expect(patch.upsert).toEqual([vmRow('vm-3', { power: 'off' })])
  expect(patch.remove).toEqual(['vm-4'])
})

test('what VMs refer to comes before the VMs', async () => {
  const { fake, browser } = fakeBff()
  const machines = Array.from({ length: 700 }, (_, i) => vmRow(`vm-${i}`))
  fake.rows = [
    ...machines,
    { kind: 'host', system: 'one', id: 'host-1', name: 'host-1', health: 'ok', state: 'up', status: 'up' },
  ]
  const ann = browser()
  await ann.signIn()
  await (await ann.live()).drain()
  // The second reader gets what has been read already.
  const [first] = all(await (await ann.live()).drain(), 'rows')
  expect(first?.rows.some((row) => row.kind === 'host')).toBe(true)
})

test('changes within a tenth of a second arrive as one patch', async () => {
  const { fake, browser, clock } = fakeBff()
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  await stream.drain()
  await clock.advance(1000)
  fake.change([vmRow('a')])
  await stream.drain()
  for (const name of ['1', '2', '3']) {
    fake.change([vmRow('a', { name })])
    await clock.advance(20)
  }
  expect(all(await stream.drain(), 'patch')).toHaveLength(0)
  await clock.advance(100)
  const patches = all(await stream.drain(), 'patch')
  expect(patches.map((patch) => patch.upsert.map((row) => row.name))).toEqual([['3']])
})

test('browsers of one account share one watch, and it outlives a reload', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a')]
  const [ann, again, bob] = [browser(), browser(), browser()]
  await ann.signIn()
  await again.signIn()
  await bob.signIn('one', 'right', 'bob')
  const streams = [await ann.live(), await again.live()]
  for (const stream of streams) expect(last(await stream.drain(), 'rows').rows).toHaveLength(1)
  expect(fake.watchCount).toBe(1)
  await (await bob.live()).drain()
  expect(fake.watchCount).toBe(2)

  for (const stream of streams) stream.stop()
  await clock.advance(20_000)
  const reloaded = await ann.live()
  await reloaded.drain()
  expect(fake.watchCount).toBe(2)
  reloaded.stop()
  await clock.advance(31_000)
  expect(fake.watches.map(({ token }) => token.split('-')[0])).toEqual(['bob'])
})

test('a browser that comes back gets only what it missed', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a'), vmRow('b')]
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  const { epoch, seq } = last(await stream.drain(), 'complete')
  stream.stop()
  await settle()
  fake.change([vmRow('a', { power: 'off' })], ['b'])
  await clock.advance(5_000)
  const back = await ann.live(`one:${epoch}:${seq}`)
  const messages = await back.drain()
  expect(all(messages, 'begin')).toHaveLength(0)
  expect(last(messages, 'patch')).toMatchObject({ upsert: [{ id: 'a', power: 'off' }], remove: ['b'] })

  const foreign = await ann.live(`one:other:${seq}`)
  expect(last(await foreign.drain(), 'complete').epoch).toBe(epoch)
})

test('a lost connection is retried with growing delays while the rows stay', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a'), vmRow('b')]
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  const { epoch } = last(await stream.drain(), 'complete')
  await clock.advance(40_000)
  await stream.drain()
  const lostAt = clock.now()
  fake.down = unavailable()
  fake.watches[0]?.fail(unavailable())
  await clock.advance(300)
  const state = last(await stream.drain(), 'systems').systems[0]
  expect(state).toMatchObject({
    reach: 'unreachable',
    session: { state: 'signed-in' },
    sync: { phase: 'stale', lostSince: lostAt, retryAt: lostAt + 1000, objects: 2 },
  })
  await clock.advance(700)
  await clock.advance(250)
  const second = last(await stream.drain(), 'systems').systems[0]
  expect(second?.sync).toMatchObject({ lostSince: lostAt, retryAt: lostAt + 3000 })

  fake.down = undefined
  fake.rows = [vmRow('a'), vmRow('c')]
  await clock.advance(2_500)
  const healed = await stream.drain()
  expect(all(healed, 'begin')).toHaveLength(0)
  expect(last(healed, 'patch')).toMatchObject({ epoch, upsert: [{ id: 'c' }], remove: ['b'] })
  expect(last(healed, 'systems').systems[0]).toMatchObject({ reach: 'reachable', sync: { phase: 'live' } })
  expect(last(healed, 'systems').systems[0]?.sync.lostSince).toBeUndefined()
})

test('the watch moves to another session of the account when one ends', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a')]
  const [ann, again] = [browser(), browser()]
  await ann.signIn()
  await again.signIn()
  const [first, second] = [await ann.live(), await again.live()]
  await first.drain()
  await second.drain()
  fake.expire('ann-1')
  await clock.advance(300)
  expect(fake.watches.map(({ token }) => token)).toEqual(['ann-2'])
  expect(last(await first.drain(), 'systems').systems[0]?.session).toEqual({
    state: 'expired',
    userName: 'ann',
  })
  fake.change([vmRow('b')])
  await clock.advance(300)
  expect(all(await first.drain(), 'patch')).toHaveLength(0)
  expect(last(await second.drain(), 'patch').upsert).toMatchObject([{ id: 'b' }])

  const list = await (await ann.request('/api/systems')).json()
  expect(list.systems[0].session).toEqual({ state: 'expired', userName: 'ann' })
  expect(ann.jar.get('one')?.tokens).toEqual({})
})

test('sign-out ends the session upstream and the rows of its streams', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = [vmRow('a')]
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  await stream.drain()
  const reply = await ann.request('/api/systems/one/session', { method: 'DELETE' })
  expect(await reply.json()).toMatchObject({ id: 'one', session: { state: 'signed-out' } })
  expect(fake.signedOut).toEqual(['ann-1'])
  expect(ann.jar.get('one')).toBeUndefined()
  await clock.advance(300)
  expect(last(await stream.drain(), 'systems').systems[0]?.session).toEqual({ state: 'signed-out' })
  expect(fake.watches).toHaveLength(0)
})

test('a slow browser costs no memory and gets the newest state when it reads again', async () => {
  const { fake, browser, clock } = fakeBff()
  fake.rows = Array.from({ length: 50 }, (_, i) => vmRow(`vm-${i}`))
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  await stream.drain()
  for (let turn = 0; turn < 200; turn += 1) {
    fake.change(fake.rows.map((row) => ({ ...row, name: `turn ${turn}` })))
    await clock.sleep(0)
  }
  await clock.advance(500)
  const patches = all(await stream.drain(), 'patch')
  expect(patches.length).toBeLessThan(10)
  expect(last(patches, 'patch').upsert.every((row) => row.name === 'turn 199')).toBe(true)
})

test('an open page keeps its session alive and learns when it ends', async () => {
  const { fake, browser, clock } = fakeBff()
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  await stream.drain()
  await clock.advance(5 * 60_000)
  expect(fake.keepAlives).toBe(1)
  fake.live.delete('ann-1')
  await stream.drain()
  await clock.advance(5 * 60_000 + 300)
  expect(last(await stream.drain(), 'systems').systems[0]?.session.state).toBe('expired')
})

test('a silent stream beats', async () => {
  const { browser, clock } = fakeBff()
  const stream = await browser().live()
  await stream.drain()
  await clock.advance(10_000)
  expect(all(await stream.drain(), 'beat')).toHaveLength(1)
})

test('closing ends every stream and watch', async () => {
  const { bff, fake, browser } = fakeBff()
  const ann = browser()
  await ann.signIn()
  const stream = await ann.live()
  await stream.drain()
  await bff.close()
  await stream.drain()
  expect(stream.ended).toBe(true)
  expect(fake.watches).toHaveLength(0)
})

test('a system that does not answer holds up no other', async () => {
  const { fakes, browser, clock } = fakeBff(2)
  const two = fakes.get('two')
  if (two === undefined) throw new Error('no second fake')
  two.hangs = true
  const ann = browser()
  const listing = ann.request('/api/systems')
  await clock.advance(2_600)
  const { systems } = await (await listing).json()
  expect(systems).toMatchObject([
    { id: 'one', reach: 'reachable' },
    { id: 'two', reach: 'unknown', fault: { kind: 'timeout' } },
  ])
})
