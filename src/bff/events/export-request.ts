import { type EventFilter, eventFilterSchema } from '../../contract/events/filter.ts'
import { mostExported } from '../../contract/events/page.ts'
import { Fault } from '../../contract/fault.ts'

export type ExportFormat = 'csv' | 'jsonl'

export interface ExportRequest {
  format: ExportFormat
  filter: EventFilter
  /** Entries, at most. */
  limit: number
  /** Minutes by which the times of the file are ahead of UTC. */
  aheadMinutes: number
}

/** Time zones lie within a day of UTC. */
const mostAhead = 24 * 60

/** Reads the query of an export. Throws `invalid-input` with the parameter as `field`. */
export function readExportRequest(query: URLSearchParams): ExportRequest {
  return {
    format: readFormat(query.get('format')),
    filter: readFilter(query.get('filter')),
    limit: readLimit(query.get('limit')),
    aheadMinutes: readZone(query.get('tz')),
  }
}

function readFormat(text: string | null): ExportFormat {
  if (text === null || text === 'csv') return 'csv'
  if (text === 'jsonl') return 'jsonl'
  throw bad('format', 'There are two formats: csv and jsonl.')
}

function readFilter(text: string | null): EventFilter {
  if (text === null || text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw bad('filter', 'The filter is no JSON.')
  }
  const { success, data, error } = eventFilterSchema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const path = ['filter', ...(issue?.path ?? [])].map(String).join('.')
  throw bad(path, issue?.message ?? 'This is no filter of events.')
}

function readLimit(text: string | null): number {
  if (text === null) return mostExported
  const limit = Number(text)
  if (/^\d+$/.test(text) && limit >= 1 && limit <= mostExported) return limit
  throw bad('limit', `An export has 1 to ${mostExported} entries.`)
}

function readZone(text: string | null): number {
  if (text === null || text === 'utc') return 0
  const minutes = Number(text)
  if (/^[+-]?\d+$/.test(text) && Math.abs(minutes) < mostAhead) return minutes
  throw bad('tz', 'The time zone is utc, or the minutes by which it is ahead of UTC.')
}

function bad(field: string, message: string): Fault {
  return new Fault({ kind: 'invalid-input', field, message })
}
