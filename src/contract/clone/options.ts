import { z } from 'zod'
import { capabilitySchema } from '../system.ts'
import { missingPartSchema, vmDiskSchema, vmNicSchema, vmSnapshotSchema } from '../vm.ts'
import { cloneWaySchema } from './order.ts'

/** What may be asked of one source; absent is not possible there at all, a text says why not now. */
export const cloneFeatures = [
  'linked',
  'memory',
  'template',
  'folder',
  'host',
  'pool',
  'hardware',
  'notes',
  'nics',
  'disk-remove',
  'disk-datastore',
  'disk-format',
  'disk-policy',
  'move-type',
  'policy',
  'tpm',
  'power-on',
  'customize-stored',
  'customize-linux',
  'customize-windows',
  'cloud-init',
  'sysprep',
  'permissions',
  'discard-snapshots',
  'seal',
  'version',
  'extra-spec',
] as const
export const cloneFeatureSchema = z.enum(cloneFeatures)
export type CloneFeature = z.infer<typeof cloneFeatureSchema>

/** Everything that the wizard needs to know of a source and of where its copies can go, beyond the inventory. */
export const cloneOptionsSchema = z.object({
  source: z.object({
    id: z.string(),
    kind: z.enum(['vm', 'template']),
    name: z.string(),
    snapshotId: z.string().optional(),
    /** Which guests customization can reach. */
    family: z.enum(['linux', 'windows', 'other']).optional(),
    encrypted: z.boolean().optional(),
    tpm: z.boolean().optional(),
    cpus: z.number(),
    coresPerSocket: z.number().optional(),
    memoryBytes: z.number(),
    /** What cloning it in its present state means, e.g. that its disks are as after a power cut. */
    note: z.string().optional(),
  }),
  /** Disks and cards of the source, or of its snapshot. */
  disks: z.array(vmDiskSchema.extend({ policyId: z.string().optional() })),
  nics: z.array(vmNicSchema),
  snapshots: z.array(vmSnapshotSchema),
  ways: z.array(z.object({ way: cloneWaySchema, title: z.string(), possible: capabilitySchema })),
  features: z.partialRecord(cloneFeatureSchema, capabilitySchema),
  /** What each host (vSphere) or cluster (oVirt) reaches; an absent list is not known. */
  reach: z.array(
    z.object({
      id: z.string(),
      datastoreIds: z.array(z.string()).optional(),
      networkIds: z.array(z.string()).optional(),
    }),
  ),
  /** Names and texts that may be chosen; a text is the reason why there are none to choose. */
  customizationSpecs: z.union([
    z.array(z.object({ name: z.string(), os: z.string().optional(), description: z.string().optional() })),
    z.string(),
  ]),
  storagePolicies: z.union([z.array(z.object({ id: z.string(), name: z.string() })), z.string()]),
  /** Names upstream are checked against this in full. */
  nameRule: z.object({ maxLength: z.number(), pattern: z.string(), hint: z.string() }),
  /** How many clones of one source run at once before the rest waits upstream, and why. */
  perSource: z.object({ atOnce: z.number(), why: z.string() }),
  missing: z.array(missingPartSchema),
})
export type CloneOptions = z.infer<typeof cloneOptionsSchema>
