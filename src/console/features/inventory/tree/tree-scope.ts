import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { TabKind } from '../tabs.ts'
import type { TreeView } from '../url-state.ts'
import type { Places, TreeModel, TreeNode, TreeSource } from './tree-model.ts'

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
  placesOf: (row: InventoryRow) => Places,
): Scope {
  const chosen = model.nodes.get(key) ?? nodeAbove(key, source, placesOf)
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
        : (row) => row.system === node.system && placesOf(row).some((each) => below.has(each)),
  }
}

function canHold(node: TreeNode, view: TreeView, tab: TabKind): boolean {
  if (node.kind === 'system' || node.kind === 'datacenter') return true
  if (node.kind !== 'folder') return deepest[tab].includes(node.kind)
  return view === 'folders' || node.holds === 'datacenter' || deepest[tab].length > 0
}

/** The node of this view that stands nearest above an object which itself has none here. */
function nodeAbove(
  key: string,
  source: TreeSource,
  placesOf: (row: InventoryRow) => Places,
): TreeNode | undefined {
  const slash = key.indexOf('/')
  if (slash < 0) return undefined
  const row = source.row(key.slice(0, slash), key.slice(slash + 1))
  return row && placesOf(row)[0]
}
