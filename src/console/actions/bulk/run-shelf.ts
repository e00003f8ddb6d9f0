import { z } from 'zod'
import { verbs } from '../../../contract/actions/verbs.ts'
import { type VmAction, verbSchema, vmActionSchema } from '../../../contract/actions/vm-action.ts'
import { faultInfoSchema } from '../../../contract/fault.ts'
import { runsKey } from './presence.ts'
import { isOpen, itemStates, type Pace, type Run, type RunItem } from './run.ts'

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

const itemSchema = z.object({
  target: z.object({
    kind: z.enum(['vm', 'template']),
    system: z.string(),
    id: z.string(),
    name: z.string(),
  }),
  intent: z.string(),
  state: z.enum(itemStates),
  attempt: z.number(),
  note: z.string().exactOptional(),
  fault: faultInfoSchema.exactOptional(),
  upstreamId: z.string().exactOptional(),
  startedAt: z.number().exactOptional(),
  endedAt: z.number().exactOptional(),
  unsure: z.literal(true).exactOptional(),
})

const keptSchema = z.object({
  paces: z.array(z.tuple([z.string(), z.object({ limit: z.number(), staggerMs: z.number() })])),
  runs: z.array(
    z.object({
      id: z.string(),
      verb: verbSchema,
      startedAt: z.number(),
      /** Absent: the options held a secret, which is kept nowhere. */
      actions: z.array(z.tuple([z.string(), vmActionSchema])).optional(),
      items: z.array(itemSchema),
      lanes: z.array(z.object({ system: z.string(), held: z.string().exactOptional() })),
      paused: z.boolean(),
    }),
  ),
})

/** Keeps the runs of this tab over a reload. Options that hold a secret are left out. */
export class RunShelf {
  private readonly storage: Storage | undefined
  /** There was no room, and there will be none until less is to be kept. */
  private full = Number.POSITIVE_INFINITY

  constructor(storage: Storage | undefined) {
    this.storage = storage
  }

  /** Whether it was kept. */
  write(runs: readonly Run[], paces: ReadonlyMap<string, Pace>): boolean {
    if (this.storage === undefined) return runs.length === 0
    const size = runs.reduce((sum, { items }) => sum + items.length, 0)
    if (size >= this.full) return false
    try {
      if (runs.length === 0) this.storage.removeItem(runsKey)
      else this.storage.setItem(runsKey, JSON.stringify({ runs: runs.map(kept), paces: [...paces] }))
      this.full = Number.POSITIVE_INFINITY
      return true
    } catch {
      this.full = size
      return false
    }
  }

  /** What was kept, with its waiting items paused. */
  read(): { runs: Run[]; paces: ReadonlyMap<string, Pace> } {
    const nothing = { runs: [], paces: new Map<string, Pace>() }
    try {
      const text = this.storage?.getItem(runsKey) ?? null
      if (text === null) return nothing
      const found = keptSchema.safeParse(JSON.parse(text))
      if (!found.success) return nothing
      return { runs: found.data.runs.map(restored), paces: new Map(found.data.paces) }
    } catch {
      return nothing
    }
  }
}

type KeptRun = z.infer<typeof keptSchema>['runs'][number]

function kept({ actions, note: _, ...run }: Run) {
  const secret = [...actions.values()].some(holdsSecret)
  const items = run.items.map(({ percent: _percent, step: _step, ...item }) => item)
  return { ...run, items, ...(secret ? {} : { actions: [...actions] }) }
}

function restored({ actions, items, ...run }: KeptRun): Run {
  const lost = actions === undefined
  const ready = items.map((item) => awakened(item, lost))
  const waits = ready.some(({ state }) => state === 'waiting')
  const note = lost
    ? `The page was loaded again. The options of “${verbs[run.verb].title}” held a password, which is kept nowhere: what waited is cancelled, and nothing of this run can be tried again.`
    : waits
      ? 'The page was loaded again. What waited is paused, and goes on when you say so.'
      : undefined
  return {
    ...run,
    actions: new Map(actions),
    items: ready,
    paused: run.paused || waits,
    ...(note === undefined ? {} : { note }),
  }
}

/** What was being sent may have been taken: it waits as the same intent, which is not done twice. */
function awakened(item: RunItem, lost: boolean): RunItem {
  if (!isOpen(item) || item.state === 'running') return item
  const unsure = item.state === 'sending' || item.unsure === true ? ({ unsure: true } as const) : {}
  if (!lost) return { ...item, state: 'waiting', ...unsure }
  return { ...item, state: 'cancelled', note: 'Not sent: its options were not kept.', ...unsure }
}

const secretFields = new Set(['password', 'customScript'])

/** Scripts are free text, and may hold anything. */
export function holdsSecret(action: VmAction): boolean {
  return holds(action)
}

function holds(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, inner]) => (secretFields.has(key) && inner !== undefined && inner !== '') || holds(inner),
  )
}
