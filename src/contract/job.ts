import { z } from 'zod'
import { vmActionSchema } from './actions/vm-action.ts'
import { faultInfoSchema } from './fault.ts'

/**
 * `queued` sent, or waiting for its turn upstream; `running` under way; `done` the system reached what was asked;
 * `failed` see `fault`; `cancelled` on somebody's wish; `unknown` upstream forgot how it ended.
 */
export const jobStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'unknown'])
export type JobState = z.infer<typeof jobStateSchema>

/** One thing that a system does, from the click to its real end. Times are epoch ms. */
export const jobSchema = z.object({
  /** Jobs that Gantry started: the id of the intent. Found ones: the system's own id. Unique within the system. */
  id: z.string(),
  system: z.string(),
  /** A verb of `vm-action.ts`, or the system's own word for what Gantry did not start. */
  verb: z.string(),
  /** As a person says it, e.g. `Power on`. */
  title: z.string(),
  /** What it acts on; `id` is absent where the system names something that has no row. */
  target: z.object({ id: z.string().optional(), name: z.string() }),
  userName: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  state: jobStateSchema,
  /** 0…100, where the system says so. */
  percent: z.number().optional(),
  /** What it does now, in the system's words. */
  step: z.string().optional(),
  /** The system's task or job. */
  upstreamId: z.string().optional(),
  /**
   * Operations of the system's log that tell of it (`chain` of events), its own first: vSphere the chain of its task, oVirt
   * correlation ids. Absent where the system has named none.
   */
  chains: z.array(z.string()).optional(),
  /** `true`, or why it cannot be cancelled (now). */
  cancel: z.union([z.literal(true), z.string()]),
  fault: faultInfoSchema.optional(),
  /** Started through Gantry, by whichever of its pages. */
  own: z.boolean(),
  /** What was asked, for another try; absent when it held a secret or Gantry did not start it. */
  action: vmActionSchema.optional(),
  /** Jobs that were started together. */
  run: z.string().optional(),
  /** What it makes; `id` once there is one. */
  makes: z
    .object({ kind: z.enum(['vm', 'template']), name: z.string(), id: z.string().optional() })
    .optional(),
  /** What a failed or cancelled job left behind upstream. */
  left: z
    .array(
      z.object({
        kind: z.enum(['vm', 'template', 'disk', 'folder', 'file']),
        name: z.string(),
        /** Present where it is an object that can be removed by this id. */
        id: z.string().optional(),
        /** What it is, in a sentence. */
        what: z.string(),
      }),
    )
    .optional(),
})
export type Job = z.infer<typeof jobSchema>

export function ended(job: Pick<Job, 'state'>): boolean {
  return job.state !== 'queued' && job.state !== 'running'
}

/** A part of what a system does as one job. Times are epoch ms. */
export const jobStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: jobStateSchema,
  /** 0: of the job itself; 1: within the step of depth 0 before it; and so on. */
  depth: z.number(),
  percent: z.number().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
})
export type JobStep = z.infer<typeof jobStepSchema>

/** A request as it will be sent, with secrets masked. */
export const requestPreviewSchema = z.object({
  method: z.string(),
  /** Path and query below the system's address. */
  path: z.string(),
  contentType: z.string().optional(),
  body: z.string().optional(),
  /** When it is sent, e.g. `After the shutdown`. */
  note: z.string().optional(),
})
export type RequestPreview = z.infer<typeof requestPreviewSchema>
