// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not
import { VisuallyHidden } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'
import type { TimelineRow } from '../../../client/event-log.ts'
import { EventRow } from './event-row.tsx'
import classes from './list.module.css'
import { type ItemHeights, itemKey, ListLayout, withDays } from './list-layout.ts'
import { type RowChoice, RowMenu } from './row-menu.tsx'
import { DayRow, GapRow } from './special-rows.tsx'
import type { TypeNames } from './type-names.ts'
import { type ListWindow, useListWindow } from './use-list-window.ts'
import { useRowFocus } from './use-row-focus.ts'

/** As in the style sheet, pixels. */
const heights: ItemHeights = { event: 46, gap: 56, day: 28 }
const headHeight = 32
/** Narrower than this, pixels, user and objects stand with the message. */
const foldBelow = 1060

export interface EventGridProps {
  rows: readonly TimelineRow[]
  /** Another one starts at the top. */
  question: string
  systemName(id: string): string
  names: TypeNames
  utc: boolean
  /** Key of the entry that is open. */
  opened: string | undefined
  /** There is nothing older; else more is asked for when the end comes near. */
  complete: boolean
  reading: boolean
  onOpen(event: LogEvent): void
  onTop(atTop: boolean): void
  /** Whether the focus is in a row that would move when new ones come. */
  onVisit(visits: boolean): void
  onEscape(): void
  onOlder(): void
  onRetry(system: string): void
  choicesOf?: ((event: LogEvent) => readonly RowChoice[]) | undefined
  /** Gets the way to move the list. */
  handle: { current: ListWindow | undefined }
  /** Below the rows. */
  foot: ReactNode
}

/** The rows of a log, of which the page holds only those in sight. */
export function EventGrid(props: EventGridProps): ReactNode {
  const { rows, question, utc, names, complete, reading, onOpen, onOlder, choicesOf, handle } = props
  const region = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const folded = useFolded(region)
  const [menu, setMenu] = useState<{ anchor: HTMLElement; event: LogEvent }>()
  const layout = useMemo(() => new ListLayout(withDays(rows, utc), heights), [rows, utc])
  const window = useListWindow({ region, layout, headHeight, question, onTop: props.onTop })
  const { first, end } = window
  const { items } = layout
  useEffect(() => {
    handle.current = window
  })

  const open = (index: number) => {
    const item = items[index]
    if (item?.kind === 'event') onOpen(item.event)
  }
  const eventOf = (element: Element): LogEvent | undefined => {
    const key = element.closest<HTMLElement>('[data-row]')?.dataset.row
    const item = items[key === undefined ? -1 : layout.indexOf(key, first)]
    return item?.kind === 'event' ? item.event : undefined
  }
  const onMenu = (anchor: HTMLElement) => {
    const event = eventOf(anchor)
    if (event !== undefined) setMenu({ anchor, event })
  }
  const focus = useRowFocus({
    layout,
    window,
    grid,
    onOpen: open,
    onMenu,
    onEscape: props.onEscape,
    onVisit: props.onVisit,
  })
  const closeMenu = useCallback(() => setMenu(undefined), [])

  // Well before the end comes into sight.
  const wantsOlder = end >= items.length - 30
  useEffect(() => {
    if (wantsOlder && !complete && !reading) onOlder()
  }, [wantsOlder, complete, reading, onOlder])

  const indexes: number[] = []
  if (focus.index >= 0 && focus.index < first) indexes.push(focus.index)
  for (let index = first; index < end; index += 1) indexes.push(index)
  if (focus.index >= end && focus.index < items.length) indexes.push(focus.index)
  const above = layout.top(first)
  const columns = folded ? 6 : 8

  const rowAt = (index: number): ReactNode => {
    const item = items[index]
    if (item === undefined) return null
    const key = itemKey(item)
    if (item.kind === 'day')
      return <DayRow key={key} at={item.at} utc={utc} index={index} columns={columns} />
    const place = {
      rowKey: key,
      index,
      top: index < first || index >= end ? layout.top(index) - above : undefined,
      active: index === focus.index,
    }
    if (item.kind === 'gap') {
      return (
        <GapRow
          key={key}
          {...place}
          gap={item.gap}
          system={item.system}
          systemName={props.systemName(item.system)}
          utc={utc}
          columns={columns}
          onRetry={props.onRetry}
        />
      )
    }
    const { event } = item
    return (
      <EventRow
        key={key}
        {...place}
        event={event}
        systemName={props.systemName(event.system)}
        type={names.of(event.system, event.type)}
        utc={utc}
        folded={folded}
        opened={key === props.opened}
      />
    )
  }

  return (
    <div ref={region} className={classes.region} data-folded={folded ? '' : undefined}>
      <div
        role="grid"
        ref={grid}
        className={classes.grid}
        aria-label="Events"
        aria-rowcount={complete ? items.length + 1 : -1}
        aria-colcount={columns}
        aria-busy={reading || undefined}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row} aria-rowindex={1}>
            {[
              utc ? 'Time (UTC)' : 'Time',
              'System',
              'Severity',
              'Type',
              'Message',
              ...(folded ? [] : ['User', 'Objects']),
            ].map((label) => (
              <div key={label} role="columnheader" className={classes.cell}>
                {label}
              </div>
            ))}
            <div role="columnheader" className={classes.cell}>
              <VisuallyHidden>More</VisuallyHidden>
            </div>
          </div>
        </div>
        <div
          role="rowgroup"
          className={classes.body}
          style={{ height: layout.height }}
          onKeyDown={focus.onKeyDown}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
          onClick={({ target }) => {
            if (!(target instanceof Element) || isSelecting()) return
            const button = target.closest<HTMLElement>('[data-row-menu]')
            if (button !== null) onMenu(button)
            else if (target.closest('a, button') === null) {
              const event = eventOf(target)
              if (event !== undefined) onOpen(event)
            }
          }}
        >
          <div className={classes.window} style={{ top: above }}>
            {indexes.map(rowAt)}
          </div>
        </div>
      </div>
      {props.foot}
      {menu === undefined ? null : (
        <RowMenu anchor={menu.anchor} choices={choicesOf?.(menu.event) ?? []} onClose={closeMenu} />
      )}
    </div>
  )
}

/** Who marks a text to copy it does not want to open its row. */
function isSelecting(): boolean {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.toString().trim() !== ''
}

function useFolded(region: { readonly current: HTMLElement | null }): boolean {
  const [folded, setFolded] = useState(false)
  useEffect(() => {
    const element = region.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setFolded(entry.contentRect.width < foldBelow)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [region])
  return folded
}
