import { z } from 'zod'
import { hostName, ipv4, netmask } from '../guest-fields.ts'
import { customizationSchema } from './customization.ts'

/**
 * What is asked of the clone wizard: one source, one to a hundred copies. Ids are the system's own; sizes are bytes;
 * absent means `as the source` everywhere. Dotted paths into it (`copies.3.name`, `placement.hostId`,
 * `customization.adapters.0.address`) name fields in findings and faults.
 * Sources: vCenter REST `VM: clone`; vim `CloneVM_Task`; oVirt v4 and RHEV 3.4 REST guide, chapters 15 and 17.
 */

const id = z.string().min(1)

/**
 * - `rest` vCenter REST `vm?action=clone`
 * - `task` vim `CloneVM_Task`, over VI JSON or SOAP
 * - `from-template` oVirt: a VM of a template, `from-snapshot` of a snapshot, `vm-clone` the action `clone` of a VM,
 *   `make-template` a template of a VM
 */
export const cloneWaySchema = z.enum([
  'rest',
  'task',
  'from-template',
  'from-snapshot',
  'vm-clone',
  'make-template',
])
export type CloneWay = z.infer<typeof cloneWaySchema>

export const cloneSourceSchema = z.object({
  /** VM or template. */
  vm: id,
  snapshotId: id.optional(),
})
export type CloneSource = z.infer<typeof cloneSourceSchema>

export const clonePlacementSchema = z.object({
  folderId: id.optional(),
  clusterId: id.optional(),
  hostId: id.optional(),
  poolId: id.optional(),
  /** Datastore or storage domain of the copy and of all its disks that name no other. */
  datastoreId: id.optional(),
})
export type ClonePlacement = z.infer<typeof clonePlacementSchema>

/** `thin` grows, `thick` is allocated at once, `thick-eager` is also zeroed (vSphere only). */
export const diskFormatSchema = z.enum(['thin', 'thick', 'thick-eager'])
export type DiskFormat = z.infer<typeof diskFormatSchema>

/** vim `VirtualMachineRelocateDiskMoveOptions`. */
export const diskMoveTypeSchema = z.enum([
  'moveAllDiskBackingsAndAllowSharing',
  'moveAllDiskBackingsAndDisallowSharing',
  'moveChildMostDiskBacking',
  'createNewChildDiskBacking',
  'moveAllDiskBackingsAndConsolidate',
])

export const cloneDiskSchema = z.object({
  /** As in `CloneOptions.disks`. */
  id,
  /** Leave it out of the copies. */
  remove: z.boolean().optional(),
  datastoreId: id.optional(),
  policyId: id.optional(),
  format: diskFormatSchema.optional(),
  /** vSphere, for experts. */
  moveType: diskMoveTypeSchema.optional(),
})
export type CloneDisk = z.infer<typeof cloneDiskSchema>

export const cloneNicSchema = z.object({
  /** As in `CloneOptions.nics`. */
  id,
  networkId: id.optional(),
  remove: z.boolean().optional(),
  connected: z.boolean().optional(),
})

export const cloneCopySchema = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(255, 'At most 255 characters.'),
  /** Instead of what the customization says. */
  hostName: hostName.optional(),
  /** Of the first card, instead of what the customization says. */
  address: ipv4.optional(),
  netmask: netmask.optional(),
  gateway: ipv4.optional(),
  /** Instead of the placement of all, field by field. */
  placement: clonePlacementSchema.optional(),
})
export type CloneCopy = z.infer<typeof cloneCopySchema>

export const cloneOrderSchema = z.object({
  source: cloneSourceSchema,
  /** Make templates, not VMs. */
  template: z.boolean(),
  copies: z.array(cloneCopySchema).min(1, 'Make at least one copy.').max(100, 'At most 100 copies.'),
  placement: clonePlacementSchema,
  /** Only disks that differ from the source. */
  disks: z.array(cloneDiskSchema),
  nics: z.array(cloneNicSchema),
  cpus: z.int('Enter a whole number.').min(1, 'At least 1.').max(768, 'At most 768.').optional(),
  coresPerSocket: z.int('Enter a whole number.').min(1, 'At least 1.').max(768).optional(),
  memoryBytes: z
    .int()
    .min(4 * 1024 ** 2, 'At least 4 MB.')
    .optional(),
  /** vSphere notes, oVirt description. */
  notes: z.string().max(4096).optional(),
  powerOn: z.boolean(),
  customization: customizationSchema,
  /** Share the disks of the source: vSphere linked clone of a snapshot, oVirt thin VM of a template. */
  linked: z.boolean(),
  /** vSphere: with the memory of the snapshot, so that the copy resumes where it was. */
  memory: z.boolean().optional(),
  /** vSphere storage policies of the home and of all disks that name no other. */
  homePolicyId: id.optional(),
  diskPolicyId: id.optional(),
  /** vSphere REST: the datastore's default policy where the source's does not fit. */
  fallbackToDefaultPolicy: z.boolean().optional(),
  /** vSphere 8: the keys of a virtual TPM are copied, or made anew. */
  tpm: z.enum(['copy', 'replace']).optional(),
  moveType: diskMoveTypeSchema.optional(),
  /** vSphere, for experts: a `VirtualMachineCloneSpec` in VI JSON, merged over what the wizard made. */
  extraSpec: z.record(z.string(), z.json(), 'Enter an object of JSON.').optional(),
  /** oVirt: permissions of the source too. */
  clonePermissions: z.boolean().optional(),
  /** oVirt 4.4, action `clone`: without the snapshots of the source. */
  discardSnapshots: z.boolean().optional(),
  /** oVirt templates: without what is the machine's own (host keys, log files). */
  seal: z.boolean().optional(),
  /** oVirt 3.5 and newer: a new version of this template. */
  version: z.object({ baseTemplateId: id, name: z.string().trim().max(255).optional() }).optional(),
  /** Force this way; absent lets the adapter choose. */
  way: cloneWaySchema.optional(),
})
export type CloneOrder = z.infer<typeof cloneOrderSchema>

/** The order for one of its copies alone, with that copy's own placement worked in. */
export function orderForCopy(order: CloneOrder, index: number): CloneOrder {
  const copy = order.copies[index]
  if (copy === undefined) throw new RangeError(`There is no copy ${index}.`)
  const { placement, ...rest } = copy
  return { ...order, copies: [rest], placement: { ...order.placement, ...placement } }
}

/** How a run of copies is paced. */
export const clonePaceSchema = z.object({
  atOnce: z.int('Enter a whole number.').min(1, 'At least 1.').max(32, 'At most 32.'),
  staggerSeconds: z.number().min(0, 'At least 0.').max(600, 'At most 600.'),
  paused: z.boolean().optional(),
})
export type ClonePace = z.infer<typeof clonePaceSchema>
