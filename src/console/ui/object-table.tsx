// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: its buttons and links take the focus
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import classes from './object-table.module.css'
import { formatSort, parseSort, type SortOrder, type SortValue, sortRows } from './object-table-order.ts'

export interface ObjectColumn<T> {
  id: string
  label: string
  /** CSS grid track, e.g. `minmax(12rem, 2fr)`. */
  width: string
  /** What it sorts by; shown as it is without `render`. */
  value: (row: T) => SortValue
  render?: (row: T) => ReactNode
  align?: 'end'
}

const rowHeight = 34

/**
 * A plain sortable table that stays small in the page however many rows it has. The order stands in the URL
 * as `sort`, so a page shows one of them at a time. `columns` must be constant; the first one sorts at first, or
 * what `initial` says, as in the URL.
 */
export function ObjectTable<T>(props: {
  /** Names the table. */
  label: string
  rows: readonly T[]
  columns: readonly ObjectColumn<T>[]
  keyOf: (row: T) => string
  /** What it says without rows. */
  empty: string
  initial?: string
}): ReactNode {
  const { label, rows, columns, keyOf, initial = null } = props
  const [params, setParams] = useSearchParams()
  const order: SortOrder = parseSort(params.get('sort'), columns) ??
    parseSort(initial, columns) ?? {
      column: columns[0]?.id ?? '',
      descending: false,
    }
  const { column, descending } = order
  const [last] = useState<{ rows: readonly T[] }>({ rows: [] })
  const sorted = useMemo(() => {
    const by = columns.find(({ id }) => id === column)
    last.rows = by === undefined ? rows : sortRows(rows, by.value, descending, last.rows)
    return last.rows
  }, [rows, columns, column, descending, last])

  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const sortBy = (id: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        next.set('sort', formatSort({ column: id, descending: id === column && !descending }))
        return next
      },
      { replace: true },
    )
  const tracks = columns.map(({ width }) => width).join(' ')

  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it
    <section ref={scroller} className={classes.region} aria-label={`${label}, scrollable`} tabIndex={0}>
      <div role="table" className={classes.table} aria-label={label} aria-rowcount={sorted.length + 1}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row} style={{ gridTemplateColumns: tracks }} aria-rowindex={1}>
            {columns.map((each) => (
              <div
                key={each.id}
                role="columnheader"
                className={cellClass(each.align)}
                aria-sort={each.id !== column ? 'none' : descending ? 'descending' : 'ascending'}
              >
                <button type="button" className={classes.sort} onClick={() => sortBy(each.id)}>
                  {each.label}
                  {each.id !== column ? null : <span aria-hidden="true">{descending ? '↓' : '↑'}</span>}
                </button>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index]
            if (row === undefined) return null
            return (
              <Line
                key={keyOf(row)}
                row={row}
                columns={columns}
                tracks={tracks}
                index={index}
                start={start}
              />
            )
          })}
        </div>
      </div>
      {sorted.length === 0 ? <p className={classes.empty}>{props.empty}</p> : null}
    </section>
  )
}

interface LineProps<T> {
  row: T
  columns: readonly ObjectColumn<T>[]
  /** CSS grid tracks. */
  tracks: string
  index: number
  /** Distance from the top in px. */
  start: number
}

function PlainLine<T>({ row, columns, tracks, index, start }: LineProps<T>): ReactNode {
  return (
    <div
      role="row"
      className={classes.row}
      style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${start}px)` }}
      aria-rowindex={index + 2}
    >
      {columns.map((each) => (
        <div key={each.id} role="cell" className={cellClass(each.align)}>
          {each.render === undefined ? (each.value(row) ?? '–') : each.render(row)}
        </div>
      ))}
    </div>
  )
}

// Rows that did not change are not drawn again. `memo` drops the type parameter, which is given back here.
const Line = memo(PlainLine) as <T>(props: LineProps<T>) => ReactNode

function cellClass(align: 'end' | undefined): string {
  return align === 'end' ? `${classes.cell} ${classes.end}` : `${classes.cell}`
}
