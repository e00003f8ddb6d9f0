import { expect, test } from 'vitest'
import { eventsHref } from '../../../client/links.ts'
import { filterOf, readEventsUrl, writeEventsUrl } from './url-state.ts'

const now = Date.UTC(2026, 10, 20, 9, 0)
const read = (search: string) => readEventsUrl(new URLSearchParams(search))

test.each([
  '',
  'q=power+off&system=a&system=b&severity=error&type=32&user=x%40y&object=a%2Fvm-1&chain=a%2F7&range=30d&tz=utc',
  'from=2026-11-20T09%3A00%3A00.000Z&to=2026-11-20T10%3A00%3A00.000Z&event=a%2F5&at=12',
  'range=24h&event=a%2F5&at=12',
  'severity=fatal&from=nonsense',
])('keeps the address %s', (search) => {
  expect(writeEventsUrl(read(search)).toString()).toBe(search)
})

test('an address without a range shows the last day, or the time around its entry', () => {
  expect(read('').range).toEqual({ preset: '24h' })
  expect(read('event=a/5&at=3600000').range).toEqual({
    from: '1970-01-01T00:00:00.000Z',
    to: '1970-01-01T02:00:00.000Z',
  })
  expect(read('event=a/5').range).toEqual({ preset: '24h' })
  expect(read('event=a/5&at=1e99').range).toEqual({ preset: '24h' })
})

test('links lead to what they name', () => {
  const link = { chains: ['a/1'], types: ['32'], from: now, until: now + 1000, text: 'x y' }
  expect(filterOf(read(eventsHref(link).split('?')[1] ?? ''), now).filter).toEqual(link)
})

test('counts ranges back from now', () => {
  expect(filterOf(read('range=7d'), now).filter).toEqual({ from: now - 7 * 86_400_000 })
  expect(filterOf(read('range=all'), now).filter).toEqual({})
})

test('marks what it does not understand, and asks without it', () => {
  const { filter, problems } = filterOf(read('severity=fatal&severity=error&range=all'), now)
  expect(filter).toEqual({ severities: ['error'] })
  expect(problems).toEqual({ severities: 'There is no severity “fatal”.' })
})

test('asks nothing while the range makes no sense', () => {
  expect(filterOf(read('from=yesterday'), now)).toEqual({
    filter: undefined,
    problems: { from: 'This is no time. Write it like 2026-11-20 14:30.' },
  })
  const backwards = filterOf(read('from=2026-11-20T10:00:00Z&to=2026-11-20T09:00:00Z'), now)
  expect(backwards).toEqual({ filter: undefined, problems: { to: 'The range ends before it begins.' } })
})
