// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, see table-row.tsx
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SearchLookup } from '../../../../contract/search/fields.ts'
import {
  type ColumnLayout,
  changeLayout,
  clampWidth,
  movedColumn,
  type PlacedColumn,
} from '../columns/column-layout.ts'
import type { Tab, TabRow } from '../tabs.ts'
import type { SortOrder } from '../url-state.ts'
import { shiftOf } from './anchor.ts'
import { RowKeys } from './row-keys.ts'
import { select } from './selection.ts'
import classes from './table.module.css'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { useRowFocus } from './use-row-focus.ts'
import type { Selected } from './use-selected.ts'

const rowHeight = 32
const checkWidth = 36
/** Enough of the rows in sight to tell how they moved. */
const rowsInSight = 9

/** Where a table was left, so that coming back finds it so. */
export interface TablePlace {
  offset: number
  key: string | undefined
}

interface InventoryTableProps {
  tab: Tab
  rows: readonly TabRow[]
  placed: readonly PlacedColumn<TabRow>[]
  layout: ColumnLayout
  lookup: SearchLookup
  sort: SortOrder
  selected: Selected
  initial: TablePlace | undefined
  /** Kept up to date for the time when the table is left. */
  place: { current: TablePlace }
  /** What was asked for; a new question starts at the top, new rows do not. */
  view: string
  onSort(column: string): void
  /** Shown instead of rows when there are none. */
  empty: ReactNode
}

/**
 * A table of any number of rows, of which the page holds only those in sight. It scrolls in both directions
 * within its own region; changes of rows leave scroll, focus and selection alone.
 */
export function InventoryTable(props: InventoryTableProps): ReactNode {
  const { tab, rows, placed, layout, lookup, selected, place } = props
  const [pulled, setPulled] = useState<{ id: string; width: number }>()
  const region = useRef<HTMLElement>(null)
  const table = useRef<HTMLDivElement>(null)
  const shown = useMemo(() => placed.filter((column) => column.shown), [placed])
  const columns = useMemo(() => shown.map(({ column }) => column), [shown])
  const keys = useMemo(() => new RowKeys(rows), [rows])

  const lastSelected = useRef<string | undefined>(undefined)
  const scrollToRef = useRef<(index: number) => void>(() => {})
  const focusHeader = () => table.current?.querySelector<HTMLElement>('[data-sort][tabindex="0"]')?.focus()
  const toggle = (key: string) => select(tab.kind, [key], !selected.keys.has(key))
  const rowFocus = useRowFocus({
    keys,
    table,
    scrollTo: useCallback((index: number) => scrollToRef.current(index), []),
    page: () => Math.max(1, Math.floor((region.current?.clientHeight ?? 0) / rowHeight) - 2),
    initial: props.initial?.key,
    onLeave: focusHeader,
    onToggle: toggle,
    onSelectAll: () => select(tab.kind, keys.slice(), true),
  })

  const activeIndex = rowFocus.index
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: props.initial?.offset ?? 0,
    useFlushSync: false,
    // The active row stays in the page, or it would lose the focus when it leaves the sight.
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range)
        if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes
        return [...indexes, activeIndex].sort((a, b) => a - b)
      },
      [activeIndex],
    ),
  })
  scrollToRef.current = (index) => virtualizer.scrollToIndex(index)
  const { view } = props
  const [scrolledFor, setScrolledFor] = useState(view)
  useEffect(() => {
    if (view === scrolledFor) return
    setScrolledFor(view)
    region.current?.scrollTo({ top: 0 })
  }, [view, scrolledFor])

  // What is in sight stays in sight when rows come and go above it.
  const known = useRef({ keys, view })
  useLayoutEffect(() => {
    const before = known.current
    known.current = { keys, view }
    const element = region.current
    if (!element || before.keys === keys || before.view !== view || element.scrollTop === 0) return
    const first = Math.ceil(element.scrollTop / rowHeight)
    const shift = shiftOf(before.keys, keys, first, first + rowsInSight)
    if (shift !== 0) element.scrollTop += shift * rowHeight
  }, [keys, view])
  useEffect(() => {
    place.current = { offset: virtualizer.scrollOffset ?? 0, key: rowFocus.key }
  })

  const selectRow = useCallback(
    (key: string, on: boolean, range: boolean) => {
      const from = range && lastSelected.current !== undefined ? keys.indexOf(lastSelected.current) : -1
      const to = keys.indexOf(key)
      lastSelected.current = key
      select(tab.kind, from < 0 ? [key] : keys.slice(Math.min(from, to), Math.max(from, to) + 1), on)
    },
    [keys, tab.kind],
  )
  const all = selected.visible === 0 ? 'none' : selected.visible === rows.length ? 'all' : 'some'

  const widths = shown.map(({ column, width }) => (pulled?.id === column.id ? pulled.width : width))
  const total = widths.reduce((sum, width) => sum + width, checkWidth)
  // Custom properties are no part of React's style type.
  const tracks = {
    '--tracks': `${checkWidth}px ${widths.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)`,
    width: total,
  } as CSSProperties

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={region} className={classes.region} aria-label={`${tab.table}, scrollable`} tabIndex={0}>
      <div
        role="table"
        ref={table}
        className={classes.table}
        style={tracks}
        aria-label={tab.table}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
      >
        <TableHead
          columns={shown}
          sort={props.sort}
          all={all}
          onSort={props.onSort}
          onSelectAll={(on) => select(tab.kind, keys.slice(), on)}
          onResize={(id, wanted, done) => {
            const width = clampWidth(wanted)
            setPulled(done ? undefined : { id, width })
            if (done) changeLayout(tab.kind, (old) => ({ ...old, widths: { ...old.widths, [id]: width } }))
          }}
          onMove={(id, before) => changeLayout(tab.kind, () => movedColumn(placed, layout, id, before))}
          onLeave={() => rowFocus.focus(activeIndex)}
        />
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: rows.length * rowHeight }}
          onKeyDown={rowFocus.onKeyDown}
          onFocus={rowFocus.onFocus}
          onBlur={rowFocus.onBlur}
        >
          {virtualizer.getVirtualItems().map(({ index }) => {
            const row = rows[index]
            const key = keys.at(index)
            if (row === undefined || key === undefined) return null
            return (
              <TableRow
                key={key}
                row={row}
                rowKey={key}
                index={index}
                top={index * rowHeight}
                columns={columns}
                lookup={lookup}
                selected={selected.keys.has(key)}
                active={index === activeIndex}
                onSelect={selectRow}
              />
            )
          })}
        </div>
      </div>
      {rows.length === 0 ? <div className={classes.empty}>{props.empty}</div> : null}
    </section>
  )
}
