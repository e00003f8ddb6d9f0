import { expect, test } from 'vitest'
import { atOnce, inSlices } from './sliced.ts'

function* count(to: number, seen: number[] = []) {
  for (let at = 1; at <= to; at += 1) {
    seen.push(at)
    yield
  }
  return seen.length
}

test('gives the same result in one go and in slices', async () => {
  expect(atOnce(count(5))).toBe(5)
  expect(await new Promise((resolve) => inSlices(count(5), resolve))).toBe(5)
})

test('others get their turn, and work that is given up never ends', async () => {
  let turns = 0
  function* endless() {
    for (;;) {
      turns += 1
      yield
    }
  }
  const stop = inSlices(endless(), () => expect.unreachable())
  await new Promise((resolve) => setTimeout(resolve, 0))
  stop()
  const before = turns
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(turns).toBe(before)
})
