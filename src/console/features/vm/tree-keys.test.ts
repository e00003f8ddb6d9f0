import { describe, expect, it } from 'vitest'
import type { VmSnapshot } from '../../../contract/vm.ts'
import { snapshotTree, visibleLines } from '../../ui/snapshot-tree.ts'
import { treeMove } from './tree-keys.ts'

const snapshot = (id: string, parentId?: string): VmSnapshot => ({
  id,
  name: id,
  current: false,
  ...(parentId === undefined ? {} : { parentId }),
})
const tree = snapshotTree([snapshot('a'), snapshot('b', 'a'), snapshot('c', 'a')])

function press(key: string, id: string, collapsed: ReadonlySet<string> = new Set()) {
  const lines = visibleLines(tree, collapsed)
  const active = lines.find((line) => line.snapshot.id === id)
  return active === undefined ? undefined : treeMove(key, lines, active, collapsed)
}

describe('keys in the tree of snapshots', () => {
  it('move up and down, to the first and the last', () => {
    expect(press('ArrowDown', 'a')).toEqual({ focus: 'b' })
    expect(press('ArrowUp', 'b')).toEqual({ focus: 'a' })
    expect(press('ArrowUp', 'a')).toBeUndefined()
    expect(press('Home', 'c')).toEqual({ focus: 'a' })
    expect(press('End', 'a')).toEqual({ focus: 'c' })
  })

  it('fold, unfold, and go between parent and child', () => {
    expect(press('ArrowLeft', 'a')).toEqual({ fold: true })
    expect(press('ArrowLeft', 'c')).toEqual({ focus: 'a' })
    expect(press('ArrowRight', 'a')).toEqual({ focus: 'b' })
    expect(press('ArrowRight', 'a', new Set(['a']))).toEqual({ fold: false })
    expect(press('ArrowRight', 'b')).toBeUndefined()
  })

  it('leave other keys to the page', () => {
    expect(press('Tab', 'a')).toBeUndefined()
  })
})
