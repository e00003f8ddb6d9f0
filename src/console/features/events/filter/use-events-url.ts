import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useLocation, useNavigationType, useSearchParams } from 'react-router'
import { type EventsUrl, readEventsUrl, writeEventsUrl } from './url-state.ts'

export interface EventsUrlState {
  url: EventsUrl
  /** The searched text as typed; the address follows a moment later. */
  text: string
  setText(text: string): void
  /** Brings the address up to date at once. */
  commitText(): void
  /** Changes the rest; `replace` where the way back should not stop at it. */
  change(part: Partial<EventsUrl>, options?: { replace: boolean }): void
}

const pause = 250

/**
 * The page's state in its address: typing replaces the address, all else adds to the history. The address follows when the
 * browser has time for it; the page does not wait for that.
 */
export function useEventsUrl(): EventsUrlState {
  const [params, setParams] = useSearchParams()
  const [url, setUrl] = useState(() => readEventsUrl(params))
  const [text, setText] = useState(url.text)
  const own = useId()
  const { key, state } = useLocation()
  const wrote = useNavigationType() !== 'POP' && isOwn(state, own)
  /** What the address has or is about to get. */
  const wanted = useRef(url)
  const latest = useRef({ setParams, text })
  useEffect(() => {
    latest.current = { setParams, text }
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address that this page did not write: the way back, a link
  useEffect(() => {
    if (wrote) return
    wanted.current = readEventsUrl(params)
    setUrl(wanted.current)
    setText(wanted.current.text)
  }, [key])

  const change: EventsUrlState['change'] = useCallback(
    (part, options) => {
      const { setParams: navigate, text: typed } = latest.current
      wanted.current = { ...wanted.current, text: textOf(typed), ...part }
      setUrl(wanted.current)
      if (part.text !== undefined) setText(part.text)
      navigate(writeEventsUrl(wanted.current), { ...options, state: { own } })
    },
    [own],
  )
  const commitText = useCallback(() => {
    if (textOf(latest.current.text) !== wanted.current.text) change({}, { replace: true })
  }, [change])
  useEffect(() => {
    if (textOf(text) === wanted.current.text) return
    const timer = setTimeout(commitText, pause)
    return () => clearTimeout(timer)
  }, [text, commitText])

  return { url, text, setText, commitText, change }
}

function isOwn(state: unknown, own: string): boolean {
  return typeof state === 'object' && state !== null && 'own' in state && state.own === own
}

function textOf(text: string): string {
  return text.trim() === '' ? '' : text
}
