import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { itemKey, type ListLayout } from './list-layout.ts'
import type { ListWindow } from './use-list-window.ts'

interface RowFocus {
  /** Index of the row that the tab key reaches; -1 where there is none. */
  index: number
  onKeyDown(event: KeyboardEvent): void
  onFocus(event: { target: EventTarget }): void
  onBlur(event: { relatedTarget: EventTarget | null }): void
}

interface Options {
  layout: ListLayout
  window: ListWindow
  grid: { readonly current: HTMLElement | null }
  onOpen(index: number): void
  onMenu(button: HTMLElement): void
  onEscape(): void
  /** Whether the focus is in a row that would move when new ones come. */
  onVisit(visits: boolean): void
}

/**
 * Keyboard of the list: one row at a time can be reached by the tab key, arrows move between rows and between what is in a
 * row. The focus follows its row when others come above it.
 */
export function useRowFocus({ layout, window, grid, onOpen, onMenu, onEscape, onVisit }: Options): RowFocus {
  const [active, setActive] = useState<{ key: string; index: number }>()
  const wanted = useRef<string>(undefined)
  const { items } = layout
  const find = (): number => {
    if (active === undefined) return layout.step(-1, 1)
    const item = items[active.index]
    if (item !== undefined && itemKey(item) === active.key) return active.index
    const found = layout.indexOf(active.key, Math.min(active.index, items.length - 1))
    return found >= 0 ? found : layout.step(Math.min(active.index, items.length) - 1, 1)
  }
  const index = find()

  const move = (to: number) => {
    const item = items[to]
    if (item === undefined) return
    const key = itemKey(item)
    wanted.current = key
    setActive({ key, index: to })
    window.scrollTo(to)
  }
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    const row = grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`)
    wanted.current = undefined
    row?.focus({ preventScroll: true })
  })

  const byRows = (count: number) => {
    const by = count < 0 ? -1 : 1
    let to = index
    for (let left = Math.abs(count); left > 0; left -= 1) {
      const next = layout.step(to, by)
      if (next < 0) break
      to = next
    }
    move(to)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return
    const row = target.closest<HTMLElement>('[data-row]')
    if (row === null) return
    const inRow = () => [row, ...row.querySelectorAll<HTMLElement>('a, button')]
    if (key === 'ArrowDown') byRows(1)
    else if (key === 'ArrowUp') byRows(-1)
    else if (key === 'PageDown') byRows(window.page())
    else if (key === 'PageUp') byRows(-window.page())
    else if (key === 'Home') move(layout.step(-1, 1))
    else if (key === 'End') move(layout.step(items.length, -1))
    else if (key === 'Escape') onEscape()
    else if ((key === 'Enter' || key === ' ') && target === row) onOpen(index)
    else if (key === 'ArrowRight' || key === 'ArrowLeft') {
      const stops = inRow()
      stops[stops.indexOf(target) + (key === 'ArrowRight' ? 1 : -1)]?.focus()
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      const button = row.querySelector<HTMLElement>('[data-row-menu]')
      if (button === null) return
      onMenu(button)
    } else return
    event.preventDefault()
  }

  const onFocus = ({ target }: { target: EventTarget }) => {
    const key =
      target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined
    if (key === undefined) return
    const at = layout.indexOf(key, Math.max(0, index))
    onVisit(at > layout.step(-1, 1))
    if (at >= 0 && key !== active?.key) setActive({ key, index: at })
  }

  // React sends no blur for what it takes away itself, so this is a focus that went elsewhere.
  const onBlur = ({ relatedTarget }: { relatedTarget: EventTarget | null }) => {
    if (!(relatedTarget instanceof Node && grid.current?.contains(relatedTarget))) onVisit(false)
  }

  return { index, onKeyDown, onFocus, onBlur }
}
