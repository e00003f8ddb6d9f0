import { z } from 'zod'
import { faultInfoSchema } from '../fault.ts'

/** What is known of guests and of what runs in them. Times are epoch ms, sizes bytes. */

export const guestFamilySchema = z.enum(['linux', 'windows', 'other'])
export type GuestFamily = z.infer<typeof guestFamilySchema>

const possible = z.union([z.literal(true), z.string()])

/** Whether something can be run in a guest, before anything is. */
export const guestReadinessSchema = z.object({
  vm: z.string(),
  /** `true`, or why not: powered off, tools not running or too old, not supported by this system. */
  ready: possible,
  advice: z.string().optional(),
  family: guestFamilySchema.optional(),
  /** Which API carries it, e.g. `REST /api`, `VI JSON 8.0.3.0`, `SOAP`. */
  protocol: z.string().optional(),
  /** Whether a program may be put into a logged-on desktop. */
  interactive: possible.optional(),
  /** Whether files, and so outputs, can be fetched: `true`, or what is in the way (name, port, certificate). */
  transfer: possible.optional(),
  /** Host that would carry the files. */
  transferHost: z.string().optional(),
})
export type GuestReadiness = z.infer<typeof guestReadinessSchema>

/** One of the two outputs of a program. */
export const guestOutputSchema = z.object({
  /** Of the file in the guest, as last seen. */
  bytes: z.number(),
  /** Kept in the server and ready to be read. */
  keptBytes: z.number(),
  /** The rest was cut off. */
  truncated: z.boolean(),
  /** All of it was seen. */
  complete: z.boolean(),
  /** Why it could not be fetched. */
  blocked: z.string().optional(),
})
export type GuestOutput = z.infer<typeof guestOutputSchema>

/**
 * `queued` waits in Gantry; `starting` sent; `running`; `collecting` has ended and its outputs are fetched;
 * `done` see `exitCode`; `failed` never ran, see `fault`; `cancelled` terminated on somebody's wish or by its time limit;
 * `unknown` it ran, and how it ended was missed: never a success.
 */
export const guestRunStateSchema = z.enum([
  'queued',
  'starting',
  'running',
  'collecting',
  'done',
  'failed',
  'cancelled',
  'unknown',
])
export type GuestRunState = z.infer<typeof guestRunStateSchema>

/** A command in one guest. Holds no credentials and none of the command's text. */
export const guestRunSchema = z.object({
  id: z.string(),
  system: z.string(),
  vm: z.object({ id: z.string(), name: z.string() }),
  /** Runs that were started together. */
  batch: z.string(),
  /** The account in the guest. */
  guestUser: z.string().optional(),
  family: guestFamilySchema.optional(),
  state: guestRunStateSchema,
  /** What is done now, or what the reader should know of how it ended. */
  note: z.string().optional(),
  pid: z.number().optional(),
  exitCode: z.number().optional(),
  /** By Gantry's clock. */
  startedAt: z.number(),
  endedAt: z.number().optional(),
  /** Between start and end by the guest's clock. */
  guestMs: z.number().optional(),
  stdout: guestOutputSchema.optional(),
  stderr: guestOutputSchema.optional(),
  fault: faultInfoSchema.optional(),
  /** Temporary files that could not be removed. */
  left: z.array(z.string()).optional(),
  /** Following stopped for want of credentials; `guest.resume` goes on. */
  lost: z.boolean().optional(),
})
export type GuestRun = z.infer<typeof guestRunSchema>

export function runEnded(run: Pick<GuestRun, 'state'>): boolean {
  return ['done', 'failed', 'cancelled', 'unknown'].includes(run.state)
}

export const guestProcessSchema = z.object({
  pid: z.number(),
  name: z.string(),
  owner: z.string(),
  commandLine: z.string(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** Present once it has ended, for 5 minutes. */
  exitCode: z.number().optional(),
})
export type GuestProcess = z.infer<typeof guestProcessSchema>

export const guestFileSchema = z.object({
  path: z.string(),
  name: z.string(),
  kind: z.enum(['file', 'directory', 'link']),
  sizeBytes: z.number(),
  modifiedAt: z.number().optional(),
  /** `rw-r--r--`, where the guest has such. */
  permissions: z.string().optional(),
  owner: z.string().optional(),
  linkTarget: z.string().optional(),
  hidden: z.boolean().optional(),
  readOnly: z.boolean().optional(),
})
export type GuestFile = z.infer<typeof guestFileSchema>
