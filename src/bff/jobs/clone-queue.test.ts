import { beforeEach, expect, test } from 'vitest'
import { ManualClock, settle } from '../testing/manual-clock.ts'
import { CloneQueue } from './clone-queue.ts'

let clock: ManualClock
let queue: CloneQueue
/** Who entered, in order; and how each leaves. */
let entered: string[]
let leave: Map<string, () => void>
let gone: string[]

beforeEach(() => {
  clock = new ManualClock()
  queue = new CloneQueue(clock)
  entered = []
  leave = new Map()
  gone = []
})

function wait(name: string, { source = 'src', perSource = 100, signal = new AbortController().signal } = {}) {
  void queue.turn({ source, perSource }, signal).then((how) => {
    if (how === undefined) gone.push(name)
    else {
      entered.push(name)
      leave.set(name, how)
    }
  })
}

async function waitAll(...names: string[]): Promise<void> {
  for (const name of names) wait(name)
  await settle()
}

test('so many enter at once, the others in their order when one leaves', async () => {
  queue.setPace({ atOnce: 2, staggerSeconds: 0 })
  await waitAll('a', 'b', 'c', 'd')
  expect(entered).toEqual(['a', 'b'])
  leave.get('b')?.()
  await settle()
  expect(entered).toEqual(['a', 'b', 'c'])
  leave.get('a')?.()
  leave.get('c')?.()
  await settle()
  expect(entered).toEqual(['a', 'b', 'c', 'd'])
})

test('who leaves twice makes room once', async () => {
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  await waitAll('a', 'b', 'c')
  leave.get('a')?.()
  leave.get('a')?.()
  await settle()
  expect(entered).toEqual(['a', 'b'])
})

test('copies enter so many seconds apart', async () => {
  queue.setPace({ atOnce: 8, staggerSeconds: 10 })
  await waitAll('a', 'b', 'c')
  expect(entered).toEqual(['a'])
  await clock.advance(9_999)
  expect(entered).toEqual(['a'])
  await clock.advance(1)
  expect(entered).toEqual(['a', 'b'])
  await clock.advance(10_000)
  expect(entered).toEqual(['a', 'b', 'c'])
})

test('a shorter stagger holds at once', async () => {
  queue.setPace({ atOnce: 8, staggerSeconds: 600 })
  await waitAll('a', 'b')
  queue.setPace({ atOnce: 8, staggerSeconds: 1 })
  await clock.advance(1000)
  expect(entered).toEqual(['a', 'b'])
})

test('nobody enters a paused queue, who is in goes on, and resuming lets in', async () => {
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  await waitAll('a', 'b')
  queue.setPace({ atOnce: 1, staggerSeconds: 0, paused: true })
  leave.get('a')?.()
  await clock.advance(60_000)
  expect(entered).toEqual(['a'])
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  await settle()
  expect(entered).toEqual(['a', 'b'])
})

test('more at once lets in at once, fewer sends nobody out', async () => {
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  await waitAll('a', 'b', 'c', 'd')
  queue.setPace({ atOnce: 3, staggerSeconds: 0 })
  await settle()
  expect(entered).toEqual(['a', 'b', 'c'])
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  leave.get('a')?.()
  await settle()
  expect(entered).toEqual(['a', 'b', 'c'])
})

test('copies of one source wait for each other and do not hold up those of another', async () => {
  for (const name of ['a', 'b']) wait(name, { source: 'one', perSource: 1 })
  wait('c', { source: 'two', perSource: 1 })
  await settle()
  expect(entered).toEqual(['a', 'c'])
  leave.get('a')?.()
  await settle()
  expect(entered).toEqual(['a', 'c', 'b'])
})

test('who withdraws does not enter, and leaves the order of the others', async () => {
  queue.setPace({ atOnce: 1, staggerSeconds: 0 })
  const withdrawal = new AbortController()
  wait('a')
  wait('b', { signal: withdrawal.signal })
  wait('c')
  await settle()
  withdrawal.abort()
  await settle()
  expect(gone).toEqual(['b'])
  leave.get('a')?.()
  await settle()
  expect(entered).toEqual(['a', 'c'])
  wait('d', { signal: AbortSignal.abort() })
  await settle()
  expect(gone).toEqual(['b', 'd'])
})

test('withdrawing after entering changes nothing', async () => {
  const withdrawal = new AbortController()
  wait('a', { signal: withdrawal.signal })
  wait('b')
  await settle()
  withdrawal.abort()
  await settle()
  expect([entered, gone]).toEqual([['a', 'b'], []])
})
