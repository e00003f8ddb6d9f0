import { useEffect, useMemo, useState } from 'react'
import { currentInventory, onInventoryChange } from '../../client/inventory.ts'
import type { Names } from './names.ts'
import type { TabKind } from './tabs.ts'
import { TreeCounts } from './tree/tree-counts.ts'
import { buildTree, placesIn, type TreeModel, type TreeNode, type TreeSource } from './tree/tree-model.ts'
import { type Scope, scopeOf } from './tree/tree-scope.ts'
import type { TreeView } from './url-state.ts'
import { atMostEvery } from './use-names.ts'

interface TreeState {
  model: TreeModel
  /** A moment behind: they must not hold up a change of the table. */
  counts: ReadonlyMap<TreeNode, number>
  /** `undefined` when no node is chosen. */
  scope: Scope | undefined
}

/** How long the counts may be behind, ms. */
const behind = 500

/** The tree of the page and what its chosen node means for the open tab. */
export function useTree(names: Names, kind: TabKind, view: TreeView, node: string | undefined): TreeState {
  const source = useMemo(
    (): TreeSource => ({
      systems: names.systems.filter(({ session }) => session.state !== 'signed-out'),
      rows: (of) => currentInventory().rows(of),
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
  const [counts, setCounts] = useState<ReadonlyMap<TreeNode, number>>(() => new Map())
  useEffect(() => {
    const book = new TreeCounts(placesOf)
    const update = () => setCounts(book.of(currentInventory().rows(kind)))
    update()
    return onInventoryChange(atMostEvery(behind, update))
  }, [placesOf, kind])
  return { model, counts, scope }
}
