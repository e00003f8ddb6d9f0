import type { FolderRow, InventoryKind, InventoryRow } from '../../../../contract/inventory.ts'
import { compareNatural } from '../../../../contract/search/natural.ts'
import type { TabKind } from '../tabs.ts'
import type { TreeView } from '../url-state.ts'

export interface TreeNode {
  /** `system` or `system/id`, as in the URL. */
  key: string
  system: string
  /** Absent for a system. */
  id?: string
  kind: 'system' | InventoryKind
  name: string
  /** What a folder can hold. */
  holds?: FolderRow['holds']
  parent?: TreeNode
  children: TreeNode[]
}

export interface TreeModel {
  roots: TreeNode[]
  nodes: Map<string, TreeNode>
}

/** What the tree is built from. */
export interface TreeSource {
  systems: readonly { id: string; name: string }[]
  rows(kind: InventoryKind): readonly InventoryRow[]
  row(system: string, id: string): InventoryRow | undefined
}

/** What the folders of the folder view hold on each tab. */
const holdsOf: Record<TabKind, FolderRow['holds']> = {
  vm: 'vm',
  template: 'vm',
  host: 'host',
  cluster: 'host',
  datastore: 'datastore',
  network: 'network',
}

/**
 * The tree of a view. Hosts: system → folders of data centers → data center → host folders → cluster →
 * hosts and resource pools; a stand-alone host stands where a cluster would. Folders: the same down to the
 * data center, then the folders of what the tab shows. Hidden top folders and root pools are passed over;
 * what names an unknown parent hangs on the next one that is known, at last on its system.
 */
export function buildTree(source: TreeSource, view: TreeView, tab: TabKind): TreeModel {
  const nodes = new Map<string, TreeNode>()
  const roots = source.systems.map(({ id, name }) => {
    const node: TreeNode = { key: id, system: id, kind: 'system', name, children: [] }
    nodes.set(id, node)
    return node
  })
  const shown: InventoryRow[] = []
  const kinds: InventoryKind[] =
    view === 'hosts' ? ['datacenter', 'folder', 'cluster', 'host', 'pool'] : ['datacenter', 'folder']
  for (const kind of kinds) {
    for (const row of source.rows(kind)) {
      if (isShown(row, view, tab) && nodes.has(row.system)) shown.push(row)
    }
  }
  for (const row of shown) {
    const { system, id, kind, name } = row
    const key = `${system}/${id}`
    const holds = row.kind === 'folder' ? { holds: row.holds } : {}
    nodes.set(key, { key, system, id, kind, name, children: [], ...holds })
  }
  for (const row of shown) {
    const node = nodes.get(`${row.system}/${row.id}`)
    const parent = parentOf(row, source, nodes)
    if (!node || !parent) continue
    node.parent = parent
    parent.children.push(node)
  }
  const model = { roots, nodes }
  breakCycles(model)
  for (const node of nodes.values()) node.children.sort(inOrder)
  return model
}

function isShown(row: InventoryRow, view: TreeView, tab: TabKind): boolean {
  if (row.kind === 'pool') return !row.root
  if (row.kind !== 'folder') return true
  if (row.root) return false
  return row.holds === 'datacenter' || row.holds === (view === 'hosts' ? 'host' : holdsOf[tab])
}

const kindOrder: Record<TreeNode['kind'], number> = {
  system: 0,
  folder: 1,
  datacenter: 2,
  cluster: 3,
  host: 4,
  pool: 5,
  vm: 6,
  template: 7,
  datastore: 8,
  network: 9,
}

function inOrder(a: TreeNode, b: TreeNode): number {
  return kindOrder[a.kind] - kindOrder[b.kind] || compareNatural(a.name, b.name) || (a.key < b.key ? -1 : 1)
}

/** The ids that a row names above itself, the nearest first. */
function idsAbove(row: InventoryRow): (string | undefined)[] {
  switch (row.kind) {
    case 'datacenter':
      return [row.folderId]
    case 'folder':
      return [row.folderId, row.datacenterId]
    case 'cluster':
    case 'datastore':
    case 'network':
      return [row.folderId, row.datacenterId]
    case 'host':
      return [row.clusterId, row.folderId, row.datacenterId]
    case 'pool':
      return [row.parentId, row.clusterId, row.hostId, row.datacenterId]
    case 'vm':
    case 'template':
      return [row.hostId, row.clusterId, row.folderId, row.datacenterId]
  }
}

function parentOf(row: InventoryRow, source: TreeSource, nodes: TreeModel['nodes']): TreeNode | undefined {
  return nearestNode(idsAbove(row), row.system, source, nodes, new Set([row.id]))
}

