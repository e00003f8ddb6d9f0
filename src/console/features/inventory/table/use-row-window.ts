import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useLookOnScroll } from '../../../ui/use-look-on-scroll.ts'

/** What of a table is in sight or close to it: rows by index, the rest in pixels. */
export interface RowWindow {
  first: number
  /** Without this one. */
  end: number
  left: number
  right: number
}

interface Options {
  region: RefObject<HTMLElement | null>
  count: number
  /** Pixels, the header's too. */
  rowHeight: number
  /** Where to start, pixels. */
  initialOffset: number
}

/** Rows beyond the edges that are kept in the page. */
const spare = 6
/** Sideways the window moves in steps of so many pixels. */
const sidestep = 200

/**
 * The part of a table of equal rows that has to be in the page, and the way to bring a row into sight. The
 * header is as high as a row and stays at the top.
 */
export function useRowWindow({ region, count, rowHeight, initialOffset }: Options): {
  window: RowWindow
  /** How far the region is scrolled, pixels. */
  offset: RefObject<number>
  scrollTo(index: number): void
} {
  const offset = useRef(initialOffset)
  const [sight, setSight] = useState<RowWindow>({ first: 0, end: 40, left: 0, right: 2000 })

  const look = useCallback(() => {
    const element = region.current
    if (!element) return
    const top = element.scrollTop
    // Who jumps on will never see the rows beyond the edges.
    const beyond = Math.abs(top - offset.current) > element.clientHeight ? 0 : spare
    offset.current = top
    const first = Math.max(0, Math.floor(top / rowHeight) - beyond)
    const end = Math.ceil((top + element.clientHeight) / rowHeight) + beyond
    const left = Math.floor(element.scrollLeft / sidestep) * sidestep
    const right = left + (Math.ceil(element.clientWidth / sidestep) + 1) * sidestep
    setSight((old) =>
      old.first === first && old.end === end && old.left === left && old.right === right
        ? old
        : { first, end, left, right },
    )
  }, [region, rowHeight])

  useLayoutEffect(() => {
    const element = region.current
    if (element && initialOffset > 0) element.scrollTop = initialOffset
    look()
  }, [region, initialOffset, look])

  useLookOnScroll(region, look)

  const scrollTo = useCallback(
    (index: number) => {
      const element = region.current
      if (!element) return
      const lowest = (index + 2) * rowHeight - element.clientHeight
      if (element.scrollTop > index * rowHeight) element.scrollTop = index * rowHeight
      else if (element.scrollTop < lowest) element.scrollTop = lowest
      look()
    },
    [region, rowHeight, look],
  )

  // After a short answer the browser has yet to move what is in sight.
  const end = Math.min(count, sight.end)
  const first = Math.max(0, Math.min(sight.first, end - (sight.end - sight.first)))
  return { window: { ...sight, first, end }, offset, scrollTo }
}
