import { createStore, useStore } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { TabKind } from '../tabs.ts'
import { type Column, largestWidth, smallestWidth } from './column.ts'

/** What the admin changed of a tab's columns; absent parts are as at the start. */
export interface ColumnLayout {
  /** Ids in order; columns that are not named follow in their first order. */
  order?: string[]
  /** Chosen or put away, by id. */
  shown?: Record<string, boolean>
  /** Pixels by id. */
  widths?: Record<string, number>
}

interface LayoutState {
  layouts: Partial<Record<TabKind, ColumnLayout>>
}

/** Kept by the browser for each tab. */
const layoutStore = createStore<LayoutState>()(
  persist(() => ({ layouts: {} }), {
    name: 'gantry:inventory-columns',
    storage: createJSONStorage(() => localStorage),
    version: 1,
  }),
)

const unchanged: ColumnLayout = {}

export function useColumnLayout(kind: TabKind): ColumnLayout {
  return useStore(layoutStore, ({ layouts }) => layouts[kind] ?? unchanged)
}

export function changeLayout(kind: TabKind, change: (layout: ColumnLayout) => ColumnLayout): void {
  layoutStore.setState(({ layouts }) => ({
    layouts: { ...layouts, [kind]: change(layouts[kind] ?? unchanged) },
  }))
}

export interface PlacedColumn<R> {
  column: Column<R>
  shown: boolean
  width: number
}

/** Every column in the order of the layout. The first column (the name) stays first and shown. */
export function placeColumns<R>(columns: readonly Column<R>[], layout: ColumnLayout): PlacedColumn<R>[] {
  const ranks = new Map((layout.order ?? []).map((id, index) => [id, index]))
  const rank = (column: Column<R>, index: number) =>
    index === 0 ? -1 : (ranks.get(column.id) ?? ranks.size + index)
  return columns
    .map((column, index) => ({ column, index, rank: rank(column, index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ column, index }) => ({
      column,
      shown: index === 0 || (layout.shown?.[column.id] ?? !column.hidden),
      width: clampWidth(layout.widths?.[column.id] ?? column.width),
    }))
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(largestWidth, Math.max(smallestWidth, width)))
}

/** The layout with a column moved to stand before another one (`undefined`: last). */
export function movedColumn<R>(
  placed: readonly PlacedColumn<R>[],
  layout: ColumnLayout,
  id: string,
  before: string | undefined,
): ColumnLayout {
  const order = placed.map(({ column }) => column.id)
  const first = order[0]
  if (id === first || id === before) return layout
  const rest = order.filter((each) => each !== id)
  const wanted = before === undefined ? rest.length : rest.indexOf(before)
  // Nothing goes before the name.
  const at = Math.max(1, wanted < 0 ? rest.length : wanted)
  return { ...layout, order: [...rest.slice(0, at), id, ...rest.slice(at)] }
}
