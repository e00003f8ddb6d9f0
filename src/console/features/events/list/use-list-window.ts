import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useLookOnScroll } from '../../../ui/use-look-on-scroll.ts'
import { itemKey, type ListLayout } from './list-layout.ts'

interface Options {
  region: RefObject<HTMLElement | null>
  layout: ListLayout
  /** Pixels of the head that stays at the top. */
  headHeight: number
  /** Another one starts at the top. */
  question: string
  /** Told when the top is left or reached again. */
  onTop(atTop: boolean): void
}

export interface ListWindow {
  /** Items in sight or close to it; without `end`. */
  first: number
  end: number
  /** Brings an item into sight: with as little movement as it takes, or into the middle. */
  scrollTo(index: number, place?: 'near' | 'middle'): void
  toTop(): void
  /** Brings the entry with this key into sight, where it is in the list. */
  reveal(key: string, place: 'near' | 'middle'): void
  /** How many items fit. */
  page(): number
}

/** Pixels beyond the edges that are kept in the page. */
const spare = 300

/**
 * The part of a long list that has to be in the page. What is in sight stays in sight when items come and go above it; at the
 * very top new ones push the others down.
 */
export function useListWindow(options: Options): ListWindow {
  const { region, layout, headHeight, question } = options
  const [range, setRange] = useState({ first: 0, end: 30 })
  const latest = useRef(options)
  const anchor = useRef<{ key: string; index: number; by: number } | undefined>(undefined)
  const wasTop = useRef(true)

  const look = useCallback(() => {
    const element = region.current
    if (!element) return
    const { layout: now, headHeight: head, onTop } = latest.current
    const top = element.scrollTop
    const first = now.at(top - spare)
    const end = now.at(top + element.clientHeight - head + spare) + 1
    let index = now.at(top)
    while (index < now.items.length && now.items[index]?.kind !== 'event') index += 1
    const item = now.items[index]
    anchor.current = item === undefined ? undefined : { key: itemKey(item), index, by: top - now.top(index) }
    setRange((old) => (old.first === first && old.end === end ? old : { first, end }))
    const atTop = top <= 1
    if (atTop !== wasTop.current) {
      wasTop.current = atTop
      onTop(atTop)
    }
  }, [region])

  useLayoutEffect(() => {
    const { question: before } = latest.current
    latest.current = options
    const element = region.current
    if (!element) return
    if (before !== question) element.scrollTop = 0
    else if (element.scrollTop > 1 && anchor.current !== undefined) {
      const { key, index, by } = anchor.current
      const now = layout.indexOf(key, Math.min(index, layout.items.length - 1))
      const wanted = layout.top(now) + by
      if (now >= 0 && Math.abs(wanted - element.scrollTop) >= 1) element.scrollTop = wanted
    }
    look()
  })

  useLookOnScroll(region, look)

  const scrollTo: ListWindow['scrollTo'] = useCallback(
    (index, place = 'near') => {
      const element = region.current
      if (!element) return
      const { layout: now, headHeight: head } = latest.current
      const room = element.clientHeight - head
      const [top, bottom] = [now.top(index), now.top(index + 1)]
      // The line of the day above the first entry comes along.
      const upper = now.items[index - 1]?.kind === 'day' ? now.top(index - 1) : top
      if (place === 'middle') element.scrollTop = Math.max(0, (top + bottom - room) / 2)
      else if (element.scrollTop > upper) element.scrollTop = upper
      else if (element.scrollTop < bottom - room) element.scrollTop = bottom - room
      look()
    },
    [region, look],
  )
  const reveal = useCallback(
    (key: string, place: 'near' | 'middle') => {
      const index = latest.current.layout.indexOf(key)
      if (index >= 0) scrollTo(index, place)
    },
    [scrollTo],
  )
  const toTop = useCallback(() => {
    if (region.current) region.current.scrollTop = 0
    look()
  }, [region, look])
  const page = useCallback(
    () => Math.max(1, Math.floor(((region.current?.clientHeight ?? 0) - headHeight) / layout.top(1)) - 1),
    [region, headHeight, layout],
  )
  const end = Math.min(range.end, layout.items.length)
  return { first: Math.max(0, Math.min(range.first, end - 1)), end, scrollTo, toTop, reveal, page }
}
