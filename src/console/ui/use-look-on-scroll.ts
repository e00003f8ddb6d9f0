import { useEffect } from 'react'
import { flushSync } from 'react-dom'

/** Calls `look` whenever the scrolled region moves or changes its size. */
export function useLookOnScroll(region: { readonly current: HTMLElement | null }, look: () => void): void {
  useEffect(() => {
    const element = region.current
    if (!element) return
    // Browsers tell of scrolling right before they paint: what comes into sight is to be in that very frame.
    const onScroll = () => flushSync(look)
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [region, look])
}
