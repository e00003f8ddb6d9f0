import { z } from 'zod'
import { faultInfoSchema } from '../fault.ts'
import { logEventSchema, pushedDownSchema } from './event.ts'

/** Entries of one exported file, at most. */
export const mostExported = 100_000

/** A stretch of one system's log, read backwards. Times are epoch ms by the clock of the system. */
export const eventPageSchema = z.object({
  /** Newest first; all fit the filter. May be empty while `cursor` tells that there is more to read. */
  events: z.array(logEventSchema),
  /** Gives the stretch before this one; absent: there is nothing older that fits. */
  cursor: z.string().optional(),
  /** Everything that fits from here on was given by this page or those before it; absent: nothing was read. */
  readBackTo: z.number().optional(),
  /** Parts of the filter that the system itself applied. */
  pushedDown: pushedDownSchema,
  /** The clock of the system runs ahead (positive) or behind, where it was seen to. */
  skewMs: z.number().optional(),
  /** Entries that were looked at for this page. */
  scanned: z.number(),
})
export type EventPageReply = z.infer<typeof eventPageSchema>

/** How many entries began within `[at, at + width)`. */
export const eventBucketSchema = z.object({
  at: z.number(),
  info: z.number(),
  warning: z.number(),
  error: z.number(),
  alert: z.number(),
})
export type EventBucket = z.infer<typeof eventBucketSchema>

/** Counts of what fits a filter in one system, as far as they are counted: newest first, while somebody asks. */
export const eventCountsSchema = z.object({
  total: z.number(),
  /** Oldest first; empty ones are left out. */
  buckets: z.array(eventBucketSchema),
  /** Most frequent first, at most 200. */
  types: z.array(z.object({ type: z.string(), count: z.number() })),
  users: z.array(z.object({ name: z.string(), count: z.number() })),
  /** Everything from here on is counted; absent: nothing yet. */
  countedBackTo: z.number().optional(),
  /** The whole range is counted. */
  complete: z.boolean(),
  /** Counting stopped at this many entries of the log. */
  limit: z.number().optional(),
  /** Why it does not go on; it is tried again when asked again. */
  fault: faultInfoSchema.optional(),
})
export type EventCounts = z.infer<typeof eventCountsSchema>
