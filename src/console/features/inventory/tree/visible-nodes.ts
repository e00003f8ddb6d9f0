import type { TreeModel, TreeNode } from './tree-model.ts'

export interface VisibleNode {
  node: TreeNode
  /** From 1. */
  level: number
  expanded: boolean
  position: number
  setSize: number
}

/** The nodes that can be seen, top to bottom. Systems, and a lone child at any level, start open. */
export function visibleNodes(model: TreeModel, toggled: Readonly<Record<string, boolean>>): VisibleNode[] {
  const visible: VisibleNode[] = []
  const add = (nodes: readonly TreeNode[], level: number) => {
    nodes.forEach((node, index) => {
      const expanded = node.children.length > 0 && isExpanded(node, toggled)
      visible.push({ node, level, expanded, position: index + 1, setSize: nodes.length })
      if (expanded) add(node.children, level + 1)
    })
  }
  add(model.roots, 1)
  return visible
}

export function isExpanded(node: TreeNode, toggled: Readonly<Record<string, boolean>>): boolean {
  return toggled[node.key] ?? (node.kind === 'system' || node.parent?.children.length === 1)
}

/** Where a key of the tree's keyboard pattern leads. */
export type TreeMove =
  | { type: 'focus'; index: number }
  | { type: 'toggle'; node: TreeNode; expanded: boolean }
  | { type: 'expand-all'; nodes: TreeNode[] }

/** What a key does at a node, after the WAI-ARIA tree pattern; `undefined` when it is not the tree's. */
export function treeMove(
  key: string,
  visible: readonly VisibleNode[],
  index: number,
  page: number,
): TreeMove | undefined {
  const last = visible.length - 1
  const current = visible[index]
  if (!current) return undefined
  const focus = (to: number): TreeMove => ({ type: 'focus', index: Math.max(0, Math.min(last, to)) })
  const { node, expanded } = current
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1)
    case 'ArrowUp':
      return focus(index - 1)
    case 'PageDown':
      return focus(index + page)
    case 'PageUp':
      return focus(index - page)
    case 'Home':
      return focus(0)
    case 'End':
      return focus(last)
    case 'ArrowRight':
      if (node.children.length === 0) return undefined
      return expanded ? focus(index + 1) : { type: 'toggle', node, expanded: true }
    case 'ArrowLeft': {
      if (expanded) return { type: 'toggle', node, expanded: false }
      const parent = visible.findIndex((each) => each.node === node.parent)
      return parent < 0 ? undefined : focus(parent)
    }
    case '*':
      return {
        type: 'expand-all',
        nodes: (
          node.parent?.children ?? visible.filter(({ level }) => level === 1).map((each) => each.node)
        ).filter(({ children }) => children.length > 0),
      }
    default:
      return undefined
  }
}

/** The next node whose name begins with what was typed, after `from`, around the end; -1 when none does. */
export function findByName(visible: readonly VisibleNode[], from: number, typed: string): number {
  const wanted = typed.toLowerCase()
  const first = typed.length > 1 ? from : from + 1
  for (let step = 0; step < visible.length; step += 1) {
    const index = (first + step) % visible.length
    if (visible[index]?.node.name.toLowerCase().startsWith(wanted)) return index
  }
  return -1
}
