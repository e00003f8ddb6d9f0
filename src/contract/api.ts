import { oc } from '@orpc/contract'
import { z } from 'zod'
import { vmActionSchema } from './actions/vm-action.ts'
import { cloneOptionsSchema } from './clone/options.ts'
import { cloneOrderSchema, clonePaceSchema } from './clone/order.ts'
import { clonePlanSchema } from './clone/plan.ts'
import { eventTypeSchema } from './events/event.ts'
import { eventFilterSchema } from './events/filter.ts'
import { eventCountsSchema, eventPageSchema } from './events/page.ts'
import { faultInfoSchema } from './fault.ts'
import { guestAuthSchema, guestCommandSchema, guestRunOptionsSchema } from './guest/command.ts'
import { guestFileSchema, guestProcessSchema, guestReadinessSchema, guestRunSchema } from './guest/guest.ts'
import { inventoryRowSchema, vmRowSchema } from './inventory.ts'
import { jobSchema, jobStepSchema, requestPreviewSchema } from './job.ts'
import { credentialsSchema, systemStateSchema } from './system.ts'
import {
  consoleOptionsSchema,
  consoleTicketSchema,
  isoFileSchema,
  objectDetailSchema,
  vmDetailSchema,
} from './vm.ts'

/**
 * The endpoint contract of the BFF, below `/api`. Every fault reaches the browser as an error with code
 * `FAULT` whose data is `FaultInfo`; its HTTP status follows the fault's kind.
 */
const base = oc.errors({ FAULT: { message: 'The system refused or failed.', data: faultInfoSchema } })

const systemParam = z.object({ system: z.string() })
const vmParam = systemParam.extend({ vm: z.string() })

/** A VM with the names that its references stand for. */
export const namedVmSchema = vmRowSchema.extend({
  hostName: z.string().optional(),
  clusterName: z.string().optional(),
  datacenterName: z.string().optional(),
  folderName: z.string().optional(),
  templateName: z.string().optional(),
})

