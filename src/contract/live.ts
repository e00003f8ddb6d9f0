import { z } from 'zod'
import { eventGapSchema, logEventSchema } from './events/event.ts'
import { faultInfoSchema } from './fault.ts'
import { guestRunSchema } from './guest/guest.ts'
import { inventoryKindSchema, inventoryRowSchema } from './inventory.ts'
import { jobSchema } from './job.ts'
import { systemStateSchema } from './system.ts'

/** Values of one field, one per row. */
const columnSchema = z.union([
  /** As they are; `null` where a row lacks the field. */
  z.object({ values: z.array(z.unknown()) }),
  /**
   * Few different ones: `at` points into `distinct`, -1 where a row lacks the field. Without `at` all rows have the
   * one that there is.
   */
  z.object({ distinct: z.array(z.unknown()), at: z.array(z.number()).optional() }),
  /** UUIDs in lower case: 16 bytes each, one after the other, in base64. */
  z.object({ uuids: z.string() }),
])
export type Column = z.infer<typeof columnSchema>

/**
 * Rows of one kind as they travel: in columns, because 45,000 of them repeat the same names and values.
 * Fields that no row has are left out.
 */
export const rowBlockSchema = z.object({
  kind: inventoryKindSchema,
  /** Number of rows. */
  count: z.number(),
  columns: z.record(z.string(), columnSchema),
})
export type RowBlock = z.infer<typeof rowBlockSchema>

/**
 * Messages of `GET /api/live`, each one server-sent event named by its `type`; `live-wire.ts` writes and
 * reads them: on the wire, `rows` and `upsert` are lists of `RowBlock`s.
 *
 * A system's rows come as `begin`, `rows`…, `complete` (a full read; rows not named since `begin` are gone),
 * then as `patch`es; while the system itself is still being read, patches come before `complete` too. `epoch` names one watcher's life; `seq` grows with every change in it and may skip
 * numbers from patch to patch, because a patch carries all changes since the one before it.
 * A browser that reconnects with `?resume=system:epoch:seq,…` gets the missed patches if they are still
 * known, else a new full read; it keeps showing the old rows until `complete`.
 */
export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('systems'), systems: z.array(systemStateSchema) }),
  z.object({ type: z.literal('begin'), system: z.string(), epoch: z.string() }),
  z.object({
    type: z.literal('rows'),
    system: z.string(),
    epoch: z.string(),
    rows: z.array(inventoryRowSchema),
  }),
  z.object({
    type: z.literal('complete'),
    system: z.string(),
    epoch: z.string(),
    seq: z.number(),
    at: z.number(),
  }),
  z.object({
    type: z.literal('patch'),
    system: z.string(),
    epoch: z.string(),
    seq: z.number(),
    at: z.number(),
    upsert: z.array(inventoryRowSchema),
    remove: z.array(z.string()),
  }),
  /**
   * Jobs of a system. `full`: these are all, others are gone; else new and changed ones, and ids that are gone.
   * `fault` is why the system's own jobs cannot be seen now.
   */
  z.object({
    type: z.literal('jobs'),
    system: z.string(),
    full: z.boolean(),
    jobs: z.array(jobSchema),
    gone: z.array(z.string()),
    fault: faultInfoSchema.optional(),
  }),
  /** Commands in guests, in the same way; outputs are fetched apart. */
  z.object({
    type: z.literal('guest-runs'),
    system: z.string(),
    full: z.boolean(),
    runs: z.array(guestRunSchema),
    gone: z.array(z.string()),
  }),
  /**
   * New entries of a system's log, in the order in which they were told; late ones may be older than what was told before.
   * `full`: the newest that the server holds, with nothing missing between them but `gaps`; a browser that holds none of them
   * may have missed some before. Else: all since `version` of the message before, or of `?events=system:epoch:version,…`.
   */
  z.object({
    type: z.literal('events'),
    system: z.string(),
    epoch: z.string(),
    version: z.number(),
    full: z.boolean(),
    events: z.array(logEventSchema),
    /** Stretches among what was told of which entries may be missing; all of them, each time. */
    gaps: z.array(eventGapSchema),
    /** Why the log cannot be followed now. */
    fault: faultInfoSchema.optional(),
    retryAt: z.number().optional(),
  }),
  /** Every 10 s, so that a silent connection is noticed. */
  z.object({ type: z.literal('beat'), at: z.number() }),
])
export type LiveMessage = z.infer<typeof liveMessageSchema>
