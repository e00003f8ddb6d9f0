import { z } from 'zod'
import { inventoryRowSchema } from './inventory.ts'
import { systemStateSchema } from './system.ts'

/**
 * Messages of `GET /api/live`, each the JSON `data` of one server-sent event named by its `type`.
 *
 * A system's rows come as `begin`, `rows`…, `complete` (a full read; rows not named in it are gone),
 * then as `patch`es. `epoch` names one watcher's life; `seq` grows with every change in it and may skip
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
  /** Every 10 s, so that a silent connection is noticed. */
  z.object({ type: z.literal('beat'), at: z.number() }),
])
export type LiveMessage = z.infer<typeof liveMessageSchema>
