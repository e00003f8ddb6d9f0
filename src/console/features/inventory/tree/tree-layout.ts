import { createStore, useStore } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface TreeLayout {
  /** Pixels. */
  width: number
  collapsed: boolean
  /** Nodes that the admin opened or closed, by key. */
  toggled: Record<string, boolean>
}

/** Kept by the browser. */
const treeLayoutStore = createStore<TreeLayout>()(
  persist((): TreeLayout => ({ width: 250, collapsed: false, toggled: {} }), {
    name: 'gantry:inventory-tree',
    storage: createJSONStorage(() => localStorage),
    version: 1,
  }),
)

export const smallestTree = 160
export const largestTree = 480

export function useTreeLayout(): TreeLayout {
  return useStore(treeLayoutStore)
}

export function setTreeWidth(width: number): void {
  treeLayoutStore.setState({ width: Math.round(Math.min(largestTree, Math.max(smallestTree, width))) })
}

export function setTreeCollapsed(collapsed: boolean): void {
  treeLayoutStore.setState({ collapsed })
}

export function setExpanded(keys: readonly string[], expanded: boolean): void {
  treeLayoutStore.setState(({ toggled }) => ({
    toggled: { ...toggled, ...Object.fromEntries(keys.map((key) => [key, expanded])) },
  }))
}
