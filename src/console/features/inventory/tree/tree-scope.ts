import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { TabKind } from '../tabs.ts'
import type { TreeView } from '../url-state.ts'
import { nodesOf, type TreeModel, type TreeNode, type TreeSource } from './tree-model.ts'

/** What a chosen node means for the rows of a tab. */
export type Scope =
  /** The node is not there: removed, renamed by the system, or its system is signed out. */
  | { state: 'missing' }
  /** `widened` when the tab's objects are not told apart below `node`, though a deeper one was chosen. */
  | { state: 'found'; node: TreeNode; widened: boolean; holds(row: InventoryRow): boolean }

/** Which nodes can hold something of a tab, besides systems, data centers and folders. */
const deepest: Record<TabKind, readonly TreeNode['kind'][]> = {
  vm: ['cluster', 'host', 'pool'],
  template: ['cluster', 'host', 'pool'],
  host: ['cluster', 'host'],
  cluster: ['cluster'],
  datastore: [],
  network: [],
}

/** The rows below a chosen node. A node that cannot hold the tab's kind gives way to the next one above it. */
export function scopeOf(
  key: string,
  model: TreeModel,
  view: TreeView,
  tab: TabKind,
  source: TreeSource,
): Scope {
  const chosen = model.nodes.get(key) ?? nodeAbove(key, view, model, source)
  if (!chosen) return { state: 'missing' }
  let node = chosen
  while (node.parent && !canHold(node, view, tab)) node = node.parent
  const below = new Set<TreeNode>()
  const queue = [node]
  for (let next = queue.pop(); next; next = queue.pop()) {
    below.add(next)
    queue.push(...next.children)
  }
  return {
    state: 'found',
    node,
    widened: node.key !== key,
    holds:
      node.kind === 'system'
        ? (row) => row.system === node.system
        : (row) =>
            row.system === node.system &&
            nodesOf(row, view, source, model.nodes).some((each) => below.has(each)),
  }
}

function canHold(node: TreeNode, view: TreeView, tab: TabKind): boolean {
  if (node.kind === 'system' || node.kind === 'datacenter') return true
  if (node.kind !== 'folder') return deepest[tab].includes(node.kind)
  return view === 'folders' || node.holds === 'datacenter' || deepest[tab].length > 0
}

/** The node of this view that stands nearest above an object which itself has none here. */
function nodeAbove(key: string, view: TreeView, model: TreeModel, source: TreeSource): TreeNode | undefined {
  const slash = key.indexOf('/')
  if (slash < 0) return undefined
  const row = source.row(key.slice(0, slash), key.slice(slash + 1))
  return row && nodesOf(row, view, source, model.nodes)[0]
}

/** How many of the rows each node holds, itself and below. */
export function countRows(
  rows: readonly InventoryRow[],
  model: TreeModel,
  view: TreeView,
  source: TreeSource,
): Map<TreeNode, number> {
  const counts = new Map<TreeNode, number>()
  for (const row of rows) {
    const [first, second] = nodesOf(row, view, source, model.nodes)
    const counted: TreeNode[] = []
    for (let node = first; node; node = node.parent) {
      counts.set(node, (counts.get(node) ?? 0) + 1)
      counted.push(node)
    }
    for (let node = second; node && !counted.includes(node); node = node.parent) {
      counts.set(node, (counts.get(node) ?? 0) + 1)
    }
  }
  return counts
}
