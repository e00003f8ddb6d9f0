import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventKey } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { EventLog } from './event-log-reader.ts'
import { EventWorld } from './test-event-world.ts'

const ids = ['a', 'b', 'c']
const down: FaultInfo = { kind: 'unavailable', message: 'Down.' }
const refused: FaultInfo = { kind: 'forbidden', message: 'No.' }

const system = fc.constantFrom(...ids)
const few = fc.integer({ min: 1, max: 8 })
const filters: EventFilter[] = [
  {},
  { severities: ['error'] },
  { text: 'entry' },
  { text: 'entry 1' },
  { from: 9_990_000 },
]

interface Setting {
  world: EventWorld
  log: EventLog
  filter: EventFilter
}

/** What happens around an open log. */
const deeds = {
  pass: ({ world }: Setting, ms: number) => world.pass(ms),
  happen: ({ world }: Setting, id: string, count: number, late: number) =>
    world.happen(id, count, late, true),
  /** Not told until the next message, which goes on from the last or holds the newest alone. */
  happenUntold: ({ world }: Setting, id: string, count: number) => world.happen(id, count, 0, false),
  goOn: ({ world }: Setting, id: string) => world.goOn(id),
  beginAnew: ({ world }: Setting, id: string, newest: number) => world.beginAnew(id, newest),
  fault: ({ world }: Setting, id: string, fault: FaultInfo | undefined) => world.set(id, { fault }),
  delay: ({ world }: Setting, id: string, delay: number) => world.set(id, { delay }),
  connect: ({ world }: Setting, online: boolean) => world.connect(online),
  forgetCursors: ({ world }: Setting) => world.forgetCursors(),
  readOlder: ({ log }: Setting) => log.readOlder(),
  retry: ({ log }: Setting, id: string) => log.retry(id),
  pause: ({ log }: Setting) => log.pause(),
  resume: ({ log }: Setting) => log.resume(),
  setSystems: ({ log }: Setting, some: string[]) => log.setSystems(some),
  reopen: ({ log }: Setting) => {
    log.stop()
    log.start()
  },
  filter: (setting: Setting, filter: EventFilter) => {
    const before = setting.log
    setting.filter = filter
    setting.log = setting.world.open(filter, ids, before)
    before.stop()
  },
}
type Name = keyof typeof deeds
type Rest<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never

/** A deed with what it is done with, so that a failure can be read. */
function tuple<N extends Name, A extends Rest<Parameters<(typeof deeds)[N]>>>(
  weight: number,
  name: N,
  ...rest: { [I in keyof A]: fc.Arbitrary<A[I]> } & fc.Arbitrary<unknown>[]
): fc.WeightedArbitrary<[Name, ...unknown[]]> {
  return { weight, arbitrary: fc.tuple(...rest).map((values): [Name, ...unknown[]] => [name, ...values]) }
}
const deed = fc.oneof(
  tuple(5, 'pass', fc.integer({ min: 1, max: 9_000 })),
  tuple(5, 'happen', system, few, fc.constantFrom(0, 0, 0, 3_000)),
  tuple(3, 'happenUntold', system, few),
  tuple(3, 'goOn', system),
  tuple(2, 'beginAnew', system, few),
  tuple(2, 'fault', system, fc.constantFrom(undefined, down, refused)),
  tuple(1, 'delay', system, fc.constantFrom(10, 100, 6_000)),
  tuple(1, 'connect', fc.boolean()),
  tuple(1, 'forgetCursors'),
  tuple(2, 'readOlder'),
  tuple(1, 'retry', system),
  tuple(1, 'pause'),
  tuple(1, 'resume'),
  tuple(1, 'setSystems', fc.subarray(ids)),
  tuple(1, 'reopen'),
  tuple(1, 'filter', fc.constantFrom(...filters)),
)

test('whatever happens around it, a log is whole in the end, in order, with nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40, size: 'max' }), async (all) => {
      const world = new EventWorld()
      for (const [index, id] of ids.entries()) world.add(id, 150 + index * 130, 700 + index * 900)
      const setting: Setting = { world, filter: {}, log: world.open({}, ids) }
      for (const [name, ...rest] of all) {
        // What follows a name was made for it above.
        const run = deeds[name] as (setting: Setting, ...rest: unknown[]) => unknown
        await run(setting, ...rest)
        expectSane(setting.log)
      }
      await heal(setting)
      const wanted = new Set(
        ids
          .flatMap((id) => world.logOf(id))
          .filter(eventMatcher(setting.filter))
          .map(eventKey),
      )
      const found = new Set(keysOf(setting.log))
      expect({
        missing: [...wanted].filter((key) => !found.has(key)),
        extra: [...found].filter((key) => !wanted.has(key)),
      }).toEqual({
        missing: [],
        extra: [],
      })
      const { complete, waiting, reading, rows } = setting.log.view()
      expect({ complete, waiting, reading }).toEqual({ complete: true, waiting: 0, reading: false })
      expect(rows.filter(({ kind }) => kind === 'gap')).toEqual([])
    }),
    { numRuns: 100 },
  )
})

function keysOf(log: EventLog): string[] {
  return log.view().rows.flatMap((row) => (row.kind === 'event' ? [eventKey(row.event)] : []))
}

function expectSane(log: EventLog) {
  const keys = keysOf(log)
  expect(new Set(keys).size).toBe(keys.length)
  const times = log.view().rows.flatMap((row) => (row.kind === 'event' ? [row.event.at] : []))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
}

/** Everything answers and tells again; somebody reads to the end. */
async function heal({ world, log }: Setting) {
  world.connect(true)
  log.setSystems(ids)
  for (const id of ids) {
    world.set(id, { fault: undefined, delay: 10 })
    world.goOn(id)
  }
  for (const id of ids) log.retry(id)
  log.resume()
  await world.pass(1_000)
  for (let round = 0; round < 100 && !log.view().complete; round += 1) {
    log.readOlder()
    await world.pass(1_000)
  }
  await world.pass(120_000)
}
