import { useCallback, useEffect, useRef, useState } from 'react'
import type { useEventLog } from '../../../client/event-log.ts'

export interface Follow {
  paused: boolean
  /** Paused by the button, and not by scrolling or an open entry. */
  asked: boolean
  /** Since when new entries are shown as they come, epoch ms. */
  since: number
  pause(): void
  resume(): void
  onTop(atTop: boolean): void
  onVisit(visits: boolean): void
}

/**
 * Whether new entries are shown as they come. They wait while the reader is elsewhere than at the top, looks at an entry, or
 * asked for a pause.
 */
export function useFollow(
  log: Pick<ReturnType<typeof useEventLog>, 'pause' | 'resume'>,
  { question, open }: { question: string; open: boolean },
): Follow {
  const [asked, setAsked] = useState(false)
  const [scrolled, setScrolled] = useState(false)
  const [visited, setVisited] = useState(false)
  /** The reader wants to see new ones beside the open entry. */
  const [despiteOpen, setDespiteOpen] = useState(false)
  const [since, setSince] = useState(() => Date.now())
  const paused = asked || scrolled || visited || (open && !despiteOpen)
  if (!open && despiteOpen) setDespiteOpen(false)

  const latest = useRef(log)
  useEffect(() => {
    latest.current = log
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another log
  useEffect(() => {
    if (paused) latest.current.pause()
    else {
      latest.current.resume()
      setSince(Date.now())
    }
  }, [paused, question])

  return {
    paused,
    asked,
    since,
    pause: useCallback(() => setAsked(true), []),
    resume: useCallback(() => {
      setAsked(false)
      setScrolled(false)
      setVisited(false)
      setDespiteOpen(true)
    }, []),
    onVisit: setVisited,
    onTop: useCallback((atTop: boolean) => setScrolled(!atTop), []),
  }
}
