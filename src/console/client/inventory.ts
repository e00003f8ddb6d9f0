import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { createStore } from 'zustand/vanilla'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { RowListener } from './inventory-rows.ts'
import { type Inventory, InventoryStore } from './inventory-store.ts'

export type { Inventory } from './inventory-store.ts'

/** Rows as the live stream leaves them; fed by `live.ts` alone. */
export const inventoryRows = new InventoryStore(() => {
  onNextFrame(() => inventoryStore.setState({ inventory: inventoryRows.take() }))
})

const inventoryStore = createStore<{ inventory: Inventory }>(() => ({ inventory: inventoryRows.take() }))

/** All objects of all signed-in systems. Renders again at most once per animation frame. */
export function useInventory(): Inventory {
  return useStore(inventoryStore, (state) => state.inventory)
}

/** The same outside of React, or where a render per change is not wanted. */
export function currentInventory(): Inventory {
  return inventoryStore.getState().inventory
}

/** Calls `listener` after every change; returns the way to stop it. */
export function onInventoryChange(listener: () => void): () => void {
  return inventoryStore.subscribe(listener)
}

/** Calls `listener` for every row that comes, changes or goes; returns the way to stop it. */
export function onRowChange(listener: RowListener): () => void {
  return inventoryRows.follow(listener)
}

/** One object; renders again only when that object changed. */
export function useRow(system: string, id: string | undefined): InventoryRow | undefined {
  return useStore(inventoryStore, ({ inventory }) =>
    id === undefined ? undefined : inventory.row(system, id),
  )
}

/** What `select` picks, as a list; renders again only when one of its items is another one. */
export function useInventoryList<T>(select: (inventory: Inventory) => readonly T[]): readonly T[] {
  return useStore(
    inventoryStore,
    useShallow(({ inventory }: { inventory: Inventory }) => select(inventory)),
  )
}

/**
 * Hidden pages get no animation frames, so one renders nothing: its rows stay current, and it shows them all at once
 * when it is seen again.
 */
function onNextFrame(run: () => void): void {
  if (typeof requestAnimationFrame === 'undefined') setTimeout(run, 250)
  else requestAnimationFrame(run)
}
