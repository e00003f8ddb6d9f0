import type { StoredEvent } from './build-event.ts'
import { eventCategory } from './event-catalogue.ts'

export interface EventQuery {
  /** Ids of which the event must name one; absent = everything. */
  about?: ReadonlySet<string>
  begin?: number
  end?: number
  /** Class names or event type ids. */
  types?: ReadonlySet<string>
  categories?: ReadonlySet<string>
  users?: ReadonlySet<string>
  chain?: number
}

/** Whether an event fits but for what it is about. */
export function takes(
  event: {
    type: string
    user: string
    at: number
    chain: number
    eventTypeId?: string | undefined
    severity?: string | undefined
  },
  query: EventQuery,
): boolean {
  const { type, eventTypeId } = event
  if (query.begin !== undefined && event.at < query.begin) return false
  if (query.end !== undefined && event.at > query.end) return false
  if (query.chain !== undefined && event.chain !== query.chain) return false
  if (query.users !== undefined && !query.users.has(event.user)) return false
  if (query.types !== undefined && !query.types.has(eventTypeId ?? type)) return false
  return query.categories?.has(event.severity ?? eventCategory(type, eventTypeId)) !== false
}

export function fits({ at, data, about }: StoredEvent, query: EventQuery): boolean {
  const { eventTypeId, severity } = data
  const event = {
    type: data._typeName,
    user: String(data.userName),
    at,
    chain: Number(data.chainId),
    eventTypeId: typeof eventTypeId === 'string' ? eventTypeId : undefined,
    severity: typeof severity === 'string' ? severity : undefined,
  }
  if (!takes(event, query)) return false
  if (query.about === undefined || about.has('*')) return true
  for (const id of about) if (query.about.has(id)) return true
  return false
}
