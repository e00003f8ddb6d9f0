import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
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
  // The text that the address was given by this page; another one came by the way back or a link, and is followed.
  const [written, setWritten] = useState(url.text)
  if (url.text !== written) {
    setWritten(url.text)
    setText(url.text)
  }
  const latest = useRef({ setParams, text, written })
  useEffect(() => {
    latest.current = { setParams, text, written }
  })

  const change: EventsUrlState['change'] = useCallback((part, options) => {
    const { setParams: navigate, text: typed } = latest.current
    const next = part.text ?? textOf(typed)
    setWritten(next)
    if (part.text !== undefined) setText(part.text)
    navigate((old) => writeEventsUrl({ ...readEventsUrl(old), ...part, text: next }), options)
  }, [])
  const commitText = useCallback(() => {
    if (textOf(latest.current.text) !== latest.current.written) change({}, { replace: true })
  }, [change])
  useEffect(() => {
    if (textOf(text) === written) return
    const timer = setTimeout(commitText, pause)
    return () => clearTimeout(timer)
  }, [text, written, commitText])

  return { url, text, setText, commitText, change }
}

function textOf(text: string): string {
  return text.trim() === '' ? '' : text
}
