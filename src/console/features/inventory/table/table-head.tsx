// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, see table-row.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in the header take the focus
import { VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, memo, type ReactNode, useRef, useState } from 'react'
import type { PlacedColumn } from '../columns/column-layout.ts'
import type { TabRow } from '../tabs.ts'
import type { SortOrder } from '../url-state.ts'
import classes from './table.module.css'

interface TableHeadProps {
  columns: readonly PlacedColumn<TabRow>[]
  sort: SortOrder
  all: 'all' | 'some' | 'none'
  /** Its rows have a menu at their end. */
  actions: boolean
  onSort(column: string): void
  onSelectAll(on: boolean): void
  onResize(column: string, width: number, done: boolean): void
  onMove(column: string, before: string): void
  /** Arrow down from the header. */
  onLeave(): void
}

const step = 16

/**
 * The header row: sorts, selects all, resizes by pointer or Shift and arrows, reorders by dragging. One
 * column header at a time is reached by the tab key; arrows move between them.
 */
export const TableHead = memo(function TableHead(props: TableHeadProps): ReactNode {
  const { columns, sort, all } = props
  const [reached, setReached] = useState(0)
  const [dropBefore, setDropBefore] = useState<string>()
  const row = useRef<HTMLDivElement>(null)
  const dragged = useRef<string | undefined>(undefined)

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const column = columns[index]
    const sideways = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (event.ctrlKey || event.metaKey || event.altKey || !column) return
    if (event.key === 'ArrowDown') props.onLeave()
    else if (sideways !== 0 && event.shiftKey) {
      props.onResize(column.column.id, column.width + sideways * step, true)
    } else if (sideways !== 0 || event.key === 'Home' || event.key === 'End') {
      const to = event.key === 'Home' ? 0 : event.key === 'End' ? columns.length - 1 : index + sideways
      row.current?.querySelectorAll<HTMLElement>('[data-sort]')[to]?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.row} aria-rowindex={1} ref={row}>
        <div role="columnheader" className={classes.check} aria-colindex={1}>
          <label>
            <input
              type="checkbox"
              aria-label="Select all shown"
              checked={all === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = all === 'some'
              }}
              onChange={(event) => props.onSelectAll(event.currentTarget.checked)}
            />
          </label>
        </div>
        {columns.map(({ column, width }, index) => {
          const sorted = sort.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none'
          return (
            <div
              key={column.id}
              role="columnheader"
              className={`${classes.cell} ${classes.headCell} ${column.align === 'end' ? classes.end : ''}`}
              aria-sort={sorted}
              aria-colindex={index + 2}
              data-drop={dropBefore === column.id ? '' : undefined}
              draggable={index > 0}
              onDragStart={(event) => {
                dragged.current = column.id
                event.dataTransfer.effectAllowed = 'move'
              }}
              onDragOver={(event) => {
                if (dragged.current === undefined || index === 0) return
                event.preventDefault()
                setDropBefore(column.id)
              }}
              onDragEnd={() => {
                dragged.current = undefined
                setDropBefore(undefined)
              }}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged.current !== undefined) props.onMove(dragged.current, column.id)
              }}
            >
              <button
                type="button"
                data-sort
                className={classes.sort}
                tabIndex={index === Math.min(reached, columns.length - 1) ? 0 : -1}
                title={`Sort by ${column.label}. Shift and arrow keys change the width.`}
                onFocus={() => setReached(index)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onClick={() => props.onSort(column.id)}
              >
                <span className={classes.label}>{column.label}</span>
                <span className={classes.arrow} aria-hidden="true">
                  {sorted === 'none' ? '' : sorted === 'ascending' ? '↑' : '↓'}
                </span>
              </button>
              <Resizer width={width} onResize={(to, done) => props.onResize(column.id, to, done)} />
            </div>
          )
        })}
        {props.actions ? (
          <div role="columnheader" className={classes.actions}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </div>
        ) : null}
      </div>
    </div>
  )
})

function Resizer(props: { width: number; onResize(width: number, done: boolean): void }): ReactNode {
  const [from, setFrom] = useState<{ x: number; width: number }>()
  const end = (x: number) => {
    if (from) props.onResize(from.width + x - from.x, true)
    setFrom(undefined)
  }
  return (
    <div
      className={classes.resizer}
      aria-hidden="true"
      data-active={from ? '' : undefined}
      draggable
      onDragStart={(event) => {
        // Pulling the edge must not start to move the column.
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom({ x: event.clientX, width: props.width })
      }}
      onPointerMove={(event) => {
        if (from) props.onResize(from.width + event.clientX - from.x, false)
      }}
      onPointerUp={(event) => end(event.clientX)}
      onPointerCancel={() => setFrom(undefined)}
    />
  )
}
