import { z } from 'zod'
import { eventSeveritySchema, type LogEvent } from './event.ts'

/** Which events are wanted; absent means all. Times are epoch ms, `from` inclusive, `until` exclusive. */
export const eventFilterSchema = z
  .object({
    systems: z.array(z.string()).optional(),
    severities: z.array(eventSeveritySchema).optional(),
    /** `system/id` of objects that the event names. */
    objects: z.array(z.string()).optional(),
    users: z.array(z.string()).optional(),
    types: z.array(z.string()).optional(),
    /** Every word occurs in message, type, user or names; case does not matter. */
    text: z.string().trim().max(500).optional(),
    /** `system/chain`: entries of these operations. */
    chains: z.array(z.string()).optional(),
    from: z.number().optional(),
    until: z.number().optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    error: 'The range ends before it begins.',
  })
export type EventFilter = z.infer<typeof eventFilterSchema>

/** A filter made ready to judge many events. */
export function eventMatcher(filter: EventFilter): (event: LogEvent) => boolean {
  const { systems, severities, objects, users, types, chains, from, until } = filter
  const setOf = (list: readonly string[] | undefined) =>
    list === undefined || list.length === 0 ? undefined : new Set(list)
  const [inSystems, inSeverities, inObjects, inUsers, inTypes, inChains] = [
    setOf(systems),
    setOf(severities),
    setOf(objects),
    setOf(users?.map((user) => user.toLowerCase())),
    setOf(types),
    setOf(chains),
  ]
  const words = (filter.text ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (event) => {
    if (from !== undefined && event.at < from) return false
    if (until !== undefined && event.at >= until) return false
    if (inSystems !== undefined && !inSystems.has(event.system)) return false
    if (inSeverities !== undefined && !inSeverities.has(event.severity)) return false
    if (inTypes !== undefined && !inTypes.has(event.type)) return false
    if (inUsers !== undefined && !inUsers.has((event.userName ?? '').toLowerCase())) return false
    if (inChains !== undefined && !inChains.has(`${event.system}/${event.chain ?? ''}`)) return false
    if (
      inObjects !== undefined &&
      !event.objects.some(({ id }) => inObjects.has(`${event.system}/${id ?? ''}`))
    )
      return false
    return words.length === 0 || textMatches(event, words)
  }
}

function textMatches(event: LogEvent, words: readonly string[]): boolean {
  const names = event.objects.map(({ name }) => name).join(' ')
  const text =
    `${event.message} ${event.type} ${event.userName ?? ''} ${names} ${event.raw ?? ''}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
