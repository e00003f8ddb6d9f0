import { Text } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { VmSnapshot } from '../../../contract/vm.ts'
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx'
import { Moment } from '../../ui/moment.tsx'
import { type SnapshotLine, snapshotTree, visibleLines } from '../../ui/snapshot-tree.ts'
import classes from './snapshot-panel.module.css'
import { treeMove } from './tree-keys.ts'

/** Deeper levels are not indented further, so that a long chain stays readable. */
const deepestIndent = 10

/** The snapshots of a VM as a tree: arrow keys move, left and right fold and unfold. */
export function SnapshotPanel(props: {
  snapshots: readonly VmSnapshot[]
  /** What can be done to the selected one, or with none at all. */
  actions: (selected: VmSnapshot | undefined) => ReactNode
}): ReactNode {
  const { snapshots, actions } = props
  const tree = useMemo(() => snapshotTree(snapshots), [snapshots])
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const lines = useMemo(() => visibleLines(tree, collapsed), [tree, collapsed])
  const [chosen, setChosen] = useState<string>()
  const root = useRef<HTMLDivElement>(null)
  const active = lines.find(({ snapshot }) => snapshot.id === chosen) ?? lines[0]

  if (active === undefined) {
    return (
      <>
        {actions(undefined)}
        <Text size="sm" c="dimmed">
          There are no snapshots.
        </Text>
      </>
    )
  }

  const fold = (id: string, folded: boolean) =>
    setCollapsed((old) => {
      const next = new Set(old)
      if (folded) next.add(id)
      else next.delete(id)
      return next
    })
  const moveTo = (id: string) => {
    setChosen(id)
    const items = root.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []
    for (const item of items) if (item.dataset.id === id) item.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = treeMove(event.key, lines, active, collapsed)
    if (move === undefined) return
    event.preventDefault()
    if ('focus' in move) moveTo(move.focus)
    else fold(active.snapshot.id, move.fold)
  }

  return (
    <>
      {actions(active.snapshot)}
      <div ref={root} role="tree" aria-label="Snapshots" className={classes.tree} onKeyDown={onKeyDown}>
        {lines.map((line) => (
          <SnapshotItem
            key={line.snapshot.id}
            line={line}
            folded={collapsed.has(line.snapshot.id)}
            active={line === active}
            onFocus={() => setChosen(line.snapshot.id)}
            onFold={(folded) => fold(line.snapshot.id, folded)}
          />
        ))}
      </div>
    </>
  )
}

function SnapshotItem(props: {
  line: SnapshotLine
  folded: boolean
  active: boolean
  onFocus: () => void
  onFold: (folded: boolean) => void
}): ReactNode {
  const { line, folded, active } = props
  const { snapshot } = line
  const indent = Math.min(line.level - 1, deepestIndent) * 1.25
  return (
    <div
      role="treeitem"
      className={classes.item}
      style={{ marginInlineStart: `${indent}rem` }}
      data-id={snapshot.id}
      tabIndex={active ? 0 : -1}
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-selected={active}
      {...(snapshot.current ? { 'aria-current': true } : {})}
      {...(line.hasChildren ? { 'aria-expanded': !folded } : {})}
      onFocus={props.onFocus}
    >
      {line.hasChildren ? (
        // The keyboard folds by the arrow keys of the tree, and assistance by the item's own state.
        <span className={classes.toggle} aria-hidden="true" onClick={() => props.onFold(!folded)}>
          {folded ? <ChevronRightIcon size={14} /> : <ChevronDownIcon size={14} />}
        </span>
      ) : (
        <span />
      )}
      <span>
        <span className={classes.head}>
          <span className={classes.name}>{snapshot.name}</span>
          {snapshot.current ? <span className={classes.here}>The machine runs on this</span> : null}
          <span className={classes.aside}>
            {snapshot.createdAt === undefined ? 'date unknown' : <Moment at={snapshot.createdAt} />}
          </span>
          <span className={classes.aside}>{contentsOf(snapshot)}</span>
        </span>
        {snapshot.description === undefined || snapshot.description === '' ? null : (
          <span className={classes.aside}>{snapshot.description}</span>
        )}
      </span>
    </div>
  )
}

/** What a snapshot holds, in words: `with memory, quiesced, locked`. */
function contentsOf(snapshot: VmSnapshot): string {
  const parts: string[] = []
  if (snapshot.memory !== undefined) parts.push(snapshot.memory ? 'with memory' : 'disks only')
  if (snapshot.quiesced === true) parts.push('quiesced')
  if (snapshot.status !== undefined && snapshot.status !== 'ok') {
    parts.push(snapshot.status === 'in_preview' ? 'being previewed' : snapshot.status.replaceAll('_', ' '))
  }
  return parts.join(', ')
}
