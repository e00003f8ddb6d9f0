import {
  type CloneFinding,
  type CloneStep,
  cloneFindingSchema,
  cloneStepSchema,
} from '../../../../contract/clone/plan.ts'
import type { CloneDraft } from '../wizard.ts'
import { readDraft } from './read-draft.ts'
import { withoutSecrets } from './secrets.ts'

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A draft with what belongs to it but not to the order. */
export interface HeldDraft {
  draft: CloneDraft
  /** Steps that were open. */
  visited: readonly CloneStep[]
  /** Last change, epoch ms. */
  at: number
  /** It held secrets or scripts when it was kept, and came back without them. */
  bare: boolean
  /** What a run that failed blamed, with the JSON of the field's value then. */
  blamed: readonly Blamed[]
}

export type Blamed = CloneFinding & { value: string }

const version = 1

/** Keeps the drafts of this tab over a reload, without their secrets. `key` is `system/vm`. */
export class DraftShelf {
  private readonly storage: Storage | undefined

  constructor(storage: Storage | undefined) {
    this.storage = storage
  }

  /** Whether it was kept; there may be no room, or no storage. */
  write(key: string, held: HeldDraft): boolean {
    const { value, left } = withoutSecrets(held.draft)
    const kept = { version, ...held, draft: value, bare: held.bare || left }
    try {
      this.storage?.setItem(storageKey(key), JSON.stringify(kept))
      return this.storage !== undefined
    } catch {
      return false
    }
  }

  read(key: string): HeldDraft | undefined {
    try {
      const text = this.storage?.getItem(storageKey(key)) ?? null
      if (text === null) return undefined
      const kept: unknown = JSON.parse(text)
      if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== version)
        return undefined
      const { draft, visited, at, bare, blamed } = kept as Partial<Record<keyof HeldDraft, unknown>>
      const read = readDraft(draft)
      if (read === undefined || read.source.vm !== key.slice(key.indexOf('/') + 1)) return undefined
      return {
        draft: read,
        visited: Array.isArray(visited) ? visited.filter(isStep) : [],
        at: typeof at === 'number' ? at : 0,
        bare: bare === true,
        blamed: Array.isArray(blamed) ? blamed.flatMap(readBlamed) : [],
      }
    } catch {
      return undefined
    }
  }

  drop(key: string): void {
    try {
      this.storage?.removeItem(storageKey(key))
    } catch {
      // Nothing was kept there then.
    }
  }
}

const storageKey = (key: string) => `gantry.clone.draft.${key}`

function readBlamed(value: unknown): Blamed[] {
  const { data } = cloneFindingSchema.safeParse(value)
  if (data === undefined || typeof value !== 'object' || value === null || !('value' in value)) return []
  const { field, advice, ...rest } = data
  return [
    {
      ...rest,
      ...(field === undefined ? {} : { field }),
      ...(advice === undefined ? {} : { advice }),
      value: String(value.value),
    },
  ]
}

function isStep(value: unknown): value is CloneStep {
  return cloneStepSchema.safeParse(value).success
}
