import { expect, test } from 'vitest'
import { TailMemory } from './tail-memory.ts'

const event = (key: number) => ({ key, createdTime: new Date(key * 1_000).toISOString() })
const keys = (events: unknown[]) => events.map((each) => (each as { key: number }).key)

test('a page is compared with what was told, in whatever order it comes', () => {
  const memory = new TailMemory(undefined)
  expect(memory.isBacklog).toBe(true)
  memory.begin([event(12), event(10), event(11)])
  expect(memory.isBacklog).toBe(false)
  const page = [event(14), event(11), event(13), event(12)]
  expect(memory.look(page, 4).hole).toBeUndefined()
  expect(keys(memory.take(page))).toEqual([13, 14])
  expect(memory.take(page)).toEqual([])
  // What was there before the tail began is no news, even when it was not on its first page.
  expect(memory.take([event(9), event(14)])).toEqual([])
})

test('an event that was committed late is told when it shows', () => {
  const memory = new TailMemory(undefined)
  memory.begin([event(10), event(11)])
  memory.take([event(13), event(15)])
  expect(memory.look([event(12), event(15)], 2).hole).toBeUndefined()
  expect(keys(memory.take([event(15), event(12), event(14)]))).toEqual([12, 14])
})

test('a page that is wholly new leaves a hole', () => {
  const memory = new TailMemory(undefined)
  memory.begin([event(10), event(11)])
  const { hole } = memory.look([event(21), event(20)], 2)
  expect(hole).toEqual({ after: 11, before: 20, since: 11_000, until: 20_000 })
  expect(new TailMemory(5).look([event(9)], 2).hole).toMatchObject({ after: 5, before: 9 })
  const empty = new TailMemory(undefined)
  empty.begin([])
  // A page that is not full is all that there is.
  expect(empty.look([event(3)], 2).hole).toBeUndefined()
  expect(empty.look([event(3), event(4)], 2).hole).toMatchObject({ before: 3 })
})

test('what was forgotten is not told again', () => {
  const memory = new TailMemory(0)
  const all = Array.from({ length: 12_000 }, (_, index) => event(index + 1))
  expect(memory.take(all)).toHaveLength(12_000)
  expect(memory.take(all.slice(0, 50))).toEqual([])
  expect(memory.take(all.slice(-50))).toEqual([])
  expect(keys(memory.take([event(12_001)]))).toEqual([12_001])
})
