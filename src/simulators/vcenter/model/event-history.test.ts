import { expect, test } from 'vitest'
import { EventStore } from './events.ts'
import { growEstate } from './grow.ts'

const startAt = Date.UTC(2026, 5, 1)
const day = 86_400_000

function store(atLeast: number) {
  const estate = growEstate({ seed: 's', estate: 'small', startAt, domain: 'a.example', version: '8.0.3' })
  return { estate, events: new EventStore(estate, 's', atLeast) }
}

test('a small estate can have a log as long as that of a big one, in order and in 30 days', () => {
  const { events } = store(20_000)
  const all = events.newest({}, Number.POSITIVE_INFINITY)
  expect(all.length).toBeGreaterThanOrEqual(20_000)
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  const times = all.map(({ at }) => at)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(times.at(-1)).toBe(startAt - 30 * day)
  expect(new Set(all.map(({ data }) => data._typeName)).size).toBeGreaterThan(8)
})

test('what happened to one VM is the same as in the whole log', () => {
  const { estate, events } = store(20_000)
  const [vm] = estate.vms.values()
  const about = new Set([vm?.id ?? ''])
  const alone = events.newest({ about }, Number.POSITIVE_INFINITY)
  const among = events.newest({}, Number.POSITIVE_INFINITY).filter((event) => event.about.has(vm?.id ?? ''))
  expect(alone.map(({ key }) => key)).toEqual(among.map(({ key }) => key))
  expect(alone.length).toBeGreaterThan(50)
})
