import { oc } from '@orpc/contract'
import { z } from 'zod'
import { vmActionSchema } from './actions/vm-action.ts'
import { cloneOptionsSchema } from './clone/options.ts'
import { cloneOrderSchema, clonePaceSchema } from './clone/order.ts'
import { clonePlanSchema } from './clone/plan.ts'
import { faultInfoSchema } from './fault.ts'
import { inventoryRowSchema, vmRowSchema } from './inventory.ts'
import { jobSchema, requestPreviewSchema } from './job.ts'
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
  jobs: {
    cancel: base
      .route({
        method: 'POST',
        path: '/systems/{system}/jobs/{job}/cancel',
        summary: 'Ask the system to cancel a job; the job itself tells how that went',
      })
      .input(systemParam.extend({ job: z.string() }))
      .output(z.object({})),
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
