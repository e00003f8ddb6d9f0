import { z } from 'zod'
import { templateRowSchema, vmRowSchema } from './inventory.ts'

/** A virtual disk. Sizes are bytes. */
export const vmDiskSchema = z.object({
  id: z.string(),
  name: z.string(),
  capacityBytes: z.number(),
  usedBytes: z.number().optional(),
  datastoreId: z.string().optional(),
  datastoreName: z.string().optional(),
  /** `[ds] vm/vm.vmdk`, image id. */
  path: z.string().optional(),
  /** `thin`, `thick`, `thick eager`, `rdm`, `cow`, `raw` */
  format: z.string().optional(),
  /** Controller or interface, e.g. `SCSI 0:1`, `virtio_scsi`. */
  bus: z.string().optional(),
  bootable: z.boolean().optional(),
  active: z.boolean().optional(),
  status: z.string().optional(),
})
export type VmDisk = z.infer<typeof vmDiskSchema>

export const vmNicSchema = z.object({
  id: z.string(),
  name: z.string(),
  mac: z.string().optional(),
  /** `vmxnet3`, `e1000`, `virtio` */
  type: z.string().optional(),
  networkId: z.string().optional(),
  networkName: z.string().optional(),
  /** oVirt vNIC profile. */
  profile: z.string().optional(),
  connected: z.boolean().optional(),
  ips: z.array(z.string()),
})
export type VmNic = z.infer<typeof vmNicSchema>

export const vmSnapshotSchema = z.object({
  id: z.string(),
  /** Snapshot it builds on; absent for a first one. */
  parentId: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  createdAt: z.number().optional(),
  /** Holds the memory of the running VM. */
  memory: z.boolean().optional(),
  quiesced: z.boolean().optional(),
  /** The VM runs on top of this one. */
  current: z.boolean(),
  status: z.string().optional(),
})
export type VmSnapshot = z.infer<typeof vmSnapshotSchema>

export const severitySchema = z.enum(['info', 'warning', 'error'])

export const eventSchema = z.object({
  id: z.string(),
  at: z.number(),
  severity: severitySchema,
  /** Event class or code, e.g. `VmPoweredOnEvent`, `32`. */
  type: z.string(),
  message: z.string(),
  userName: z.string().optional(),
})
export type EventEntry = z.infer<typeof eventSchema>

/** Part of a page that could not be read, and why. Shown in its place. */
export const missingPartSchema = z.object({ part: z.string(), reason: z.string() })

const parts = {
  disks: z.array(vmDiskSchema),
  nics: z.array(vmNicSchema),
  snapshots: z.array(vmSnapshotSchema),
  /** Newest first, at most 50. */
  events: z.array(eventSchema),
  /** Further facts in the vendor's words: label → value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  missing: z.array(missingPartSchema),
}

export const vmDetailSchema = z.object({
  vm: z.discriminatedUnion('kind', [vmRowSchema, templateRowSchema]),
  ...parts,
  /** The system's own address of the object (MoRef, href), to copy. */
  reference: z.string(),
  cpuUsedMhz: z.number().optional(),
  cpuUsedPercent: z.number().optional(),
  memoryUsedBytes: z.number().optional(),
})
export type VmDetail = z.infer<typeof vmDetailSchema>

/** On-demand facts of any other object: host, cluster, datastore, network. */
export const objectDetailSchema = z.object({
  reference: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  events: z.array(eventSchema),
  missing: z.array(missingPartSchema),
})
export type ObjectDetail = z.infer<typeof objectDetailSchema>
