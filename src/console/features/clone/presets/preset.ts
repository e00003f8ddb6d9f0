import { readDraft } from '../drafts/read-draft.ts'
import { withoutSecrets } from '../drafts/secrets.ts'
import type { CloneDraft, StepProps } from '../wizard.ts'

/** What an id stands for, so that it can be found again on another system or source. */
interface Names {
  /** Id → name of places, networks, policies. */
  byId: Record<string, string>
  /** Ids of the source's disks and cards in their order. */
  disks: string[]
  nics: string[]
}

/** A draft under a name, to be used again for the same source or another one. Never with secrets or scripts. */
export interface Preset {
  id: string
  name: string
  /** Epoch ms. */
  savedAt: number
  /** Gantry's id of the system, and the source's name, for the reader. */
  system: string
  sourceName: string
  /** It held secrets or scripts, which were left out. */
  bare: boolean
  draft: CloneDraft
  names: Names
}

/** The draft of the wizard as a preset. */
export function presetOf(
  step: Pick<StepProps, 'draft' | 'system' | 'source' | 'options' | 'inventory'>,
  as: { id: string; name: string; at: number },
): Preset {
  const { draft, system, source, options, inventory } = step
  const { value, left } = withoutSecrets(draft)
  const byId: Record<string, string> = {}
  const name = (id: string | undefined, known?: string) => {
    const found = id === undefined ? undefined : (known ?? inventory.nameOf(system.id, id))
    if (id !== undefined && found !== undefined) byId[id] = found
  }
  for (const placement of [draft.placement, ...draft.copies.map((copy) => copy.placement ?? {})])
    for (const id of Object.values(placement)) name(id)
  for (const { datastoreId } of draft.disks) name(datastoreId)
  for (const { networkId } of draft.nics) name(networkId)
  const policies = typeof options?.storagePolicies === 'string' ? [] : (options?.storagePolicies ?? [])
  const used = [draft.homePolicyId, draft.diskPolicyId, ...draft.disks.map(({ policyId }) => policyId)]
  for (const policy of policies) if (used.includes(policy.id)) name(policy.id, policy.name)
  const { id, name: title, at } = as
  return {
    id,
    name: title,
    savedAt: at,
    system: system.id,
    sourceName: source?.name ?? options?.source.name ?? '',
    bare: left,
    draft: value,
    names: {
      byId,
      disks: options?.disks.map((disk) => disk.id) ?? [],
      nics: options?.nics.map((nic) => nic.id) ?? [],
    },
  }
}

/** A preset out of storage or a file; `undefined` when it is none. */
export function readPreset(value: unknown): Preset | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  // Any object may be read by any key; each value is looked at before it is used.
  const { id, name, savedAt, system, sourceName, bare, draft, names } = value as Record<string, unknown>
  const read = readDraft(draft)
  if (typeof id !== 'string' || typeof name !== 'string' || name.trim() === '' || read === undefined)
    return undefined
  const known = (typeof names === 'object' && names !== null ? names : {}) as Record<string, unknown>
  // Files are written by hand too: secrets in them are not taken in.
  const { value: clean, left } = withoutSecrets(read)
  return {
    id,
    name: name.trim().slice(0, 120),
    savedAt: typeof savedAt === 'number' ? savedAt : 0,
    system: typeof system === 'string' ? system : '',
    sourceName: typeof sourceName === 'string' ? sourceName : '',
    bare: bare === true || left,
    draft: clean,
    names: {
      byId: Object.fromEntries(
        Object.entries(typeof known.byId === 'object' && known.byId !== null ? known.byId : {}).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        ),
      ),
      disks: textsOf(known.disks),
      nics: textsOf(known.nics),
    },
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
