import type { EventCoverage } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { formatDuration } from '../../../../contract/units.ts'
import type { Tone } from '../../../ui/status-dot.tsx'
import { momentText } from '../filter/moment-text.ts'

/** How far back a system is read, and whether that is as it should be. */
export function readBack(
  { complete, readBackTo, gaps }: EventCoverage,
  utc: boolean,
  reading: boolean,
): { tone: Tone; text: string } {
  if (gaps.length > 0) {
    const back = complete
      ? 'all read but what is missing'
      : readBackTo === undefined
        ? 'not read'
        : `back to ${momentText(readBackTo, utc)}, some missing`
    return { tone: readBackTo === undefined && !complete ? 'error' : 'warning', text: back }
  }
  if (complete) return { tone: 'ok', text: 'all read' }
  if (readBackTo === undefined) return { tone: 'busy', text: reading ? 'reading …' : 'not read yet' }
  return { tone: 'ok', text: `back to ${momentText(readBackTo, utc)}` }
}

/** `12 s ahead`, `3 min behind`; `undefined` where no difference of at least `atLeast` ms was seen. */
export function skewText(skewMs: number | undefined, atLeast = 2000): string | undefined {
  if (skewMs === undefined || Math.abs(skewMs) < atLeast) return undefined
  return `${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`
}

type Part = EventCoverage['pushedDown'][number]

const words: Record<Part, string> = {
  time: 'time',
  severity: 'severity',
  object: 'objects',
  user: 'users',
  type: 'types',
  text: 'text',
  chain: 'operation',
}

// The order of the words above.
const parts = Object.keys(words) as Part[]

/** Which parts of the filter a system applies itself, and which Gantry does to what it gives. */
export function doneBy(filter: EventFilter, { pushedDown }: EventCoverage): { own: string; gantry: string } {
  const used: Record<Part, boolean> = {
    time: filter.from !== undefined || filter.until !== undefined,
    severity: (filter.severities ?? []).length > 0,
    object: (filter.objects ?? []).length > 0,
    user: (filter.users ?? []).length > 0,
    type: (filter.types ?? []).length > 0,
    text: (filter.text ?? '') !== '',
    chain: (filter.chains ?? []).length > 0,
  }
  const list = (of: readonly Part[]) =>
    of.length === 0 ? 'nothing' : of.map((part) => words[part]).join(', ')
  const asked = parts.filter((part) => used[part])
  return {
    own: list(asked.filter((part) => pushedDown.includes(part))),
    gantry: list(asked.filter((part) => !pushedDown.includes(part))),
  }
}
