import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
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

/** The page's state in its address: typing replaces the address, all else adds to the history. */
export function useEventsUrl(): EventsUrlState {
  const [params, setParams] = useSearchParams()
  const url = useMemo(() => readEventsUrl(params), [params])
  const [text, setText] = useState(url.text)
  const own = useId()
  const { key, state } = useLocation()
  // The address follows when the browser has time for it, and more may have been typed since: what this page wrote is old.
  const wrote = useNavigationType() !== 'POP' && isOwn(state, own)
  /** The text that the address has or is about to get. */
  const written = useRef(url.text)
  const latest = useRef({ setParams, text })
  useEffect(() => {
    latest.current = { setParams, text }
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address: the way back, a link
  useEffect(() => {
    if (wrote) return
    written.current = url.text
    setText(url.text)
  }, [key])

  const change: EventsUrlState['change'] = useCallback(
    (part, options) => {
      const { setParams: navigate, text: typed } = latest.current
      const next = part.text ?? textOf(typed)
      written.current = next
      if (part.text !== undefined) setText(part.text)
      navigate((old) => writeEventsUrl({ ...readEventsUrl(old), ...part, text: next }), {
        ...options,
        state: { own },
      })
    },
    [own],
  )
  const commitText = useCallback(() => {
    if (textOf(latest.current.text) !== written.current) change({}, { replace: true })
  }, [change])
  useEffect(() => {
    if (textOf(text) === written.current) return
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
