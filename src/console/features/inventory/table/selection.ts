import { createStore, useStore } from 'zustand'
import type { TabKind } from '../tabs.ts'

interface Identity {
  system: string
  id: string
}

/** The selected rows of a tab; a new object per change. */
export interface Selection {
  /** None is selected. */
  empty: boolean
  has(row: Identity): boolean
}

/** Selected rows of each tab. Filters, tabs and other pages leave them alone. */
interface SelectionState {
  selected: Partial<Record<TabKind, Selection>>
}

const selectionStore = createStore<SelectionState>(() => ({ selected: {} }))
const nothing: Selection = { empty: true, has: () => false }

/** Ids by system, because joined keys of 45,000 rows would cost more than all the rest. Changed in place. */
const ids = new Map<TabKind, Map<string, Set<string>>>()

export function useSelection(kind: TabKind): Selection {
  return useStore(selectionStore, ({ selected }) => selected[kind] ?? nothing)
}

/** Selects or deselects rows. */
export function select(kind: TabKind, rows: Iterable<Identity>, on: boolean): void {
  const systems = ids.get(kind) ?? new Map<string, Set<string>>()
  ids.set(kind, systems)
  for (const { system, id } of rows) {
    const known = systems.get(system)
    if (!on) known?.delete(id)
    else if (known) known.add(id)
    else systems.set(system, new Set([id]))
  }
  const empty = [...systems.values()].every(({ size }) => size === 0)
  show(kind, empty ? nothing : { empty, has: ({ system, id }) => systems.get(system)?.has(id) === true })
}

export function clearSelection(kind: TabKind): void {
  ids.delete(kind)
  show(kind, nothing)
}

function show(kind: TabKind, selection: Selection): void {
  selectionStore.setState(({ selected }) => ({ selected: { ...selected, [kind]: selection } }))
}
