import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LogEvent, newestFirst } from '../../../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { EventPage, EventPosition } from '../../event-port.ts'
import { olderOfObject } from './named-elsewhere.ts'

const { signal } = new AbortController()

/** Of each event: its time, and whether it is about the host, or names it in another field, or another one. */
const samples = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 90 }).map((seconds) => seconds * 1_000),
    names: fc.constantFrom('own', 'own and elsewhere', 'elsewhere', 'another'),
    type: fc.constantFrom('VmMigratedEvent', 'VmPoweredOnEvent'),
  }),
  { maxLength: 80 },
)

/** A log that finds only those about the host, gives small pages, and counts what it is asked. */
function logOf(events: readonly (LogEvent & { about: boolean })[], largest: number, filters = true) {
  const asked: EventFilter[] = []
  const read = async (
    filter: EventFilter,
    position: EventPosition | undefined,
    limit: number,
  ): Promise<EventPage> => {
    asked.push(filter)
    const byObject = filters && filter.objects !== undefined
    const fits = eventMatcher({ ...filter, objects: undefined })
    const found = events.filter((event) => fits(event) && (!byObject || event.about)).sort(newestFirst)
    // Positions come from here alone.
    const from = (position?.state ?? 0) as number
    const page = found.slice(from, from + Math.min(limit, largest))
    const last = page.at(-1)
    return {
      events: page.map(({ about, ...event }) => event),
      pushedDown: byObject ? ['object'] : [],
      ...(last === undefined || from + page.length >= found.length
        ? {}
        : { next: { readBackTo: last.at, state: from + page.length } }),
    }
  }
  return { asked, read }
}

async function whole(read: ReturnType<typeof logOf>['read'], filter: EventFilter, limit: number) {
  const events: LogEvent[] = []
  let page: EventPage | undefined
  let pages = 0
  do {
    page = await olderOfObject(read, filter, page?.next, limit, signal)
    events.push(...page.events)
    const { next } = page
    // All above was given, and what comes is not above.
    if (next !== undefined)
      for (const { at } of page.events) expect(at).toBeGreaterThanOrEqual(next.readBackTo)
    pages += 1
    expect(pages).toBeLessThan(1_000)
  } while (page.next !== undefined)
  return events
}

const event = ({ at, names, type }: { at: number; names: string; type: string }, n: number) => ({
  system: 'vc',
  id: String(n),
  order: n,
  at,
  severity: 'info' as const,
  type: names === 'elsewhere' ? 'VmMigratedEvent' : type,
  message: '',
  objects: [{ kind: 'host' as const, id: names === 'another' ? 'host-2' : 'host-1', name: 'h' }],
  about: names.startsWith('own'),
})

test('events that name the object in any field are found, once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      samples,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      async (some, largest, limit, filters) => {
        const events = some.map(event)
        const filter = { objects: ['vc/host-1'] }
        const { read } = logOf(events, largest, filters)
        const found = (await whole(read, filter, limit)).filter(eventMatcher(filter))
        const wanted = events.filter(eventMatcher(filter)).sort(newestFirst)
        expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
      },
    ),
  )
})

test('nothing more is asked where no other field can name it', async () => {
  for (const filter of [
    { objects: ['vc/host-1'], types: ['VmPoweredOffEvent'] },
    { objects: ['vc/dvportgroup-1'] },
    { objects: ['vc/host-1', 'vc/host-2'] },
    { text: 'x' },
  ]) {
    const { asked, read } = logOf([], 10)
    await olderOfObject(read, filter, undefined, 10, signal)
    expect(asked).toEqual([filter])
  }
  const { asked, read } = logOf([], 10, false)
  await olderOfObject(read, { objects: ['vc/host-1'] }, undefined, 10, signal)
  expect(asked).toHaveLength(1)
})
