import type { VmSnapshot } from '../../contract/vm.ts'

export interface SnapshotNode {
  snapshot: VmSnapshot
  children: SnapshotNode[]
}

/** A node as it is shown: its place among its siblings, for assistance. `level` starts at 1. */
export interface SnapshotLine {
  snapshot: VmSnapshot
  level: number
  position: number
  siblings: number
  hasChildren: boolean
  parentId: string | undefined
}

/**
 * Snapshots under the ones they build on, siblings oldest first. A snapshot whose parent is unknown stands
 * at the top; of a circle, which a system should never report, the oldest stands at the top. None is lost.
 */
export function snapshotTree(snapshots: readonly VmSnapshot[]): SnapshotNode[] {
  const nodes = new Map(
    [...snapshots].sort(byAge).map((snapshot) => [snapshot.id, { snapshot, children: [] } as SnapshotNode]),
  )
  const roots: SnapshotNode[] = []
  const placed = new Map<string, string>()
  for (const node of nodes.values()) {
    const { id, parentId } = node.snapshot
    const parent = parentId === undefined ? undefined : nodes.get(parentId)
    if (parent === undefined || leadsTo(placed, parent.snapshot.id, id)) {
      roots.push(node)
    } else {
      parent.children.push(node)
      placed.set(id, parent.snapshot.id)
    }
  }
  return roots
}

/** The lines of a tree from top to bottom, without those below a collapsed one. */
export function visibleLines(roots: readonly SnapshotNode[], collapsed: ReadonlySet<string>): SnapshotLine[] {
  const lines: SnapshotLine[] = []
  const waiting = [{ nodes: roots, level: 1, parentId: undefined as string | undefined, next: 0 }]
  // Chains may be hundreds of snapshots long, so no recursion.
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    const node = top.nodes[top.next]
    if (node === undefined) {
      waiting.pop()
      continue
    }
    top.next += 1
    const { id } = node.snapshot
    lines.push({
      snapshot: node.snapshot,
      level: top.level,
      position: top.next,
      siblings: top.nodes.length,
      hasChildren: node.children.length > 0,
      parentId: top.parentId,
    })
    if (!collapsed.has(id))
      waiting.push({ nodes: node.children, level: top.level + 1, parentId: id, next: 0 })
  }
  return lines
}

function leadsTo(placed: ReadonlyMap<string, string>, from: string, target: string): boolean {
  let next: string | undefined = from
  while (next !== undefined) {
    if (next === target) return true
    next = placed.get(next)
  }
  return false
}

function byAge(a: VmSnapshot, b: VmSnapshot): number {
  return (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY) || 0
}
