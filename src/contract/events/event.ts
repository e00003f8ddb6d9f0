import { z } from 'zod'
import { faultInfoSchema } from '../fault.ts'

/**
 * One entry of a system's log. Sources: vim `Event` and its `EventManager`; oVirt `events`, RHEV 3.4 REST guide, chapter 24
 * and appendices D and E. Times are epoch ms by the clock of the system.
 */

/** vSphere info, user → `info`; oVirt normal → `info`, alert → `alert`. */
export const eventSeveritySchema = z.enum(['info', 'warning', 'error', 'alert'])
export type EventSeverity = z.infer<typeof eventSeveritySchema>

/** Kinds of objects that events name. `id` is absent where the system only tells a name. */
export const eventObjectSchema = z.object({
  kind: z.enum([
    'vm',
    'template',
    'host',
    'cluster',
    'datacenter',
    'datastore',
    'network',
    'switch',
    'pool',
    'folder',
    'other',
  ]),
  id: z.string().optional(),
  name: z.string(),
})
export type EventObject = z.infer<typeof eventObjectSchema>

export const logEventSchema = z.object({
  system: z.string(),
  /** The system's own id of the entry, unique within it: vSphere `key`, oVirt `id`. */
  id: z.string(),
  /** Grows in the order in which the system numbered its entries; equal times are ordered by it. */
  order: z.number(),
  at: z.number(),
  severity: eventSeveritySchema,
  /** The system's own word for it: `user`, `normal`, `alert`. */
  rawSeverity: z.string().optional(),
  /** Class, event type id or code: `VmPoweredOnEvent`, `esx.problem.…`, `32`. */
  type: z.string(),
  /** As the system formatted it. */
  message: z.string(),
  userName: z.string().optional(),
  objects: z.array(eventObjectSchema),
  /** vSphere chain, oVirt correlation id: entries of one operation share it. */
  chain: z.string().optional(),
  /** The task or job that it tells of. */
  task: z.string().optional(),
  /** The job of Gantry that started it: the intent, where the system kept it. */
  intent: z.string().optional(),
  /** Further fields in the system's words: label → value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
  /** The entry as it came, where it could not be understood. */
  raw: z.string().optional(),
})
export type LogEvent = z.infer<typeof logEventSchema>

/** `system/id`: names one entry over all systems. */
export function eventKey({ system, id }: Pick<LogEvent, 'system' | 'id'>): string {
  return `${system}/${id}`
}

/** Newest first, over all systems; ties by system, then by the system's own order. */
export function newestFirst(a: LogEvent, b: LogEvent): number {
  return b.at - a.at || (a.system < b.system ? -1 : a.system > b.system ? 1 : b.order - a.order)
}

/** A kind of entry that a system knows, for filters and explanations. */
export const eventTypeSchema = z.object({
  type: z.string(),
  /** e.g. `VM powered on`, `USER_RUN_VM`. */
  name: z.string(),
  severity: eventSeveritySchema.optional(),
  family: z.string().optional(),
  /** What it means, possible causes, what to do: in the system's words. */
  explanation: z.string().optional(),
  /** Other names that it has in guides and older releases. */
  otherNames: z.array(z.string()).optional(),
})
export type EventType = z.infer<typeof eventTypeSchema>

/** A stretch of the timeline that a system did not give. `from` absent: since ever; `until` absent: up to now. */
export const eventGapSchema = z.object({
  from: z.number().optional(),
  until: z.number().optional(),
  fault: faultInfoSchema,
  /** When it is tried again. */
  retryAt: z.number().optional(),
})
export type EventGap = z.infer<typeof eventGapSchema>

/** Parts of a filter that a system can apply itself. */
export const pushedDownSchema = z.array(
  z.enum(['time', 'severity', 'object', 'user', 'type', 'text', 'chain']),
)

/** How much of a system's log is known. */
export const eventCoverageSchema = z.object({
  system: z.string(),
  /** Everything from here on has been read; absent: nothing yet. */
  readBackTo: z.number().optional(),
  /** There is nothing older. */
  complete: z.boolean(),
  /** The clock of the system runs ahead (positive) or behind, in ms, where it was seen to. */
  skewMs: z.number().optional(),
  /** Parts of the filter that the system itself applied. */
  pushedDown: pushedDownSchema,
  gaps: z.array(eventGapSchema),
})
export type EventCoverage = z.infer<typeof eventCoverageSchema>
