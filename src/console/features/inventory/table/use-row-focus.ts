import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Keys } from './row-keys.ts'

interface RowFocus {
  /** Index of the row that the tab key reaches. */
  index: number
  key: string | undefined
  /** Key of the row where the focus is or was last; it may be gone. */
  visited: string | undefined
  /** Whether the focus is in a row. */
  inside: { readonly current: boolean }
  /** Moves the focus to the name in a row. */
  focus(index: number): void
  onKeyDown(event: KeyboardEvent): void
  onFocus(event: { target: EventTarget }): void
  onBlur(event: { relatedTarget: EventTarget | null }): void
}

interface Options {
  keys: Keys
  table: RefObject<HTMLElement | null>
  scrollTo(index: number): void
  /** Rows that fit into the window. */
  page(): number
  /** Key of the row to start at. */
  initial: string | undefined
  /** Arrow up from the first row. */
  onLeave(): void
  onToggle(key: string): void
  onSelectAll(): void
}

/**
 * Keyboard of a virtual table: one row at a time can be reached by the tab key, arrows move between rows and
 * between the controls of a row. The focus follows its row when rows come, go or change places; when the row
 * is gone, the row in its place gets it.
 */
export function useRowFocus(options: Options): RowFocus {
  const { keys, table, scrollTo } = options
  const [active, setActive] = useState<{ key: string | undefined; index: number }>({
    key: options.initial,
    index: 0,
  })
  const wanted = useRef(false)
  const inside = useRef(false)
  const [visited, setVisited] = useState<string>()
  // As long as the row is where it was, nothing has to be searched.
  const found =
    keys.at(active.index) === active.key
      ? active.index
      : active.key === undefined
        ? -1
        : keys.indexOf(active.key)
  const index = found >= 0 ? found : Math.max(0, Math.min(active.index, keys.length - 1))
  const key = keys.at(index)
  if (key !== undefined && (key !== active.key || index !== active.index) && (found >= 0 || inside.current)) {
    setActive({ key, index })
  }

  const focus = useCallback(
    (to: number) => {
      const next = Math.max(0, Math.min(to, keys.length - 1))
      wanted.current = true
      setActive({ key: keys.at(next), index: next })
      scrollTo(next)
    },
    [keys, scrollTo],
  )

  useLayoutEffect(() => {
    const lost = inside.current && document.activeElement === document.body
    if (!wanted.current && !lost) return
    wanted.current = false
    table.current?.querySelector<HTMLElement>('[data-active] [data-row-link]')?.focus({ preventScroll: true })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target
    if (!(target instanceof HTMLElement) || event.altKey) return
    const row = target.closest('[data-row]')
    if (!row) return
    const command = event.ctrlKey || event.metaKey
    if (command && event.key === 'a') options.onSelectAll()
    else if (command && event.key !== 'Home' && event.key !== 'End') return
    else if (event.key === 'ArrowDown') focus(index + 1)
    else if (event.key === 'ArrowUp') {
      if (index === 0) options.onLeave()
      else focus(index - 1)
    } else if (event.key === 'PageDown') focus(index + options.page())
    else if (event.key === 'PageUp') focus(index - options.page())
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(keys.length - 1)
    else if (event.key === ' ' && !target.matches('input, button')) {
      if (key !== undefined) options.onToggle(key)
    } else if (event.key === 'Enter' && target instanceof HTMLInputElement) {
      row.querySelector<HTMLElement>('[data-row-link]')?.click()
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const controls = [...row.querySelectorAll<HTMLElement>('a, input, button')]
      controls[controls.indexOf(target) + (event.key === 'ArrowLeft' ? -1 : 1)]?.focus()
    } else return
    event.preventDefault()
  }

  const onFocus = ({ target }: { target: EventTarget }) => {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]') : null
    inside.current = row !== null
    const focused = row?.dataset.row
    if (focused !== undefined) setVisited(focused)
    if (focused !== undefined && focused !== key) setActive({ key: focused, index: keys.indexOf(focused) })
  }

  // React sends no blur for what it takes away itself, so this is a focus that went elsewhere.
  const onBlur = ({ relatedTarget }: { relatedTarget: EventTarget | null }) => {
    inside.current = relatedTarget instanceof Node && (table.current?.contains(relatedTarget) ?? false)
  }

  return { index, key, visited, inside, focus, onKeyDown, onFocus, onBlur }
}
