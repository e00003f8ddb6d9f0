import type { EventCoverage } from '../../contract/events/event.ts'
import type { EventFilter } from '../../contract/events/filter.ts'

type Part = EventCoverage['pushedDown'][number]

/** Systems give no more at once. */
export const largestRead = 1_000
const smallestRead = 50

/** The parts that a filter has. */
function partsOf(filter: EventFilter): Part[] {
  const some = (list: readonly string[] | undefined) => list !== undefined && list.length > 0
  const parts: [Part, boolean][] = [
    ['time', filter.from !== undefined || filter.until !== undefined],
    ['severity', some(filter.severities)],
    ['object', some(filter.objects)],
    ['user', some(filter.users)],
    ['type', some(filter.types)],
    ['text', (filter.text ?? '') !== ''],
    ['chain', some(filter.chains)],
  ]
  return parts.flatMap(([part, has]) => (has ? [part] : []))
}

/**
 * How many entries to ask a system for when `wanted` are: few where it filters itself, many where they have to be picked out.
 * `pushedDown` is what it was seen to filter; absent: not asked yet.
 */
export function upstreamLimit(
  filter: EventFilter,
  wanted: number,
  pushedDown: readonly Part[] | undefined,
): number {
  const parts = partsOf(filter)
  const picked =
    pushedDown === undefined
      ? parts.includes('text')
      : parts.some((part) => part !== 'time' && !pushedDown.includes(part))
  return picked ? largestRead : Math.min(largestRead, Math.max(smallestRead, wanted))
}
