import { expect, test } from 'vitest'
import { readEventsUrl } from '../filter/url-state.ts'
import { aroundEvent, fixedInTime } from './copy-link.ts'

const now = Date.UTC(2026, 10, 20, 9, 0)
const read = (search: string) => readEventsUrl(new URLSearchParams(search))
const event = { system: 'a', id: '7', at: now - 3_600_000 }
const iso = (at: number) => new Date(at).toISOString()

test('a copied link shows the same tomorrow', () => {
  expect(fixedInTime(read('range=1h&q=x'), now)).toMatchObject({
    text: 'x',
    range: { from: iso(now - 3_600_000), to: iso(now) },
  })
  expect(fixedInTime(read('range=all'), now).range).toEqual({ from: '', to: iso(now) })
  expect(fixedInTime(read(`from=${iso(5)}`), now).range).toEqual({ from: iso(5), to: iso(now) })
  expect(fixedInTime(read(`from=${iso(5)}&to=${iso(9)}`), now).range).toEqual({ from: iso(5), to: iso(9) })
})

test('a link to an entry ends shortly after it', () => {
  const { at } = event
  const plain = aroundEvent(read('range=7d'), event, undefined)
  expect(plain).toMatchObject({
    event: 'a/7',
    at,
    range: { from: iso(at - 3_600_000), to: iso(at + 900_000) },
  })
  // Many entries came after it within a minute.
  expect(aroundEvent(read(''), event, at + 60_000).range).toMatchObject({ to: iso(at + 60_000) })
  // Few came after it within a day.
  expect(aroundEvent(read(''), event, at + 80_000_000).range).toMatchObject({ to: iso(at + 3_600_000) })
  // It is within its own range, whatever the range was.
  expect(aroundEvent(read(`from=${iso(at + 5000)}`), event, at).range).toEqual({
    from: iso(at),
    to: iso(at + 1000),
  })
})
