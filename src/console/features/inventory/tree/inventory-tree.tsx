import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ChevronRightIcon, KindIcon, SystemsIcon } from '../../../ui/icons.tsx'
import classes from './tree.module.css'
import { setExpanded } from './tree-layout.ts'
import type { TreeModel, TreeNode } from './tree-model.ts'
import { findByName, treeMove, visibleNodes } from './visible-nodes.ts'

const nodeHeight = 28

interface InventoryTreeProps {
  model: TreeModel
  counts: ReadonlyMap<TreeNode, number>
  toggled: Readonly<Record<string, boolean>>
  chosen: string | undefined
  /** The chosen node again gives up the choice. */
  onChoose(key: string | undefined): void
}

/** The tree beside the table. Of any number of nodes, only those in sight are in the page. */
export function InventoryTree({ model, counts, toggled, chosen, onChoose }: InventoryTreeProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const visible = useMemo(() => visibleNodes(model, toggled), [model, toggled])
  const [focusKey, setFocusKey] = useState<string | undefined>(chosen)
  const wanted = useRef(false)
  const typed = useRef({ text: '', at: 0 })
  const found = visible.findIndex(({ node }) => node.key === focusKey)
  const active = Math.max(found, 0)

  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => nodeHeight,
    overscan: 8,
    useFlushSync: false,
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range)
        if (active >= range.count || indexes.includes(active)) return indexes
        return [...indexes, active].sort((a, b) => a - b)
      },
      [active],
    ),
  })

  // A node chosen by a link must be in sight: what is above it opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice opens nodes, not every new tree
  useEffect(() => {
    const closed: string[] = []
    for (
      let node = chosen === undefined ? undefined : model.nodes.get(chosen)?.parent;
      node;
      node = node.parent
    ) {
      if (!visible.some((each) => each.node === node && each.expanded)) closed.push(node.key)
    }
    if (closed.length > 0) setExpanded(closed, true)
    if (chosen !== undefined) setFocusKey(chosen)
  }, [chosen, model.nodes.has(chosen ?? '')])

  useLayoutEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    scroller.current
      ?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')
      ?.focus({ preventScroll: true })
  })

  const focus = (index: number) => {
    wanted.current = true
    setFocusKey(visible[index]?.node.key)
    virtualizer.scrollToIndex(index)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const node = visible[active]?.node
    if (!node) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / nodeHeight) - 1)
    const move = treeMove(event.key, visible, active, page)
    if (move?.type === 'focus') focus(move.index)
    else if (move?.type === 'toggle') setExpanded([move.node.key], move.expanded)
    else if (move?.type === 'expand-all')
      setExpanded(
        move.nodes.map(({ key }) => key),
        true,
      )
    else if (event.key === 'Enter' || event.key === ' ') onChoose(node.key)
    else if (/^\S$/u.test(event.key)) {
      const recent = event.timeStamp - typed.current.at < 700
      typed.current = { text: (recent ? typed.current.text : '') + event.key, at: event.timeStamp }
      const index = findByName(visible, active, typed.current.text)
      if (index >= 0) focus(index)
    } else return
    event.preventDefault()
  }

  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        role="tree"
        aria-label="Inventory tree"
        className={classes.tree}
        style={{ height: visible.length * nodeHeight }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index }) => {
          const item = visible[index]
          if (!item) return null
          const { node, level, expanded, position, setSize } = item
          const opens = node.children.length > 0
          const count = counts.get(node) ?? 0
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
            <div
              key={node.key}
              role="treeitem"
              className={classes.node}
              style={{ top: index * nodeHeight, paddingInlineStart: 4 + (level - 1) * 14 }}
              aria-level={level}
              aria-setsize={setSize}
              aria-posinset={position}
              aria-expanded={opens ? expanded : undefined}
              aria-selected={node.key === chosen}
              tabIndex={index === active ? 0 : -1}
              title={node.name}
              onFocus={() => setFocusKey(node.key)}
              onClick={() => {
                setFocusKey(node.key)
                onChoose(node.key === chosen ? undefined : node.key)
              }}
            >
              <span
                className={classes.toggle}
                aria-hidden="true"
                data-expanded={expanded ? '' : undefined}
                onClick={(event) => {
                  if (!opens) return
                  event.stopPropagation()
                  setExpanded([node.key], !expanded)
                }}
              >
                {opens ? <ChevronRightIcon size={14} /> : null}
              </span>
              {node.kind === 'system' ? (
                <SystemsIcon size={15} className={classes.icon} />
              ) : (
                <KindIcon kind={node.kind} size={15} className={classes.icon} />
              )}
              <span className={classes.name}>{node.name}</span>{' '}
              <span className={classes.count}>{count.toLocaleString('en')}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
