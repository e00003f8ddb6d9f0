import { z } from 'zod'
import { verbSchema } from './actions/vm-action.ts'
import { faultInfoSchema } from './fault.ts'

/** The family of a configured system. Pages branch on capabilities, not on this. */
export const systemKindSchema = z.enum(['vcenter', 'ovirt'])
export type SystemKind = z.infer<typeof systemKindSchema>

/** Wire dialect that carries the inventory of a system. */
export const dialectSchema = z.enum(['soap', 'vi-json', 'v3', 'v4'])
export type Dialect = z.infer<typeof dialectSchema>

/** Names of what a system may be able to do. */
export const capabilityNames = [
  'tags',
  'alarms',
  'events',
  'folders',
  'resource-pools',
  'guest-agent',
  'clone',
  'guest-processes',
] as const
export const capabilityNameSchema = z.enum(capabilityNames)
export type CapabilityName = z.infer<typeof capabilityNameSchema>

/** `true`, or the reason why not, in a sentence for a person. */
export const capabilitySchema = z.union([z.literal(true), z.string()])
export const capabilitiesSchema = z.partialRecord(capabilityNameSchema, capabilitySchema)
export type Capabilities = z.infer<typeof capabilitiesSchema>

/** A stored guest customization specification; `os` is `linux` or `windows` where the system says so. */
const customizationSpecNameSchema = z.object({ name: z.string(), os: z.string().optional() })
export type CustomizationSpecName = z.infer<typeof customizationSpecNameSchema>

const storagePolicyNameSchema = z.object({ id: z.string(), name: z.string() })
export type StoragePolicyName = z.infer<typeof storagePolicyNameSchema>

/** What a system says of itself without credentials or after sign-in. */
export const systemInfoSchema = z.object({
  /** e.g. `VMware vCenter Server`, `oVirt Engine` */
  product: z.string(),
  /** e.g. `8.0.3`, `4.5.6-1.el8`; empty until known (oVirt says it only after sign-in) */
  version: z.string(),
  build: z.string().optional(),
  /** The instance's own id; ids of objects are unique only within it. */
  instanceId: z.string().optional(),
  dialect: dialectSchema,
  /** Negotiated release of the dialect, e.g. `8.0.3.0` */
  release: z.string().optional(),
  /** Every API found, for the page, e.g. `['VI JSON 8.0.3.0', 'REST /api', 'SOAP']` */
  apis: z.array(z.string()),
  capabilities: capabilitiesSchema,
  /** What can be done to VMs through this API at all; verbs that are absent do not exist there. */
  actions: z.partialRecord(verbSchema, capabilitySchema).optional(),
  /** Told to signed-in accounts where the system has such; a text is the reason why it cannot be read. */
  customizationSpecs: z.union([z.array(customizationSpecNameSchema), z.string()]).optional(),
  storagePolicies: z.union([z.array(storagePolicyNameSchema), z.string()]).optional(),
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

export const sessionStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-out') }),
  z.object({ state: z.literal('signed-in'), userName: z.string() }),
  /** The system ended the session; the admin has to sign in again. */
  z.object({ state: z.literal('expired'), userName: z.string() }),
])
export type SessionState = z.infer<typeof sessionStateSchema>

/** How current the inventory of a system is. Times are epoch milliseconds. */
export const syncStateSchema = z.object({
  /**
   * `idle` nobody watches; `loading` first full read under way; `live` complete and followed;
   * `stale` complete once, connection lost, being retried; `failed` never completed, being retried.
   */
  phase: z.enum(['idle', 'loading', 'live', 'stale', 'failed']),
  /** When upstream last confirmed that the rows are current. */
  confirmedAt: z.number().optional(),
  /** Since when the connection is lost. */
  lostSince: z.number().optional(),
  /** When the next attempt starts. */
  retryAt: z.number().optional(),
  /** Objects read so far. */
  objects: z.number(),
  fault: faultInfoSchema.optional(),
})
export type SyncState = z.infer<typeof syncStateSchema>

export const systemStateSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: systemKindSchema,
  /** Host part of the configured URL, for the admin to recognise; never a full URL with credentials. */
  address: z.string(),
  /** `reachable` answered a probe; `unreachable` did not, see `fault`; `unknown` not asked yet. */
  reach: z.enum(['unknown', 'reachable', 'unreachable']),
  fault: faultInfoSchema.optional(),
  info: systemInfoSchema.optional(),
  session: sessionStateSchema,
  sync: syncStateSchema,
  /** Things the admin must know, e.g. that certificate checks are off. */
  warnings: z.array(z.string()),
})
export type SystemState = z.infer<typeof systemStateSchema>

export const credentialsSchema = z.object({
  userName: z.string().trim().min(1, 'Enter a user name.').max(320),
  password: z.string().min(1, 'Enter a password.').max(4096),
})
export type Credentials = z.infer<typeof credentialsSchema>
