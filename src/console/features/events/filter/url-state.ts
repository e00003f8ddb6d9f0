import { type EventSeverity, eventSeveritySchema } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { appendLists, type EventRange } from '../../../client/links.ts'
import { parseMoment } from './moment-text.ts'

/** A stretch that ends now, or two times as they stand in the address: ISO 8601, or what nobody understands. */
export type TimeRange = { preset: EventRange } | { from: string; to: string }

/** What of the page of events stands in its address, as it was written. */
export interface EventsUrl {
  text: string
  systems: readonly string[]
  severities: readonly string[]
  types: readonly string[]
  users: readonly string[]
  /** `system/id`. */
  objects: readonly string[]
  /** `system/chain`. */
  chains: readonly string[]
  range: TimeRange
  utc: boolean
  /** The open entry: `system/id`, and when it was (epoch ms). */
  event: string | undefined
  at: number | undefined
}

export type EventsField = 'systems' | 'severities' | 'types' | 'users' | 'objects' | 'from' | 'to'
export type FieldProblems = Partial<Record<EventsField, string>>

export const rangeMs: Record<Exclude<EventRange, 'all'>, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
}

export const defaultRange: EventRange = '24h'
/** Around an entry that an address names without a range. */
const around = 3_600_000

function isRange(text: string | null): text is EventRange {
  return text === 'all' || (text !== null && Object.hasOwn(rangeMs, text))
}

/** Reads an address; what it does not understand is kept, and told by `filterOf`. */
export function readEventsUrl(params: URLSearchParams): EventsUrl {
  const all = (name: string) => [...new Set(params.getAll(name).filter((value) => value !== ''))]
  const written = params.get('at') ?? ''
  const at = written === '' || !Number.isFinite(Number(written)) ? undefined : Number(written)
  const event = params.get('event') || undefined
  const preset = params.get('range')
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  const isoOf = (ms: number) => new Date(ms).toISOString()
  const range: TimeRange =
    from !== '' || to !== ''
      ? { from, to }
      : isRange(preset)
        ? { preset }
        : event !== undefined && at !== undefined && Math.abs(at) < 8e15
          ? { from: isoOf(at - around), to: isoOf(at + around) }
          : { preset: defaultRange }
  return {
    text: params.get('q') ?? '',
    systems: all('system'),
    severities: all('severity'),
    types: all('type'),
    users: all('user'),
    objects: all('object'),
    chains: all('chain'),
    range,
    utc: params.get('tz') === 'utc',
    event,
    at,
  }
}

/** The shortest address of a state: what is as at the start is left out. */
export function writeEventsUrl(state: EventsUrl): URLSearchParams {
  const params = new URLSearchParams()
  const { range } = state
  if (state.text.trim() !== '') params.set('q', state.text)
  appendLists(params, state)
  if ('preset' in range) {
    // Beside an open entry the range must be said: else it would be the time around it.
    if (range.preset !== defaultRange || state.event !== undefined) params.set('range', range.preset)
  } else {
    if (range.from !== '') params.set('from', range.from)
    if (range.to !== '') params.set('to', range.to)
  }
  if (state.utc) params.set('tz', 'utc')
  if (state.event !== undefined) {
    params.set('event', state.event)
    if (state.at !== undefined) params.set('at', String(state.at))
  }
  return params
}

/** A time of the address (ISO 8601, UTC where it names no zone), epoch ms; `undefined` where there is none or it is not understood. */
export function urlTime(text: string): number | undefined {
  return /^\d{4}-/.test(text) ? parseMoment(text, { utc: true, now: 0 }) : undefined
}

/**
 * The filter that an address asks for, ranges counted back from `now` (epoch ms), and what is wrong with its fields. Without
 * a filter nothing sensible was asked for.
 */
export function filterOf(
  url: EventsUrl,
  now: number,
): { filter: EventFilter | undefined; problems: FieldProblems } {
  const problems: FieldProblems = {}
  const severities = url.severities.filter(
    (word): word is EventSeverity => eventSeveritySchema.safeParse(word).success,
  )
  const strange = url.severities.filter((word) => !severities.some((known) => known === word))
  if (strange.length > 0) problems.severities = `There is no severity ${quoted(strange)}.`
  const filter: EventFilter = {}
  const text = url.text.trim().slice(0, 500)
  if (text !== '') filter.text = text
  if (url.systems.length > 0) filter.systems = [...url.systems]
  if (severities.length > 0) filter.severities = severities
  if (url.types.length > 0) filter.types = [...url.types]
  if (url.users.length > 0) filter.users = [...url.users]
  if (url.objects.length > 0) filter.objects = [...url.objects]
  if (url.chains.length > 0) filter.chains = [...url.chains]
  const { range } = url
  if ('preset' in range) {
    if (range.preset !== 'all') filter.from = now - rangeMs[range.preset]
    return { filter, problems }
  }
  const [from, until] = [urlTime(range.from), urlTime(range.to)]
  const bad = 'This is no time. Write it like 2026-11-20 14:30.'
  if (range.from !== '' && from === undefined) problems.from = bad
  if (range.to !== '' && until === undefined) problems.to = bad
  if (from !== undefined && until !== undefined && from >= until)
    problems.to = 'The range ends before it begins.'
  if (problems.from !== undefined || problems.to !== undefined) return { filter: undefined, problems }
  if (from !== undefined) filter.from = from
  if (until !== undefined) filter.until = until
  return { filter, problems }
}

export function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ')
}
