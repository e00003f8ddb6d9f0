import { describe, expect, it } from 'vitest'
import type { VmSnapshot } from '../../contract/vm.ts'
import { type SnapshotNode, snapshotTree, visibleLines } from './snapshot-tree.ts'

function snapshot(id: string, parentId?: string, createdAt?: number): VmSnapshot {
  return {
    id,
    name: id,
    current: false,
    ...(parentId === undefined ? {} : { parentId }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }
}

function outline(nodes: SnapshotNode[]): string {
  return nodes
    .map(({ snapshot: { id }, children }) => (children.length === 0 ? id : `${id}(${outline(children)})`))
    .join(' ')
}

describe('the tree of snapshots', () => {
  it('puts each under the one it builds on, siblings by age', () => {
    const list = [
      snapshot('late', 'first', 30),
      snapshot('early', 'first', 20),
      snapshot('leaf', 'late', 40),
      snapshot('first', undefined, 10),
    ]
    expect(outline(snapshotTree(list))).toBe('first(early late(leaf))')
  })

  it('keeps what has an unknown parent', () => {
    expect(outline(snapshotTree([snapshot('a', 'gone'), snapshot('b', 'a')]))).toBe('a(b)')
  })

  it('loses nothing in a circle', () => {
    const tree = snapshotTree([snapshot('a', 'b', 1), snapshot('b', 'a', 2), snapshot('self', 'self', 3)])
    expect(visibleLines(tree, new Set()).map((line) => line.snapshot.id)).toHaveLength(3)
  })

  it('is shown line by line with its places', () => {
    const tree = snapshotTree([
      snapshot('a'),
      snapshot('b', 'a', 1),
      snapshot('c', 'a', 2),
      snapshot('d', 'b'),
    ])
    const lines = visibleLines(tree, new Set())
    expect(lines.map(({ snapshot: { id }, level }) => `${id}${level}`)).toEqual(['a1', 'b2', 'd3', 'c2'])
    expect(lines[3]).toMatchObject({ position: 2, siblings: 2, hasChildren: false, parentId: 'a' })
  })

  it('hides what is below a collapsed one', () => {
    const tree = snapshotTree([snapshot('a'), snapshot('b', 'a'), snapshot('c', 'b')])
    expect(visibleLines(tree, new Set(['b'])).map((line) => line.snapshot.id)).toEqual(['a', 'b'])
  })

  it('takes a chain of thousands', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) =>
      snapshot(`s${i}`, i === 0 ? undefined : `s${i - 1}`, i),
    )
    expect(visibleLines(snapshotTree(chain), new Set())).toHaveLength(5_000)
  })
})
