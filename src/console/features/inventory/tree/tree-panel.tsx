import { ActionIcon, SegmentedControl } from '@mantine/core'
import { memo, type ReactNode, useState } from 'react'
import { PanelIcon } from '../icons.tsx'
import type { TreeView } from '../url-state.ts'
import { InventoryTree } from './inventory-tree.tsx'
import classes from './tree.module.css'
import { largestTree, setTreeCollapsed, setTreeWidth, smallestTree, useTreeLayout } from './tree-layout.ts'
import type { TreeModel, TreeNode } from './tree-model.ts'

interface TreePanelProps {
  model: TreeModel
  counts: ReadonlyMap<TreeNode, number>
  view: TreeView
  chosen: string | undefined
  onView(view: TreeView): void
  onChoose(key: string | undefined): void
}

/** The tree with the switch between its views; it can be put away and pulled wider. */
export const TreePanel = memo(function TreePanel(props: TreePanelProps): ReactNode {
  const { width, collapsed, toggled } = useTreeLayout()
  if (collapsed) {
    return (
      <div className={classes.panel}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Show tree"
          aria-expanded={false}
          onClick={() => setTreeCollapsed(false)}
        >
          <PanelIcon />
        </ActionIcon>
      </div>
    )
  }
  return (
    <div className={classes.panel} style={{ width }}>
      <div className={classes.panelHead}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Hide tree"
          aria-expanded
          onClick={() => setTreeCollapsed(true)}
        >
          <PanelIcon />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          fullWidth
          style={{ flex: 1 }}
          aria-label="Tree by"
          value={props.view}
          onChange={(value) => props.onView(value === 'folders' ? 'folders' : 'hosts')}
          data={[
            { value: 'hosts', label: 'Hosts' },
            { value: 'folders', label: 'Folders' },
          ]}
        />
      </div>
      <InventoryTree
        model={props.model}
        counts={props.counts}
        toggled={toggled}
        chosen={props.chosen}
        onChoose={props.onChoose}
      />
      <Splitter width={width} />
    </div>
  )
})

const step = 16

function Splitter({ width }: { width: number }): ReactNode {
  const [from, setFrom] = useState<{ x: number; width: number }>()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot take the focus and a value
    <div
      role="separator"
      className={classes.splitter}
      aria-label="Width of the tree"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={smallestTree}
      aria-valuemax={largestTree}
      tabIndex={0}
      data-active={from ? '' : undefined}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0
        if (by === 0) return
        event.preventDefault()
        setTreeWidth(width + by)
      }}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom({ x: event.clientX, width })
      }}
      onPointerMove={(event) => {
        if (from) setTreeWidth(from.width + event.clientX - from.x)
      }}
      onPointerUp={() => setFrom(undefined)}
      onPointerCancel={() => setFrom(undefined)}
    />
  )
}
