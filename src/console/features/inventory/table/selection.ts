import { createStore, useStore } from 'zustand'
import type { TabKind } from '../tabs.ts'

/** Keys (`system/id`) of the selected rows of each tab. Filters, tabs and other pages leave them alone. */
interface SelectionState {
  selected: Partial<Record<TabKind, ReadonlySet<string>>>
}

const selectionStore = createStore<SelectionState>(() => ({ selected: {} }))
const nothing: ReadonlySet<string> = new Set()

export function useSelection(kind: TabKind): ReadonlySet<string> {
  return useStore(selectionStore, ({ selected }) => selected[kind] ?? nothing)
}

/** Selects or deselects rows by their keys. */
export function select(kind: TabKind, keys: Iterable<string>, on: boolean): void {
  selectionStore.setState(({ selected }) => {
    const next = new Set(selected[kind])
    for (const key of keys) {
      if (on) next.add(key)
      else next.delete(key)
    }
    return { selected: { ...selected, [kind]: next } }
  })
}

export function clearSelection(kind: TabKind): void {
  selectionStore.setState(({ selected }) => ({ selected: { ...selected, [kind]: nothing } }))
}
