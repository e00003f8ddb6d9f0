import { useCallback, useLayoutEffect, useRef } from 'react'
import { type Placed, placeRows } from './row-slots.ts'

interface Options {
  /** Of the rows to show, in order. */
  keys: readonly string[]
  /** Names the question that they answer. */
  name: string
  /** The row where the focus is or was last. */
  visited: string | undefined
  /** Whether the focus is in a row. */
  focused: { readonly current: boolean }
}

/** The elements of the rows to show, see `placeRows`, and what must hear of every press on one. */
export function useRowSlots({ keys, name, visited, focused }: Options): {
  placed: readonly Placed[]
  onPointerDown(): void
} {
  // Of the last commit alone, so that a render which is thrown away leaves nothing behind.
  const committed = useRef<{ name: string; placed: readonly Placed[] }>({ name, placed: [] })
  const pressed = useRef(false)
  const anew = committed.current.name !== name
  const placed = placeRows(committed.current.placed, {
    keys,
    anew,
    visited,
    focused: focused.current,
    pressed: pressed.current,
  })
  useLayoutEffect(() => {
    committed.current = { name, placed }
  })

  const onPointerDown = useCallback(() => {
    pressed.current = true
    const release = () => {
      removeEventListener('pointerup', release, true)
      removeEventListener('pointercancel', release, true)
      // The click comes right after it.
      setTimeout(() => {
        pressed.current = false
      })
    }
    addEventListener('pointerup', release, true)
    addEventListener('pointercancel', release, true)
  }, [])
  return { placed, onPointerDown }
}
