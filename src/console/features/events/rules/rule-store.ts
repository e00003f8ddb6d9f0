import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { recentEvents } from '../../../client/event-tail.ts'
import { Ledger, ledgerKey, type MatchRecord, type Place } from './ledger.ts'
import { watchRulesKey } from './watch-key.ts'
import { mostRules, readRules, rulesText, type WatchRule } from './watch-rule.ts'

/** The rules of this browser and what they told, shared by its pages. */

export const ledger = new Ledger(browserStorage())

interface Watched {
  /** The newest first. */
  rules: readonly WatchRule[]
  records: Readonly<Record<string, MatchRecord>>
}

const store = createStore<Watched>(() => ({ rules: keptRules([]), records: ledger.records() }))

// Told of other pages' changes, and of this one's by `write`.
window.addEventListener('storage', ({ key }) => {
  if (key === watchRulesKey) store.setState({ rules: keptRules() })
  if (key === ledgerKey || key === null) refreshRecords()
})

export function useWatched(): Watched {
  return useStore(store)
}

export function currentRules(): readonly WatchRule[] {
  return store.getState().rules
}

/** After the ledger was written by this page. */
export function refreshRecords(): void {
  store.setState({ records: ledger.records() })
}

/** Whether another rule has room. */
export function roomForRules(): boolean {
  return currentRules().length < mostRules
}

/** Puts a rule in, or in place of the one with its id. It tells of what comes from now on. Whether the browser keeps it. */
export function putRule(rule: WatchRule): boolean {
  const places = new Map<string, Place>()
  const after: Record<string, number> = {}
  for (const [system, { events }] of recentEvents()) {
    if (events.length === 0) continue
    const newest = events.reduce((high, { at }) => Math.max(high, at), Number.NEGATIVE_INFINITY)
    places.set(system, { newest, floor: newest })
    after[system] = newest
  }
  // A page that begins to watch because of this rule goes on from here.
  if (currentRules().length === 0) ledger.hear(places, Date.now())
  const rules = keptRules()
  const next = { ...rule, after }
  return write(
    rules.some(({ id }) => id === rule.id)
      ? rules.map((old) => (old.id === rule.id ? next : old))
      : [next, ...rules].slice(0, mostRules),
  )
}

export function dropRule(id: string): void {
  const rules = keptRules().filter((rule) => rule.id !== id)
  write(rules)
  ledger.retain(new Set(rules.map((rule) => rule.id)))
  refreshRecords()
}

/** Nothing of a rule, or of all of them, is new any more. */
export function seeMatches(rule?: string): void {
  ledger.see(rule)
  refreshRecords()
}

function write(rules: readonly WatchRule[]): boolean {
  store.setState({ rules })
  const storage = browserStorage()
  try {
    if (rules.length === 0) storage?.removeItem(watchRulesKey)
    else storage?.setItem(watchRulesKey, rulesText(rules))
    return storage !== undefined
  } catch {
    return false
  } finally {
    // The browser tells only the other pages.
    window.dispatchEvent(new StorageEvent('storage', { key: watchRulesKey }))
  }
}

/** What the browser keeps; where it keeps nothing, what this page knows. */
function keptRules(known = currentRules()): readonly WatchRule[] {
  try {
    const storage = browserStorage()
    return storage === undefined ? known : readRules(storage.getItem(watchRulesKey))
  } catch {
    return known
  }
}

function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    // Blocked by the browser: rules then live as long as the page.
    return undefined
  }
}
