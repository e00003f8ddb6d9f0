import { z } from 'zod'

/**
 * One row per object of a system. `id` is the system's own id (MoRef value, oVirt UUID), unique within
 * its system over all kinds; `system` is Gantry's id of the system. References are ids within the same
 * system; names are resolved where they are shown, so that a rename touches one row only.
 * Absent optional = unknown or not applicable. Sizes are bytes, times epoch milliseconds, CPU MHz.
 */
const base = {
  system: z.string(),
  id: z.string(),
  name: z.string(),
  /** Roll-up of alarms and vendor status. */
  health: z.enum(['ok', 'warning', 'error', 'unknown']),
  /** Why the health is not ok: alarm names, status details; shown as they are. */
  issues: z.array(z.string()).optional(),
}

export const powerSchema = z.enum(['on', 'off', 'suspended', 'paused', 'transition', 'unknown'])
export type Power = z.infer<typeof powerSchema>

export const toolsSchema = z.enum(['running', 'outdated', 'not-running', 'not-installed', 'unknown'])
export type Tools = z.infer<typeof toolsSchema>

const machine = {
  ...base,
  /** The vendor's own state word, e.g. `poweredOn`, `wait_for_launch`, `image_locked`. */
  status: z.string(),
  hostId: z.string().optional(),
  clusterId: z.string().optional(),
  datacenterId: z.string().optional(),
  folderId: z.string().optional(),
  poolId: z.string().optional(),
  /** Template it was made from, where the system remembers it. */
  templateId: z.string().optional(),
  cpus: z.number(),
  coresPerSocket: z.number().optional(),
  memoryBytes: z.number(),
  provisionedBytes: z.number().optional(),
  usedBytes: z.number().optional(),
  /** Full text as the system has it, e.g. `Ubuntu Linux (64-bit)`. */
  os: z.string().optional(),
  guestHostName: z.string().optional(),
  ips: z.array(z.string()).optional(),
  notes: z.string().optional(),
  createdAt: z.number().optional(),
  datastoreIds: z.array(z.string()).optional(),
  networkIds: z.array(z.string()).optional(),
  /** Tag names; `category:name` where categories exist. */
  tags: z.array(z.string()).optional(),
  hardwareVersion: z.string().optional(),
}

/**
 * `pool` belongs to a VM pool; `stateless` forgets its changes at power-off; `frozen` its file systems wait to be thawed;
 * `next-run` some settings wait for the next start; `preview` runs on a snapshot that is only looked at; `protected` against
 * removal; `pinned` to its host; `hosted-engine` runs the engine itself; `cold-merge` its snapshots go only while it is down.
 */
const vmTraitSchema = z.enum([
  'pool',
  'stateless',
  'frozen',
  'next-run',
  'preview',
  'protected',
  'pinned',
  'hosted-engine',
  'cold-merge',
])

export const vmRowSchema = z.object({
  kind: z.literal('vm'),
  ...machine,
  power: powerSchema,
  tools: toolsSchema,
  bootedAt: z.number().optional(),
  /** The VM waits for an answer of the admin. */
  question: z.boolean().optional(),
  connected: z.boolean().optional(),
  uuid: z.string().optional(),
  /** What decides about actions and has no field of its own. */
  traits: z.array(vmTraitSchema).optional(),
})
export type VmRow = z.infer<typeof vmRowSchema>

export const templateRowSchema = z.object({ kind: z.literal('template'), ...machine })
export type TemplateRow = z.infer<typeof templateRowSchema>

export const hostRowSchema = z.object({
  kind: z.literal('host'),
  ...base,
  /** `up` takes VMs; `maintenance` on purpose; `down` not usable; `transition` on the way. */
  state: z.enum(['up', 'maintenance', 'down', 'transition', 'unknown']),
  status: z.string(),
  address: z.string().optional(),
  clusterId: z.string().optional(),
  datacenterId: z.string().optional(),
  /** Folder, or the pseudo compute resource's folder, that holds a stand-alone host. */
  folderId: z.string().optional(),
  version: z.string().optional(),
  vendor: z.string().optional(),
  model: z.string().optional(),
  cpuModel: z.string().optional(),
  cpuCores: z.number().optional(),
  cpuThreads: z.number().optional(),
  /** MHz of one core. */
  cpuMhz: z.number().optional(),
  /** 0…100 of the whole host. */
  cpuUsedPercent: z.number().optional(),
  memoryBytes: z.number().optional(),
  memoryUsedBytes: z.number().optional(),
  bootedAt: z.number().optional(),
})
export type HostRow = z.infer<typeof hostRowSchema>