/** The node of the first of these ids that has one, or of what stands above them. */
function nearestNode(
  ids: readonly (string | undefined)[],
  system: string,
  source: TreeSource,
  nodes: TreeModel['nodes'],
  visited: Set<string>,
): TreeNode | undefined {
  for (const id of ids) {
    if (id === undefined || visited.has(id)) continue
    visited.add(id)
    const node = nodes.get(`${system}/${id}`)
    if (node) return node
    const hidden = source.row(system, id)
    if (!hidden) continue
    const above = nearestNode(idsAbove(hidden), system, source, nodes, visited)
    if (above?.id !== undefined) return above
  }
  return nodes.get(system)
}

/** A system that reports a circle of folders must not hang the page: the circle is cut at its system. */
function breakCycles(model: TreeModel): void {
  const safe = new Set<TreeNode>(model.roots)
  for (const start of model.nodes.values()) {
    const path = new Set<TreeNode>()
    let node: TreeNode | undefined = start
    while (node && !safe.has(node) && !path.has(node)) {
      path.add(node)
      node = node.parent
    }
    const root = node && !safe.has(node) ? model.nodes.get(node.system) : undefined
    if (node && root) {
      const cut = node
      if (cut.parent) cut.parent.children = cut.parent.children.filter((child) => child !== cut)
      cut.parent = root
      root.children.push(cut)
    }
    for (const each of path) safe.add(each)
  }
}

/** The nodes that hold a row; the same array for all rows in the same places. */
export type Places = readonly TreeNode[]

/**
 * Where rows stand: one node in the folder view; in the hosts view a VM stands on its host and in its resource
 * pool.
 */
export function placesIn(
  model: TreeModel,
  view: TreeView,
  source: TreeSource,
): (row: InventoryRow) => Places {
  const known = new Map<TreeNode | undefined, Map<TreeNode | undefined, Places>>()
  const quick = quickNodes(model, view)
  return (row) => {
    const [first, second] = quick(row) ?? nodesOf(row, view, source, model.nodes)
    let ofFirst = known.get(first)
    if (!ofFirst) {
      ofFirst = new Map<TreeNode | undefined, Places>()
      known.set(first, ofFirst)
    }
    let places = ofFirst.get(second)
    if (!places) {
      places = [first, second].filter((node) => node !== undefined)
      ofFirst.set(second, places)
    }
    return places
  }
}

/**
 * The same as `nodesOf` for machines that name a node of the tree, as nearly all do, without making keys:
 * they are looked up by the ten thousand.
 */
function quickNodes(
  { nodes }: TreeModel,
  view: TreeView,
): (row: InventoryRow) => [TreeNode, TreeNode | undefined] | undefined {
  const systems = new Map<string, Map<string, TreeNode>>()
  for (const node of nodes.values()) {
    if (node.id === undefined) continue
    const ofSystem = systems.get(node.system)
    if (ofSystem) ofSystem.set(node.id, node)
    else systems.set(node.system, new Map([[node.id, node]]))
  }
  return (row) => {
    if (row.kind !== 'vm' && row.kind !== 'template') return undefined
    const byId = systems.get(row.system)
    const above = view === 'folders' ? row.folderId : (row.hostId ?? row.clusterId)
    const node = above === undefined ? undefined : byId?.get(above)
    if (!node) return undefined
    const inPool = view === 'hosts' && row.kind === 'vm' && row.poolId !== undefined
    return [node, inPool ? byId?.get(row.poolId ?? '') : undefined]
  }
}

function nodesOf(
  row: InventoryRow,
  view: TreeView,
  source: TreeSource,
  nodes: TreeModel['nodes'],
): TreeNode[] {
  const own = nodes.get(`${row.system}/${row.id}`)
  if (own) return [own]
  if (view === 'folders') {
    const ids =
      row.kind === 'host'
        ? [row.folderId, row.clusterId, row.datacenterId]
        : idsAbove(row).slice(row.kind === 'vm' || row.kind === 'template' ? 2 : 0)
    const node = nearestNode(ids, row.system, source, nodes, new Set())
    return node ? [node] : []
  }
  const place =
    row.kind === 'vm' || row.kind === 'template'
      ? [row.hostId, row.clusterId, row.datacenterId]
      : idsAbove(row)
  const node = nearestNode(place, row.system, source, nodes, new Set())
  const pool =
    row.kind === 'vm' && row.poolId !== undefined ? nodes.get(`${row.system}/${row.poolId}`) : undefined
  return [node, pool].filter((each) => each !== undefined)
}
