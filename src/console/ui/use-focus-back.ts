import { useEffect, useState } from 'react'

/** For what lies over the page: gives the focus back to where it was when this came, once this has gone. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => {
        // Another dialog, or what somebody went to, has it by now.
        if (document.activeElement !== document.body) return
        const known = before instanceof HTMLElement && before.isConnected && before !== document.body
        const place = known ? before : document.querySelector<HTMLElement>('main')
        place?.focus({ preventScroll: true })
      })
    },
    [before],
  )
}
