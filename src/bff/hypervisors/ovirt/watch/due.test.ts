import { expect, test } from 'vitest'
import { DueLists, DueMachines } from './due.ts'

const ids = (count: number, name = 'v') => Array.from({ length: count }, (_, index) => `${name}${index}`)

test('what an event named is read at once, and once more a little later', () => {
  const due = new DueMachines()
  due.add(['a', 'a', 'b'], 0)
  expect([...due.take([], 0)]).toEqual(['a', 'b'])
  due.add(['a'], 3_000)
  expect([...due.take([], 3_000)]).toEqual(['a'])
  expect([...due.take([], 4_000)]).toEqual(['b'])
  expect([...due.take([], 7_000)]).toEqual(['a'])
  expect([...due.take([], 60_000)]).toEqual([])
})

test('much at once is spread over several looks, and nothing is lost', () => {
  const due = new DueMachines()
  due.add(ids(1_200), 0)
  const looks = [0, 1, 2].map((now) => due.take([], now))
  expect(looks.map((look) => look.size)).toEqual([500, 500, 200])
  expect(due.settled).toBe(true)
  expect(new Set(looks.flatMap((look) => [...look])).size).toBe(1_200)
})

test('of many in a short state, those looked at longest ago come first', () => {
  const due = new DueMachines()
  const many = ids(300)
  const first = due.take(many, 0)
  const second = due.take(many, 1)
  expect([first.size, second.size]).toEqual([200, 200])
  expect(new Set([...first, ...second]).size).toBe(300)
})

test('a whole list is read again only now and then', () => {
  const lists = new DueLists()
  lists.add(['vm', 'network'])
  expect([...lists.take(0)]).toEqual(['vm', 'network'])
  lists.add(['vm'])
  expect([...lists.take(5_000)]).toEqual([])
  expect([...lists.take(15_000)]).toEqual(['vm'])
})
