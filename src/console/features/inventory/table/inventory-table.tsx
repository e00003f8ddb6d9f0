// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, see table-row.tsx
import {
  type CSSProperties,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { keyOf } from '../../../../contract/inventory.ts'
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
import { ObjectLinks, useObjectLinks } from './object-link.tsx'
import { RowKeys } from './row-keys.ts'
import { type Selection, select } from './selection.ts'
import classes from './table.module.css'
import { TableHead } from './table-head.tsx'
import { type PlacedCell, TableRow } from './table-row.tsx'
import type { Answer } from './table-view.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useRowSlots } from './use-row-slots.ts'
import { type RowWindow, useRowWindow } from './use-row-window.ts'

const rowHeight = 32
const checkWidth = 36
/** The menu at the end of a row. */
const actionsWidth = 40
/** Enough of the rows in sight to tell how they moved. */
const rowsInSight = 9

/** Where a table was left, so that coming back finds it so. */
export interface TablePlace {
  offset: number
  key: string | undefined
}

interface InventoryTableProps {
  tab: Tab
  answer: Answer<TabRow>
  /** Whether the rows are yet to follow what was asked. */
  busy: boolean
  placed: readonly PlacedColumn<TabRow>[]
  layout: ColumnLayout
  lookup: SearchLookup
  sort: SortOrder
  selection: Selection
  initial: TablePlace | undefined
  /** Kept up to date for the time when the table is left. */
  place: { current: TablePlace }
  onSort(column: string): void
  /** Shown instead of rows when there are none. */
  empty: ReactNode
}

/**
 * A table of any number of rows, of which the page holds only those in sight. It scrolls in both directions
 * within its own region; changes of rows leave scroll, focus and selection alone. A new question starts at the
 * top, new rows do not.
 */
export const InventoryTable = memo(function InventoryTable(props: InventoryTableProps): ReactNode {
  const { tab, answer, placed, layout, lookup, selection, place } = props
  const { rows } = answer
  const [pulled, setPulled] = useState<{ id: string; width: number }>()
  const region = useRef<HTMLElement>(null)
  const table = useRef<HTMLDivElement>(null)
  const links = useObjectLinks()
  const shown = useMemo(() => placed.filter((column) => column.shown), [placed])
  const keys = useMemo(() => new RowKeys(rows), [rows])
  const { window, offset, scrollTo } = useRowWindow({
    region,
    count: rows.length,
    rowHeight,
    initialOffset: props.initial?.offset ?? 0,
  })

  const lastSelected = useRef<string | undefined>(undefined)
  const focusHeader = () => table.current?.querySelector<HTMLElement>('[data-sort][tabindex="0"]')?.focus()
  const rowFocus = useRowFocus({
    keys,
    table,
    scrollTo,
    page: () => Math.max(1, Math.floor((region.current?.clientHeight ?? 0) / rowHeight) - 2),
    initial: props.initial?.key,
    onLeave: focusHeader,
    onToggle: (key) => {
      const row = rows[keys.indexOf(key)]
      if (row) select(tab.kind, [row], !selection.has(row))
    },
    onSelectAll: () => select(tab.kind, rows, true),
  })
  const activeIndex = rowFocus.index

  const { name } = answer
  const [scrolledFor, setScrolledFor] = useState(name)
  useEffect(() => {
    if (name === scrolledFor) return
    setScrolledFor(name)
    // Not even asked where it is at the top already: the answer would cost a layout.
    if (offset.current > 0) region.current?.scrollTo({ top: 0 })
  }, [name, scrolledFor, offset])

  // What is in sight stays in sight when rows come and go above it.
  const known = useRef({ keys, name })
  useLayoutEffect(() => {
    const before = known.current
    known.current = { keys, name }
    const element = region.current
    if (!element || before.keys === keys || before.name !== name || offset.current === 0) return
    const first = Math.ceil(offset.current / rowHeight)
    const shift = shiftOf(before.keys, keys, first, first + rowsInSight)
    if (shift !== 0) element.scrollTop += shift * rowHeight
  }, [keys, name, offset])
  useEffect(() => {
    place.current = { offset: offset.current, key: rowFocus.key }
  })

  const selectRow = useCallback(
    (row: TabRow, on: boolean, range: boolean) => {
      const from = range && lastSelected.current !== undefined ? keys.indexOf(lastSelected.current) : -1
      lastSelected.current = keyOf(row)
      const to = from < 0 ? -1 : keys.indexOf(lastSelected.current)
      select(tab.kind, from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1), on)
    },
    [keys, rows, tab.kind],
  )
  const { selected } = answer
  const all = selected.shown === 0 ? 'none' : selected.shown === rows.length ? 'all' : 'some'

  // The header has no part in new rows, so what it calls must not be new with them.
  const latest = useRef({ rows, focusActive: () => {} })
  useLayoutEffect(() => {
    latest.current = { rows, focusActive: () => rowFocus.focus(activeIndex) }
  })
  const onSelectAll = useCallback((on: boolean) => select(tab.kind, latest.current.rows, on), [tab.kind])
  const onLeaveHead = useCallback(() => latest.current.focusActive(), [])
  const onResize = useCallback(
    (id: string, wanted: number, done: boolean) => {
      const width = clampWidth(wanted)
      setPulled(done ? undefined : { id, width })
      if (done) changeLayout(tab.kind, (old) => ({ ...old, widths: { ...old.widths, [id]: width } }))
    },
    [tab.kind],
  )
  const onMove = useCallback(
    (id: string, before: string) => changeLayout(tab.kind, () => movedColumn(placed, layout, id, before)),
    [tab.kind, placed, layout],
  )

  const widths = shown.map(({ column, width }) => (pulled?.id === column.id ? pulled.width : width))
  const actions = tab.kind === 'vm' || tab.kind === 'template'
  const total = widths.reduce((sum, width) => sum + width, checkWidth + (actions ? actionsWidth : 0))
  const track = widths.join(' ')
  const cells = useMemo(
    () => shown.map(({ column }, position): PlacedCell => ({ column, position })),
    [shown],
  )
  const inPage = indexesIn(window, activeIndex, rows.length).flatMap((index) => {
    const row = rows[index]
    return row === undefined ? [] : { row, index }
  })
  const { placed: slots, onPointerDown } = useRowSlots({
    keys: inPage.map(({ row }) => keyOf(row)),
    name,
    visited: rowFocus.visited,
    focused: rowFocus.inside,
  })
  const { left, right } = window
  const near = useMemo(
    () => cellsWithin(cells, track.split(' ').map(Number), left, right),
    [cells, track, left, right],
  )
  // Custom properties are no part of React's style type.
  const tracks = {
    '--tracks': `${checkWidth}px ${widths.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)${actions ? ` ${actionsWidth}px` : ''}`,
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
        aria-colcount={shown.length + (actions ? 2 : 1)}
        aria-busy={props.busy || undefined}
      >
        <TableHead
          columns={shown}
          sort={props.sort}
          all={all}
          actions={actions}
          onSort={props.onSort}
          onSelectAll={onSelectAll}
          onResize={onResize}
          onMove={onMove}
          onLeave={onLeaveHead}
        />
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: rows.length * rowHeight }}
          onKeyDown={rowFocus.onKeyDown}
          onFocus={rowFocus.onFocus}
          onBlur={rowFocus.onBlur}
          onClick={links.onClick}
          onPointerDown={onPointerDown}
        >
          <ObjectLinks value={links.base}>
            <div className={classes.window} style={{ top: window.first * rowHeight }}>
              {inPage.map(({ row, index }, at) => {
                const { slot, key } = slots[at] ?? { slot: at, key: keyOf(row) }
                return (
                  <TableRow
                    key={slot}
                    row={row}
                    rowKey={key}
                    index={index}
                    top={
                      index < window.first || index >= window.end
                        ? (index - window.first) * rowHeight
                        : undefined
                    }
                    // The arrow keys reach every control of the active row.
                    columns={index === activeIndex ? cells : near}
                    lookup={lookup}
                    selected={selection.has(row)}
                    active={index === activeIndex}
                    onSelect={selectRow}
                  />
                )
              })}
            </div>
          </ObjectLinks>
        </div>
      </div>
      {rows.length === 0 ? <div className={classes.empty}>{props.empty}</div> : null}
    </section>
  )
})

/** The rows in the window, and the active one: it would lose the focus if it left the page. */
function indexesIn({ first, end }: RowWindow, active: number, count: number): number[] {
  const indexes: number[] = []
  if (active >= 0 && active < first) indexes.push(active)
  for (let index = first; index < end; index += 1) indexes.push(index)
  if (active >= end && active < count) indexes.push(active)
  return indexes
}

/** The cells between two edges, pixels; the name is always there. */
function cellsWithin(
  cells: readonly PlacedCell[],
  widths: readonly number[],
  left: number,
  right: number,
): readonly PlacedCell[] {
  let start = checkWidth
  return cells.filter(({ position }) => {
    const from = start
    start += widths[position] ?? 0
    return position === 0 || (start > left && from < right)
  })
}
