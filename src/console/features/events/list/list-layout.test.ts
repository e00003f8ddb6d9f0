import { expect, test } from 'vitest'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { dayOf, itemKey, type ListItem, ListLayout, withDays } from './list-layout.ts'

const heights = { event: 40, gap: 60, day: 20 }

function entry(id: number, at: number): Exclude<ListItem, { kind: 'day' }> {
  const event: LogEvent = {
    system: 'a',
    id: String(id),
    order: id,
    at,
    severity: 'info',
    type: 'x',
    message: '',
    objects: [],
  }
  return { kind: 'event', event }
}

const day = 86_400_000

test('a line stands above each day', () => {
  const rows = [entry(4, 2 * day + 5), entry(3, 2 * day), entry(2, 2 * day - 1), entry(1, 10)]
  expect(withDays(rows, true).map(itemKey)).toEqual([
    `day/${2 * day}`,
    'a/4',
    'a/3',
    `day/${day}`,
    'a/2',
    'day/0',
    'a/1',
  ])
})

test('a stretch that is missing is told once', () => {
  const gap = (from: number, system = 'a'): Exclude<ListItem, { kind: 'day' }> => ({
    kind: 'gap',
    system,
    gap: { from, until: 9, fault: { kind: 'timeout', message: 'x' } },
  })
  const rows = [gap(2), gap(1), gap(2, 'b'), gap(1)]
  expect(withDays(rows, true).map(itemKey)).toEqual(['gap/a/1/9', 'gap/b/2/9'])
})

test('a day of the reader ends where the next begins, also when clocks change', () => {
  const { start, end } = dayOf(Date.UTC(2026, 2, 29, 12), false)
  expect(dayOf(end, false).start).toBe(end)
  expect(dayOf(end - 1, false).start).toBe(start)
})

test('items stand below each other, and are found by where they stand', () => {
  const gap: ListItem = { kind: 'gap', system: 'a', gap: { fault: { kind: 'timeout', message: 'x' } } }
  const items: ListItem[] = [{ kind: 'day', at: 0 }, entry(1, 5), gap, entry(2, 4), entry(3, 3)]
  const layout = new ListLayout(items, heights)
  const tops = [0, 20, 60, 120, 160, 200]
  expect(tops.map((_, index) => layout.top(index))).toEqual(tops)
  expect(layout.height).toBe(200)
  expect([0, 19, 20, 59, 60, 119, 120, 500].map((offset) => layout.at(offset))).toEqual([
    0, 0, 1, 1, 2, 2, 3, 4,
  ])
  expect(layout.indexOf('a/3')).toBe(4)
  expect(layout.indexOf('a/1', 4)).toBe(1)
  expect(layout.indexOf('b/1')).toBe(-1)
  expect(layout.step(0, 1)).toBe(1)
  expect(layout.step(1, -1)).toBe(-1)
  expect(layout.step(4, 1)).toBe(-1)
})

test('an empty list has no height', () => {
  const layout = new ListLayout([], heights)
  expect([layout.height, layout.at(100)]).toEqual([0, 0])
})