export const clusterRowSchema = z.object({
  kind: z.literal('cluster'),
  ...base,
  datacenterId: z.string().optional(),
  folderId: z.string().optional(),
  /** vSphere HA, oVirt fencing / resilience; undefined where the system does not say. */
  ha: z.boolean().optional(),
  /** vSphere DRS enabled, oVirt scheduling policy other than `none`. */
  drs: z.boolean().optional(),
  cpuModel: z.string().optional(),
  version: z.string().optional(),
  description: z.string().optional(),
})
export type ClusterRow = z.infer<typeof clusterRowSchema>

export const datastoreRowSchema = z.object({
  kind: z.literal('datastore'),
  ...base,
  state: z.enum(['up', 'maintenance', 'down', 'transition', 'unknown']),
  status: z.string(),
  datacenterId: z.string().optional(),
  folderId: z.string().optional(),
  /** `VMFS`, `NFS`, `vsan`; `nfs`, `iscsi`, `fcp`, … */
  type: z.string().optional(),
  /** oVirt role: `data`, `iso`, `export`, `image`. */
  role: z.string().optional(),
  capacityBytes: z.number().optional(),
  freeBytes: z.number().optional(),
  /** Space promised to thin disks beyond what they use. */
  uncommittedBytes: z.number().optional(),
  shared: z.boolean().optional(),
  url: z.string().optional(),
})
export type DatastoreRow = z.infer<typeof datastoreRowSchema>

export const networkRowSchema = z.object({
  kind: z.literal('network'),
  ...base,
  datacenterId: z.string().optional(),
  folderId: z.string().optional(),
  type: z.enum(['standard', 'distributed', 'opaque', 'logical']),
  vlan: z.number().optional(),
  mtu: z.number().optional(),
  accessible: z.boolean().optional(),
  description: z.string().optional(),
})
export type NetworkRow = z.infer<typeof networkRowSchema>

export const datacenterRowSchema = z.object({
  kind: z.literal('datacenter'),
  ...base,
  /** Folder that holds the data center, where folders exist. */
  folderId: z.string().optional(),
  status: z.string().optional(),
  description: z.string().optional(),
})
export type DatacenterRow = z.infer<typeof datacenterRowSchema>

export const folderRowSchema = z.object({
  kind: z.literal('folder'),
  ...base,
  /** Folder that holds this one. */
  folderId: z.string().optional(),
  /** Data center above it; absent for folders of data centers. */
  datacenterId: z.string().optional(),
  /** What it can hold. */
  holds: z.enum(['vm', 'host', 'datastore', 'network', 'datacenter']),
  /** The hidden top folders (`vm`, `host`, …) of a data center, or the root; never shown as a node. */
  root: z.boolean(),
})
export type FolderRow = z.infer<typeof folderRowSchema>

export const poolRowSchema = z.object({
  kind: z.literal('pool'),
  ...base,
  /** Pool that holds this one; absent for the root pool of a cluster or host. */
  parentId: z.string().optional(),
  clusterId: z.string().optional(),
  hostId: z.string().optional(),
  datacenterId: z.string().optional(),
  /** The hidden root pool of a cluster or host. */
  root: z.boolean(),
})
export type PoolRow = z.infer<typeof poolRowSchema>

export const inventoryRowSchema = z.discriminatedUnion('kind', [
  vmRowSchema,
  templateRowSchema,
  hostRowSchema,
  clusterRowSchema,
  datastoreRowSchema,
  networkRowSchema,
  datacenterRowSchema,
  folderRowSchema,
  poolRowSchema,
])
export type InventoryRow = z.infer<typeof inventoryRowSchema>
export type InventoryKind = InventoryRow['kind']
export const inventoryKindSchema: z.ZodType<InventoryKind> = z.enum(
  inventoryRowSchema.options.map(({ shape }) => shape.kind.value),
)
export type RowOf<K extends InventoryKind> = Extract<InventoryRow, { kind: K }>

/** `system/id`: names one object over all systems. System ids hold no slash. */
export function keyOf(row: { system: string; id: string }): string {
  return `${row.system}/${row.id}`
}
