import { z } from 'zod'
import { type ClonePace, cloneOrderSchema, clonePaceSchema } from '../../../../contract/clone/order.ts'
import { jobStateSchema } from '../../../../contract/job.ts'
import { readDraft } from '../drafts/read-draft.ts'
import { withoutSecrets } from '../drafts/secrets.ts'
import type { CloneRun, RunCopy } from './clone-run.ts'

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What the tab keeps of its runs. */
export interface Kept {
  runs: readonly CloneRun[]
  /** By system. */
  paces: ReadonlyMap<string, ClonePace>
  /** Copies that are open in the wizard to be tried again, by the key of its draft. */
  retries: ReadonlyMap<string, Retry>
}

/** Where another attempt belongs. */
export interface Retry {
  run: string
  index: number
}

export const nothingKept: Kept = { runs: [], paces: new Map(), retries: new Map() }

const storageKey = 'gantry.clone.runs'
/** So many runs are remembered. */
export const mostRuns = 20

const copySchema = z.object({
  name: z.string(),
  intent: z.string(),
  attempt: z.number(),
  own: z.object({ order: z.unknown(), draft: z.unknown() }).exactOptional(),
  seen: z
    .object({
      state: jobStateSchema,
      waits: z.literal(true).exactOptional(),
      upstreamId: z.string().exactOptional(),
      madeId: z.string().exactOptional(),
    })
    .exactOptional(),
})

const keptSchema = z.object({
  version: z.literal(1),
  runs: z.array(
    z.object({
      id: z.string(),
      system: z.string(),
      startedAt: z.number(),
      order: z.unknown(),
      draft: z.unknown(),
      bare: z.boolean(),
      copies: z.array(copySchema),
    }),
  ),
  paces: z.array(z.tuple([z.string(), clonePaceSchema])),
  retries: z.array(z.tuple([z.string(), z.object({ run: z.string(), index: z.number() })])),
})

/** Keeps the runs of this tab over a reload, without passwords and scripts. */
export class RunShelf {
  private readonly storage: Storage | undefined

  constructor(storage: Storage | undefined) {
    this.storage = storage
  }

  /** Whether it was kept. */
  write({ runs, paces, retries }: Kept): boolean {
    const kept = { version: 1, runs: runs.map(bareRun), paces: [...paces], retries: [...retries] }
    try {
      this.storage?.setItem(storageKey, JSON.stringify(kept))
      return this.storage !== undefined
    } catch {
      return false
    }
  }

  read(): Kept {
    try {
      const text = this.storage?.getItem(storageKey) ?? null
      const found = text === null ? undefined : keptSchema.safeParse(JSON.parse(text)).data
      if (found === undefined) return nothingKept
      return {
        runs: found.runs.flatMap(restored),
        paces: new Map(found.paces),
        retries: new Map(found.retries),
      }
    } catch {
      return nothingKept
    }
  }
}

function bareRun(run: CloneRun): CloneRun {
  const { value, left } = withoutSecrets(run)
  return { ...value, bare: run.bare || left }
}

type KeptRun = z.infer<typeof keptSchema>['runs'][number]

function restored({ draft, order, copies, ...run }: KeptRun): CloneRun[] {
  const whole = restoredOrder(order, draft)
  if (whole === undefined) return []
  return [
    {
      ...run,
      ...whole,
      copies: copies.map(({ own, ...copy }): RunCopy => {
        const alone = own === undefined ? undefined : restoredOrder(own.order, own.draft)
        return alone === undefined ? copy : { ...copy, own: alone }
      }),
    },
  ]
}

/** An order that is not legal without its secrets, which were not kept, loses its customization: it is not sent again. */
function restoredOrder(order: unknown, draft: unknown): NonNullable<RunCopy['own']> | undefined {
  const read = readDraft(draft)
  const whole = cloneOrderSchema.safeParse(order).data
  const rest =
    whole ?? cloneOrderSchema.safeParse(Object.assign({}, order, { customization: { kind: 'none' } })).data
  return read === undefined || rest === undefined ? undefined : { draft: read, order: rest }
}
