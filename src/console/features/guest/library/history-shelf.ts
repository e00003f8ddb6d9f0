import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type HistoryEntry, historyEntrySchema } from '../../../../contract/guest/library.ts'
import { fetchOutputs } from '../output/output-store.ts'
import { textOf } from '../output/text-of.ts'
import { type Item, itemEnded } from '../run/item.ts'
import { runner } from '../run/page-runner.ts'
import { entryOf, withEntry, withoutOutputs } from './history-entry.ts'

/** What ran before, as this browser keeps it: no credentials, no values of secret parameters, outputs on demand only. */

const keptAs = 'gantry.guest-history'
const outputsAs = 'gantry.guest-history-outputs'

interface History {
  /** The latest first. */
  entries: readonly HistoryEntry[]
  outputs: boolean
}

const store = createStore<History>(() => ({ entries: read(), outputs: readText(outputsAs) === 'true' }))

export function useHistory(): History {
  return useStore(store)
}

/** Whether the beginnings of outputs are kept as well; those that were are forgotten when it is turned off. */
export function keepHistoryOutputs(outputs: boolean): void {
  store.setState({ outputs })
  writeText(outputsAs, outputs ? 'true' : undefined)
  if (!outputs) put(store.getState().entries.map(withoutOutputs))
}

export function forgetEntry(id: string): void {
  put(store.getState().entries.filter((entry) => entry.id !== id))
}

export function forgetHistory(): void {
  put([])
}

/** What each batch looked like when it was last noted. */
const noted = new Map<string, string>()

function note(): void {
  for (const batch of runner.store.getState().batches) {
    if (!batch.items.every(itemEnded)) continue
    const look = batch.items.map(({ id, run }) => `${id} ${run?.state} ${run?.exitCode}`).join('\n')
    if (noted.get(batch.id) === look) continue
    noted.set(batch.id, look)
    void noteBatch(batch.id)
  }
}

async function noteBatch(id: string): Promise<void> {
  const find = () => runner.store.getState().batches.find((batch) => batch.id === id)
  if (store.getState().outputs) {
    const runs = find()?.items.flatMap(({ run }) => (run === undefined ? [] : [run])) ?? []
    await Promise.all([fetchOutputs(runs, 'stdout'), fetchOutputs(runs, 'stderr')])
  }
  const batch = find()
  if (batch === undefined) return
  const { outputs } = store.getState()
  const outputOf = ({ run }: Item, stream: 'stdout' | 'stderr') =>
    outputs && run?.[stream] !== undefined ? textOf(run, stream) : undefined
  const entry = entryOf(batch, outputOf)
  if (entry !== undefined) put(withEntry(store.getState().entries, entry))
}

runner.store.subscribe(note)
note()

function put(entries: readonly HistoryEntry[]): void {
  store.setState({ entries })
  writeText(keptAs, entries.length === 0 ? undefined : JSON.stringify(entries))
}

function read(): HistoryEntry[] {
  try {
    const kept: unknown = JSON.parse(readText(keptAs) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.flatMap((one: unknown) => historyEntrySchema.safeParse(one).data ?? [])
  } catch {
    return []
  }
}

function readText(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

function writeText(key: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // No room, or forbidden: then it goes with the page.
  }
}
