import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CloneFinding, CloneStep } from '../../../../contract/clone/plan.ts'
import { valueAt } from '../frame/findings.ts'
import type { CloneDraft } from '../wizard.ts'
import { DraftShelf, type HeldDraft } from './draft-shelf.ts'
import { newDraft } from './new-draft.ts'

/** By `system/vm`. With their secrets, for as long as the page lives; what is kept over a reload is without. */
const drafts = createStore<{ held: ReadonlyMap<string, HeldDraft> }>(() => ({ held: new Map() }))
const shelf = new DraftShelf(tabStorage())

/** Typing is kept so many ms after it has stopped. */
const settle = 300
const waiting = new Map<string, ReturnType<typeof setTimeout>>()

if (typeof addEventListener === 'function') {
  addEventListener('pagehide', () => {
    for (const key of waiting.keys()) keep(key)
  })
}

export function draftKey(system: string, vm: string): string {
  return `${system}/${vm}`
}

/** The draft of this key; absent until `openDraft` was called. */
export function useHeldDraft(key: string): HeldDraft | undefined {
  return useStore(drafts, ({ held }) => held.get(key))
}

/** Goes on with the draft of this source, or begins one. Tells when it was last changed, epoch ms; 0: never. */
export function openDraft(key: string, snapshotId: string | undefined): number {
  const known = drafts.getState().held.get(key) ?? shelf.read(key)
  const vm = key.slice(key.indexOf('/') + 1)
  const held = known ?? { draft: newDraft(vm), visited: [], at: 0, bare: false, blamed: [] }
  // An address that names a snapshot means that one.
  const draft = snapshotId === undefined ? held.draft : withSnapshot(held.draft, snapshotId)
  hold(key, { ...held, draft })
  return held.at
}

/** Changes a draft; keeps it over a reload. */
export function changeDraft(key: string, change: (old: CloneDraft) => CloneDraft): void {
  const held = drafts.getState().held.get(key)
  if (held === undefined) return
  const draft = change(held.draft)
  if (draft === held.draft) return
  hold(key, { ...held, draft, at: Date.now() })
  keepSoon(key)
}

/** Fills in what nobody had to type. */
export function fillDraft(key: string, fill: (draft: CloneDraft) => CloneDraft): void {
  const held = drafts.getState().held.get(key)
  if (held !== undefined) hold(key, { ...held, draft: fill(held.draft) })
}

export function markVisited(key: string, step: CloneStep): void {
  const held = drafts.getState().held.get(key)
  if (held === undefined || held.visited.includes(step)) return
  hold(key, { ...held, visited: [...held.visited, step] })
  keepSoon(key)
}

/**
 * Puts a draft in place of what there is, e.g. one copy of a run that shall be tried again. `blamed` are the findings of that
 * run: they stand beside their fields until those are changed, and hold nobody up. Open it at
 * `/clone?system=&vm=&step=&field=`.
 */
export function putDraft(
  key: string,
  draft: CloneDraft,
  options: { visited: readonly CloneStep[]; blamed?: readonly CloneFinding[]; bare?: boolean },
): void {
  const blamed = (options.blamed ?? []).map((finding) => ({
    ...finding,
    level: 'warning' as const,
    value: finding.field === undefined ? '' : (JSON.stringify(valueAt(draft, finding.field)) ?? ''),
  }))
  hold(key, { draft, visited: options.visited, at: Date.now(), bare: options.bare === true, blamed })
  keepSoon(key)
}

/** Forgets a draft, here and in storage: it was sent, or given up. */
export function forgetDraft(key: string): void {
  const held = new Map(drafts.getState().held)
  held.delete(key)
  drafts.setState({ held })
  clearTimeout(waiting.get(key))
  waiting.delete(key)
  shelf.drop(key)
}

/** What was asked again has been seen. */
export function dropBareNotice(key: string): void {
  const held = drafts.getState().held.get(key)
  if (held?.bare !== true) return
  hold(key, { ...held, bare: false })
  keepSoon(key)
}

function withSnapshot(draft: CloneDraft, snapshotId: string): CloneDraft {
  if (draft.source.snapshotId === snapshotId) return draft
  return { ...draft, source: { ...draft.source, snapshotId } }
}

function hold(key: string, entry: HeldDraft): void {
  drafts.setState(({ held }) => ({ held: new Map(held).set(key, entry) }))
}

function keepSoon(key: string): void {
  clearTimeout(waiting.get(key))
  waiting.set(
    key,
    setTimeout(() => keep(key), settle),
  )
}

function keep(key: string): void {
  clearTimeout(waiting.get(key))
  waiting.delete(key)
  const held = drafts.getState().held.get(key)
  if (held !== undefined) shelf.write(key, held)
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    // Blocked by the browser: drafts then live as long as the page.
    return undefined
  }
}
