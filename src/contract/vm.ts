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

/** Part of a page that could not be read, and why. Shown in its place. */
export const missingPartSchema = z.object({ part: z.string(), reason: z.string() })

const parts = {
  disks: z.array(vmDiskSchema),
  nics: z.array(vmNicSchema),
  snapshots: z.array(vmSnapshotSchema),
  /** Further facts in the vendor's words: label → value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  missing: z.array(missingPartSchema),
}

/** A question that the VM waits on. */
export const questionSchema = z.object({
  id: z.string(),
  text: z.string(),
  choices: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Key of the choice that the system proposes. */
  proposed: z.string().optional(),
})

/** What can be changed while the VM runs, told before anybody tries. `true`, or why not. */
const changesSchema = z.object({
  cpus: z.union([z.literal(true), z.string()]),
  memory: z.union([z.literal(true), z.string()]),
  /** Memory can be added in steps of so many bytes, and up to so many. */
  memoryStepBytes: z.number().optional(),
  memoryMaxBytes: z.number().optional(),
  cpusMax: z.number().optional(),
})

/** An image for CD drives. */
export const isoFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  datastoreName: z.string().optional(),
})
export type IsoFile = z.infer<typeof isoFileSchema>

export const consoleKindSchema = z.enum(['webmks', 'vmrc', 'vnc', 'spice'])
export const consoleOptionsSchema = z.object({
  kind: consoleKindSchema,
  /** oVirt: life of the ticket; absent lets the engine decide. */
  expirySeconds: z.int().min(30, 'At least 30 s.').max(86_400, 'At most a day.').optional(),
  /** oVirt: the password of the console; absent lets the engine make one. */
  value: z.string().min(1).max(8, 'At most 8 characters (VNC cuts off the rest).').optional(),
})
export type ConsoleOptions = z.infer<typeof consoleOptionsSchema>

/** A way into a console, good once or for a short time. Shown to the admin, kept nowhere. */
export const consoleTicketSchema = z.object({
  kind: consoleKindSchema,
  /** Password or ticket. */
  value: z.string().optional(),
  /** Epoch ms, by Gantry's clock. */
  expiresAt: z.number().optional(),
  address: z.string().optional(),
  port: z.number().optional(),
  tlsPort: z.number().optional(),
  /** `vmrc://…` or `wss://…`. */
  url: z.string().optional(),
  /** A file for a viewer program, e.g. `web01.vv`. */
  file: z.object({ name: z.string(), content: z.string(), contentType: z.string() }).optional(),
})
export type ConsoleTicket = z.infer<typeof consoleTicketSchema>

export const vmDetailSchema = z.object({
  vm: z.discriminatedUnion('kind', [vmRowSchema, templateRowSchema]),
  ...parts,
  /** The system's own address of the object (MoRef, href), to copy. */
  reference: z.string(),
  cpuUsedMhz: z.number().optional(),
  cpuUsedPercent: z.number().optional(),
  memoryUsedBytes: z.number().optional(),
  question: questionSchema.optional(),
  changes: changesSchema.optional(),
  /** Settings that differ between the running VM and its next start. */
  pending: z.array(z.object({ label: z.string(), now: z.string(), next: z.string() })).optional(),
  /** CD drives with what is in them, in the running VM where it runs. */
  cds: z.array(z.object({ id: z.string(), name: z.string(), file: z.string().optional() })).optional(),
  /** Consoles that this VM has now. */
  consoles: z.array(consoleKindSchema).optional(),
})
export type VmDetail = z.infer<typeof vmDetailSchema>

/** On-demand facts of any other object: host, cluster, datastore, network. */
export const objectDetailSchema = z.object({
  reference: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  missing: z.array(missingPartSchema),
})
export type ObjectDetail = z.infer<typeof objectDetailSchema>
