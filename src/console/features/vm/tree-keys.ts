import type { SnapshotLine } from '../../ui/snapshot-tree.ts'

/** What a key does in the tree: put the focus on a line, or fold (unfold) the active one. */
export type TreeMove = { focus: string } | { fold: boolean }

/** The keys of the tree pattern; `undefined` for every other key and where there is nowhere to go. */
export function treeMove(
  key: string,
  lines: readonly SnapshotLine[],
  active: SnapshotLine,
  collapsed: ReadonlySet<string>,
): TreeMove | undefined {
  const index = lines.indexOf(active)
  const { id } = active.snapshot
  const open = active.hasChildren && !collapsed.has(id)
  switch (key) {
    case 'ArrowDown':
      return focus(lines[index + 1])
    case 'ArrowUp':
      return focus(lines[index - 1])
    case 'Home':
      return focus(lines[0])
    case 'End':
      return focus(lines.at(-1))
    case 'ArrowRight':
      if (open) return focus(lines[index + 1])
      return active.hasChildren ? { fold: false } : undefined
    case 'ArrowLeft':
      if (open) return { fold: true }
      return active.parentId === undefined ? undefined : { focus: active.parentId }
    default:
      return undefined
  }
}

function focus(line: SnapshotLine | undefined): TreeMove | undefined {
  return line === undefined ? undefined : { focus: line.snapshot.id }
}
