import { expect, test } from 'vitest'
import type { TreeModel, TreeNode } from './tree-model.ts'
import { findByName, treeMove, visibleNodes } from './visible-nodes.ts'

function node(name: string, children: TreeNode[] = [], kind: TreeNode['kind'] = 'folder'): TreeNode {
  const made: TreeNode = { key: name, system: 's', kind, name, children }
  for (const child of children) child.parent = made
  return made
}

const model: TreeModel = {
  roots: [
    node('s', [node('paris', [node('web'), node('db')]), node('oslo', [node('x')])], 'system'),
    node('t', [], 'system'),
  ],
  nodes: new Map(),
}

const names = (toggled: Record<string, boolean>) => visibleNodes(model, toggled).map((each) => each.node.name)

test('systems start open, the rest closed', () => {
  expect(names({})).toEqual(['s', 'paris', 'oslo', 't'])
  expect(names({ s: false })).toEqual(['s', 't'])
  expect(names({ paris: true })).toEqual(['s', 'paris', 'web', 'db', 'oslo', 't'])
  expect(visibleNodes(model, {})[2]).toMatchObject({ level: 2, position: 2, setSize: 2, expanded: false })
})

test('keys follow the tree pattern', () => {
  const visible = visibleNodes(model, {})
  const move = (key: string, index: number) => treeMove(key, visible, index, 10)
  expect(move('ArrowDown', 0)).toEqual({ type: 'focus', index: 1 })
  expect(move('ArrowUp', 0)).toEqual({ type: 'focus', index: 0 })
  expect(move('End', 0)).toEqual({ type: 'focus', index: 3 })
  expect(move('PageDown', 0)).toEqual({ type: 'focus', index: 3 })
  expect(move('ArrowRight', 0)).toEqual({ type: 'focus', index: 1 })
  expect(move('ArrowRight', 1)).toMatchObject({ type: 'toggle', expanded: true })
  expect(move('ArrowRight', 3)).toBeUndefined()
  expect(move('ArrowLeft', 0)).toMatchObject({ type: 'toggle', expanded: false })
  expect(move('ArrowLeft', 1)).toEqual({ type: 'focus', index: 0 })
  expect(move('*', 1)).toMatchObject({ type: 'expand-all', nodes: [{ name: 'paris' }, { name: 'oslo' }] })
  expect(move('x', 1)).toBeUndefined()
})

test('typing finds the next name', () => {
  const visible = visibleNodes(model, {})
  expect(findByName(visible, 0, 'o')).toBe(2)
  expect(findByName(visible, 2, 'P')).toBe(1)
  expect(findByName(visible, 1, 'pa')).toBe(1)
  expect(findByName(visible, 1, 'q')).toBe(-1)
})
