import { expect, test } from 'vitest'
import type { EventSeverity, LogEvent } from '../../../contract/events/event.ts'
import { latestOf } from './latest-events.ts'

const event = (system: string, id: number, at: number, severity: EventSeverity): LogEvent => ({
  system,
  id: String(id),
  order: id,
  at,
  severity,
  type: 'x',
  message: '',
  objects: [],
})

test('the newest that matter, over all systems, each once', () => {
  const page = [event('a', 3, 30, 'error'), event('a', 1, 10, 'warning'), event('a', 0, 2, 'alert')]
  const tail = [event('a', 3, 30, 'error'), event('a', 4, 40, 'info'), event('a', 5, 50, 'alert')]
  const other = [event('b', 3, 30, 'warning')]
  const names = (most: number) => latestOf([page, tail, other], 5, most).map(({ system, id }) => system + id)
  expect(names(9)).toEqual(['a5', 'a3', 'b3', 'a1'])
  expect(names(2)).toEqual(['a5', 'a3'])
})
