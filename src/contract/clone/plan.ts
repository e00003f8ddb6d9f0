import { z } from 'zod'
import { requestPreviewSchema } from '../job.ts'
import { capabilitySchema } from '../system.ts'
import { cloneWaySchema } from './order.ts'

export const cloneStepSchema = z.enum(['source', 'copies', 'placement', 'disks', 'guest', 'review'])
export type CloneStep = z.infer<typeof cloneStepSchema>

/** Something that preflight found. Errors block, warnings ask, infos tell. */
export const cloneFindingSchema = z.object({
  level: z.enum(['error', 'warning', 'info']),
  step: cloneStepSchema,
  /** Dotted path into the order, e.g. `copies.3.name`. */
  field: z.string().optional(),
  message: z.string(),
  advice: z.string().optional(),
})
export type CloneFinding = z.infer<typeof cloneFindingSchema>

/** The step whose fields a path of the order belongs to. */
export function stepOfField(field: string | undefined): CloneStep {
  const [head = '', , third] = (field ?? '').split('.')
  switch (head) {
    case 'source':
    case 'template':
    case 'linked':
    case 'memory':
      return 'source'
    case 'copies':
      return third === 'placement' ? 'placement' : 'copies'
    case 'placement':
      return 'placement'
    case 'disks':
    case 'homePolicyId':
    case 'diskPolicyId':
    case 'fallbackToDefaultPolicy':
    case 'moveType':
      return 'disks'
    case 'cpus':
    case 'coresPerSocket':
    case 'memoryBytes':
    case 'notes':
    case 'nics':
    case 'customization':
    case 'tpm':
    case 'powerOn':
    case 'seal':
    case 'clonePermissions':
    case 'discardSnapshots':
    case 'version':
    case 'extraSpec':
      return 'guest'
    default:
      return 'review'
  }
}

/** A right that the clone needs. */
export const clonePrivilegeSchema = z.object({
  /** As the system names it: `VirtualMachine.Provisioning.Clone`, `create_vm`. */
  privilege: z.string(),
  object: z.object({ id: z.string().optional(), name: z.string() }),
  /** Absent: the system did not say. */
  held: z.boolean().optional(),
})
export type ClonePrivilege = z.infer<typeof clonePrivilegeSchema>

/** Space on one datastore or storage domain, for all copies together. Bytes. */
export const cloneSpaceSchema = z.object({
  datastoreId: z.string(),
  name: z.string(),
  freeBytes: z.number().optional(),
  /** What the copies take at once, and at most when thin disks have grown. */
  takesBytes: z.number(),
  atMostBytes: z.number(),
})
export type CloneSpace = z.infer<typeof cloneSpaceSchema>

/** All that is known before anything is sent. */
export const clonePlanSchema = z.object({
  way: cloneWaySchema,
  /** e.g. `VI JSON 8.0.3.0`, `REST /api`, `v4 JSON`. */
  protocol: z.string(),
  /** Why this way, in a sentence. */
  why: z.string(),
  ways: z.array(z.object({ way: cloneWaySchema, title: z.string(), possible: capabilitySchema })),
  findings: z.array(cloneFindingSchema),
  privileges: z.array(clonePrivilegeSchema),
  space: z.array(cloneSpaceSchema),
  /** Of the copy that was asked about, in the order in which they are sent, secrets masked. */
  requests: z.array(requestPreviewSchema),
})
export type ClonePlan = z.infer<typeof clonePlanSchema>
