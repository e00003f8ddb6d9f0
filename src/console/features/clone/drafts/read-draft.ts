import { customizationSchema } from '../../../../contract/clone/customization.ts'
import {
  type CloneDisk,
  type CloneOrder,
  type ClonePlacement,
  cloneDiskSchema,
  cloneNicSchema,
  cloneOrderSchema,
} from '../../../../contract/clone/order.ts'
import type { CloneDraft, DraftCopy } from '../wizard.ts'

/**
 * A draft out of storage or a file, by whichever release it was written. What is not as it should be is left out;
 * `undefined` where even the source is missing.
 */
export function readDraft(value: unknown): CloneDraft | undefined {
  const from = recordOf(value)
  const source = recordOf(from?.source)
  const names = recordOf(from?.names)
  const vm = textOf(source?.vm)
  if (from === undefined || vm === undefined || vm === '') return undefined
  const snapshotId = textOf(source?.snapshotId)
  return {
    source: { vm, ...(snapshotId === undefined || snapshotId === '' ? {} : { snapshotId }) },
    names: { pattern: textOf(names?.pattern) ?? '{source}-{n}', count: countOf(names?.count) },
    template: from.template === true,
    copies: copiesOf(from.copies),
    placement: readPlacement(from.placement),
    disks: itemsOf(from.disks, readDisk),
    nics: itemsOf(from.nics, readNic),
    powerOn: from.powerOn === true,
    linked: from.linked === true,
    customization: customizationOf(from.customization),
    ...readSettings(from),
    ...(from.spare === undefined ? {} : { spare: copiesOf(from.spare) }),
  }
}

const fields = cloneOrderSchema.shape

/** What is neither a list nor always there: each field by itself. */
function readSettings(from: Record<string, unknown>): Partial<CloneDraft> {
  const settings: Partial<CloneDraft> = {}
  // Numbers are texts while they are typed.
  for (const field of ['cpus', 'coresPerSocket', 'memoryBytes'] as const) {
    const value = from[field]
    if (typeof value === 'number' || typeof value === 'string') settings[field] = value
  }
  for (const field of ['notes', 'homePolicyId', 'diskPolicyId'] as const) {
    const value = textOf(from[field])
    if (value !== undefined) settings[field] = value
  }
  for (const field of [
    'memory',
    'fallbackToDefaultPolicy',
    'clonePermissions',
    'discardSnapshots',
    'seal',
  ] as const) {
    const value = from[field]
    if (typeof value === 'boolean') settings[field] = value
  }
  const tpm = fields.tpm.safeParse(from.tpm)
  if (tpm.data !== undefined) settings.tpm = tpm.data
  const moveType = fields.moveType.safeParse(from.moveType)
  if (moveType.data !== undefined) settings.moveType = moveType.data
  const way = fields.way.safeParse(from.way)
  if (way.data !== undefined) settings.way = way.data
  const version = fields.version.safeParse(from.version)
  if (version.data !== undefined) settings.version = version.data
  if (from.extraSpec !== undefined) settings.extraSpec = from.extraSpec
  return settings
}

function copiesOf(value: unknown): DraftCopy[] {
  const copies = itemsOf(value, (from): DraftCopy | undefined => {
    const name = textOf(from.name)
    if (name === undefined) return undefined
    const copy: DraftCopy = { name }
    for (const field of ['hostName', 'address', 'netmask', 'gateway'] as const) {
      const text = textOf(from[field])
      if (text !== undefined) copy[field] = text
    }
    const placement = readPlacement(from.placement)
    if (Object.keys(placement).length > 0) copy.placement = placement
    if (from.byHand === true) copy.byHand = true
    return copy
  })
  return copies.slice(0, 100)
}

const placementFields = ['folderId', 'clusterId', 'hostId', 'poolId', 'datastoreId'] as const

function readPlacement(value: unknown): ClonePlacement {
  const from = recordOf(value)
  const placement: ClonePlacement = {}
  for (const field of placementFields) {
    const id = textOf(from?.[field])
    if (id !== undefined && id !== '') placement[field] = id
  }
  return placement
}

function readDisk(from: Record<string, unknown>): CloneDisk | undefined {
  return cloneDiskSchema.safeParse(from).data
}

function readNic(from: Record<string, unknown>): CloneOrder['nics'][number] | undefined {
  return cloneNicSchema.safeParse(from).data
}

const kinds = new Set<string>(customizationSchema.options.map(({ shape }) => shape.kind.value))

function customizationOf(value: unknown): CloneDraft['customization'] {
  const from = recordOf(value)
  const kind = textOf(from?.kind)
  if (from === undefined || kind === undefined || !kinds.has(kind)) return { kind: 'none' }
  // The kind was looked up; the other fields are checked with the order.
  return { ...from, kind: kind as CloneDraft['customization']['kind'] }
}

function itemsOf<T>(value: unknown, read: (from: Record<string, unknown>) => T | undefined): T[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    const from = recordOf(item)
    const found = from === undefined ? undefined : read(from)
    return found === undefined ? [] : [found]
  })
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.min(100, Math.max(1, value)) : 1
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  // Any object may be read by any key; each value is looked at before it is used.
  return value as Record<string, unknown>
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
