import { useDeferredValue, useMemo } from 'react'
import type { Inventory } from '../../client/inventory.ts'
import type { Names } from './names.ts'
import type { TabKind } from './tabs.ts'
import { buildTree, placesIn, type TreeModel, type TreeNode, type TreeSource } from './tree/tree-model.ts'
import { countRows, type Scope, scopeOf } from './tree/tree-scope.ts'
import type { TreeView } from './url-state.ts'

interface TreeState {
  model: TreeModel
  counts: ReadonlyMap<TreeNode, number>
  /** `undefined` when no node is chosen. */
  scope: Scope | undefined
}

/** The tree of the page and what its chosen node means for the open tab. */
export function useTree(
  inventory: Inventory,
  names: Names,
  kind: TabKind,
  view: TreeView,
  node: string | undefined,
): TreeState {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tree holds names and places alone
  const source = useMemo(
    (): TreeSource => ({
      systems: names.systems.filter(({ session }) => session.state !== 'signed-out'),
      rows: (of) => inventory.rows(of),
      row: names.rowOf,
    }),
    [names],
  )
  const model = useMemo(() => buildTree(source, view, kind), [source, view, kind])
  const placesOf = useMemo(() => placesIn(model, view, source), [model, view, source])
  const scope = useMemo(
    () => (node === undefined ? undefined : scopeOf(node, model, view, kind, source, placesOf)),
    [node, model, view, kind, source, placesOf],
  )
  // Counts may be a moment behind; they must not hold up a change of the table.
  const rows = useDeferredValue(inventory.rows(kind))
  const counts = useMemo(() => countRows(rows, placesOf), [rows, placesOf])
  return { model, counts, scope }
}
