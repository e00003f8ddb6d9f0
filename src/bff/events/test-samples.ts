import fc from 'fast-check'
import type { LogEvent } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'
import { entry } from './test-log.ts'

const severities = ['info', 'warning', 'error', 'alert'] as const
const parts = ['severity', 'object', 'user', 'type', 'text', 'chain'] as const

/** Logs of one system, several entries at one time among them. */
export const logs: fc.Arbitrary<LogEvent[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 60 }).map((seconds) => seconds * 1_000),
      severity: fc.constantFrom(...severities),
      type: fc.constantFrom('A', 'B', 'C'),
      userName: fc.option(fc.constantFrom('ann', 'ANN', 'Bob', ''), { nil: undefined }),
      object: fc.constantFrom('vm-1', 'vm-2'),
      chain: fc.option(fc.constantFrom('7', '8'), { nil: undefined }),
      message: fc.constantFrom('power on', 'power off', 'moved'),
    }),
    { maxLength: 120 },
  )
  .map((samples) =>
    samples.map(({ object, userName, chain, ...rest }, n) =>
      entry(n, {
        ...rest,
        ...(userName === undefined ? {} : { userName }),
        ...(chain === undefined ? {} : { chain }),
        objects: [{ kind: 'vm', id: object, name: object }],
      }),
    ),
  )

const some = <T extends string>(...values: T[]) => fc.option(fc.subarray(values), { nil: undefined, freq: 2 })

/** Parts of filters but for the range. */
const dimensions = fc.record({
  severities: some(...severities),
  types: some('A', 'B', 'X'),
  users: some('Ann', 'bob', ''),
  objects: some('one/vm-1', 'one/vm-2', 'two/vm-1'),
  chains: some('one/7', 'two/8'),
  text: fc.option(fc.constantFrom('power', 'OFF a', 'moved'), { nil: undefined, freq: 2 }),
})

/** Ranges whose bounds often are times of entries. */
export const ranges: fc.Arbitrary<Pick<EventFilter, 'from' | 'until'>> = fc
  .record({
    from: fc.option(fc.integer({ min: -1, max: 50 }), { nil: undefined }),
    length: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  })
  .map(({ from, length }) => ({
    ...(from === undefined ? {} : { from: from * 1_000 }),
    ...(length === undefined ? {} : { until: ((from ?? 0) + length) * 1_000 }),
  }))

export const filters: fc.Arbitrary<EventFilter> = fc.tuple(dimensions, ranges).map(([one, range]) => {
  const filter: Record<string, unknown> = { ...range }
  for (const [key, value] of Object.entries(one)) if (value !== undefined) filter[key] = value
  // Made of the parts of a filter.
  return filter as EventFilter
})

/** What a system filters itself. */
export const abilities = fc
  .subarray([...parts])
  .map((chosen): ('time' | (typeof parts)[number])[] => ['time', ...chosen])