export const contract = {
  demo: {
    /** What the demo banner says; `null` in production. */
    get: base
      .route({
        method: 'GET',
        path: '/demo',
        summary: 'The demo account, or null when real systems are configured',
      })
      .output(z.object({ userName: z.string(), password: z.string() }).nullable()),
  },
  systems: {
    list: base
      .route({ method: 'GET', path: '/systems', summary: 'All configured systems and their state' })
      .output(z.object({ systems: z.array(systemStateSchema) })),
    signIn: base
      .route({ method: 'POST', path: '/systems/{system}/session', summary: 'Sign in to one system' })
      .input(systemParam.extend(credentialsSchema.shape))
      .output(systemStateSchema),
    signOut: base
      .route({
        method: 'DELETE',
        path: '/systems/{system}/session',
        summary: 'Sign out of one system, upstream too',
      })
      .input(systemParam)
      .output(systemStateSchema),
  },
  vms: {
    list: base
      .route({ method: 'GET', path: '/vms', summary: 'Every VM of every signed-in system' })
      .output(z.object({ vms: z.array(namedVmSchema), systems: z.array(systemStateSchema) })),
    get: base
      .route({ method: 'GET', path: '/systems/{system}/vms/{vm}', summary: 'One VM or template in full' })
      .input(vmParam)
      .output(vmDetailSchema),
    act: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/actions',
        summary: 'Start an action on a VM; answers with its job as soon as the system took or refused it',
      })
      .input(
        vmParam.extend({
          /** Chosen by the caller; the same intent again is the same job, never a second one. */
          intent: z.uuid(),
          action: vmActionSchema,
          /** Id of the run that it is one of, chosen by the caller. */
          run: z.uuid().optional(),
        }),
      )
      .output(jobSchema),
    preview: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/actions/preview',
        summary: 'The requests that an action would send, secrets masked; changes nothing',
      })
      .input(vmParam.extend({ action: vmActionSchema }))
      .output(z.object({ requests: z.array(requestPreviewSchema) })),
    console: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/console',
        summary: 'A ticket to the console of a running VM',
      })
      .input(vmParam.extend({ options: consoleOptionsSchema }))
      .output(consoleTicketSchema),
    isoFiles: base
      .route({
        method: 'GET',
        path: '/systems/{system}/vms/{vm}/iso-files',
        summary: 'Images that can be put into the CD drives of a VM',
      })
      .input(vmParam)
      .output(z.object({ files: z.array(isoFileSchema) })),
  },
  clones: {
    options: base
      .route({
        method: 'GET',
        path: '/systems/{system}/vms/{vm}/clone-options',
        summary: 'What can be asked of clones of a VM, template or snapshot, and where they can go',
      })
      .input(vmParam.extend({ snapshotId: z.string().optional() }))
      .output(cloneOptionsSchema),
    plan: base
      .route({
        method: 'POST',
        path: '/systems/{system}/clones/plan',
        summary: 'The way, the requests, and what preflight finds; sends nothing that changes anything',
      })
      .input(
        systemParam.extend({
          order: cloneOrderSchema,
          /** Index of the copy whose requests are shown. */
          copy: z.int().min(0),
        }),
      )
      .output(clonePlanSchema),
    start: base
      .route({
        method: 'POST',
        path: '/systems/{system}/clones',
        summary: 'Queue the copies of an order as jobs of one run; they go on without the page',
      })
      .input(
        systemParam.extend({
          order: cloneOrderSchema,
          /** Id of the run, chosen by the caller. */
          run: z.uuid(),
          /** One for each copy, in their order; the same intent again is the same job, never a second one. */
          intents: z.array(z.uuid()),
          pace: clonePaceSchema,
        }),
      )
      .output(z.object({ jobs: z.array(jobSchema) })),
    pace: base
      .route({
        method: 'PUT',
        path: '/systems/{system}/clones/pace',
        summary: 'How many copies are made at once on this system; pauses and resumes what waits',
      })
      .input(systemParam.extend({ pace: clonePaceSchema }))
      .output(clonePaceSchema),
  },
  guest: {
    preflight: base
      .route({
        method: 'POST',
        path: '/systems/{system}/guest/preflight',
        summary: 'Whether programs can be run in these guests, and files fetched; runs nothing',
      })
      .input(systemParam.extend({ vms: z.array(z.string()).min(1).max(500) }))
      .output(z.object({ guests: z.array(guestReadinessSchema) })),
    run: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/runs',
        summary: 'Run a command in a guest; the server follows it without the page',
      })
      .input(
        vmParam.extend({
          /** Chosen by the caller; the same id again is the same run, never a second one. */
          id: z.uuid(),
          batch: z.uuid(),
          auth: guestAuthSchema,
          command: guestCommandSchema,
          options: guestRunOptionsSchema,
        }),
      )
      .output(guestRunSchema),
    resume: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/runs/{id}/resume',
        summary: 'Follow a program again that was started before, by its PID',
      })
      .input(
        vmParam.extend({
          id: z.uuid(),
          batch: z.uuid(),
          auth: guestAuthSchema,
          pid: z.int(),
          options: guestRunOptionsSchema,
        }),
      )
      .output(guestRunSchema),
    terminate: base
      .route({
        method: 'POST',
        path: '/systems/{system}/guest/runs/{id}/terminate',
        summary: 'End the program of a run that the server follows',
      })
      .input(systemParam.extend({ id: z.uuid() }))
      .output(guestRunSchema),
    output: base
      .route({
        method: 'GET',
        path: '/systems/{system}/guest/runs/{id}/{stream}',
        summary: 'What is kept of an output, from a byte on, as base64',
      })
      .input(
        systemParam.extend({
          id: z.uuid(),
          stream: z.enum(['stdout', 'stderr']),
          offset: z.coerce.number().int().min(0),
        }),
      )
      .output(z.object({ base64: z.string(), offset: z.number(), keptBytes: z.number() })),
    /** Ends nothing in the guests; what the server keeps of these runs, credentials and outputs, is gone. */
    forget: base
      .route({
        method: 'POST',
        path: '/systems/{system}/guest/runs/forget',
        summary: 'Forget runs with their credentials and outputs; programs go on',
      })
      .input(systemParam.extend({ ids: z.array(z.uuid()) }))
      .output(z.object({})),
    processes: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/processes',
        summary: 'The processes of a guest',
      })
      .input(vmParam.extend({ auth: guestAuthSchema }))
      .output(z.object({ processes: z.array(guestProcessSchema) })),
    endProcess: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/processes/{pid}/terminate',
        summary: 'End a process of a guest',
      })
      .input(vmParam.extend({ auth: guestAuthSchema, pid: z.coerce.number().int() }))
      .output(z.object({})),
    environment: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/environment',
        summary: 'Environment variables of a user of the guest',
      })
      .input(vmParam.extend({ auth: guestAuthSchema }))
      .output(z.object({ variables: z.array(z.object({ name: z.string(), value: z.string() })) })),
    files: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/files',
        summary: 'A directory of a guest, in parts',
      })
      .input(
        vmParam.extend({
          auth: guestAuthSchema,
          path: z.string().min(1, 'Enter a directory.').max(4096),
          offset: z.int().min(0),
        }),
      )
      .output(z.object({ files: z.array(guestFileSchema), remaining: z.number() })),
    removeFile: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/files/remove',
        summary: 'Remove a file of a guest',
      })
      .input(vmParam.extend({ auth: guestAuthSchema, path: z.string().min(1).max(4096) }))
      .output(z.object({})),
    /**
     * Prepares one transfer. The answer's id is good once, for a minute, for the same browser:
     * `GET /api/transfers/{id}` downloads, `PUT /api/transfers/{id}` with the file as its body uploads.
     */
    transfer: base
      .route({
        method: 'POST',
        path: '/systems/{system}/vms/{vm}/guest/transfers',
        summary: 'Prepare the download of a file of a guest, or an upload into it',
      })
      .input(
        vmParam.extend({
          auth: guestAuthSchema,
          path: z.string().min(1, 'Enter a path.').max(4096),
          upload: z
            .object({ sizeBytes: z.int().min(0), overwrite: z.boolean(), permissions: z.int().optional() })
            .optional(),
        }),
      )
      .output(z.object({ id: z.string() })),
  },
  /** The whole log of all systems at once, as a file: `GET /api/events/export`. */
  events: {
    page: base
      .route({
        method: 'POST',
        path: '/systems/{system}/events/page',
        summary: 'A stretch of the log of a system, newest first',
      })
      .input(
        systemParam.extend({
          /** `systems` in it is not looked at. */
          filter: eventFilterSchema,
          /** Of the page before, for the same filter. */
          cursor: z.string().optional(),
          /** Answers with fewer where these take long to find. */
          limit: z.int().min(1).max(1_000),
        }),
      )
      .output(eventPageSchema),
    counts: base
      .route({
        method: 'POST',
        path: '/systems/{system}/events/counts',
        summary: 'Counts over time, by severity, type and user; counting goes on while somebody asks',
      })
      .input(
        systemParam.extend({
          filter: eventFilterSchema,
          /** Buckets begin at multiples of this many ms. */
          bucketMs: z.int().min(1_000),
        }),
      )
      .output(eventCountsSchema),
    types: base
      .route({
        method: 'GET',
        path: '/systems/{system}/events/types',
        summary: 'The kinds of entries that a system knows',
      })
      .input(systemParam)
      .output(z.object({ types: z.array(eventTypeSchema) })),
  },
  jobs: {
    cancel: base
      .route({
        method: 'POST',
        path: '/systems/{system}/jobs/{job}/cancel',
        summary: 'Ask the system to cancel a job; the job itself tells how that went',
      })
      .input(systemParam.extend({ job: z.string() }))
      .output(z.object({})),
    steps: base
      .route({
        method: 'GET',
        path: '/systems/{system}/jobs/{job}/steps',
        summary: 'The steps of a job, where its system tells of them',
      })
      .input(systemParam.extend({ job: z.string() }))
      .output(z.object({ steps: z.array(jobStepSchema).optional() })),
  },
  objects: {
    list: base
      .route({ method: 'GET', path: '/objects', summary: 'Every inventory object of every signed-in system' })
      .output(z.object({ objects: z.array(inventoryRowSchema), systems: z.array(systemStateSchema) })),
    get: base
      .route({
        method: 'GET',
        path: '/systems/{system}/objects/{kind}/{id}',
        summary: 'Facts and events of a host, cluster, datastore or network',
      })
      .input(
        systemParam.extend({ kind: z.enum(['host', 'cluster', 'datastore', 'network']), id: z.string() }),
      )
      .output(objectDetailSchema),
  },
}

export type ObjectDetailKind = 'host' | 'cluster' | 'datastore' | 'network'
