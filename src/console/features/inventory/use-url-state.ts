import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { readUrl, type UrlState, writeUrl } from './url-state.ts'

interface PageState {
  url: UrlState
  /** The search text as typed; the address follows a moment later. */
  text: string
  setText(text: string): void
  /** Brings the address up to date at once. */
  commitText(): void
  /** Changes the rest of the state. `replace` where the way back should not stop at it. */
  change(part: Partial<Omit<UrlState, 'query'>>, options?: { replace: boolean }): void
  /** Opens another state altogether, as a query string. */
  open(search: string): void
}

const pause = 250

/** The page's state in its address; typing replaces the address, all else adds to the history. */
export function useUrlState(): PageState {
  const [params, setParams] = useSearchParams()
  const url = readUrl(params)
  const [text, setText] = useState(url.query)
  const written = useRef(url.query)
  const query = text.trim() === '' ? '' : text

  // An address that this page did not write is followed: the way back, a link, a saved view.
  useEffect(() => {
    if (url.query === written.current) return
    written.current = url.query
    setText(url.query)
  }, [url.query])

  const commitText = useCallback(() => {
    if (query === written.current) return
    written.current = query
    setParams((old) => writeUrl({ ...readUrl(old), query }), { replace: true })
  }, [query, setParams])

  useEffect(() => {
    const timer = setTimeout(commitText, pause)
    return () => clearTimeout(timer)
  }, [commitText])

  const change: PageState['change'] = (part, options) => {
    written.current = query
    setParams((old) => writeUrl({ ...readUrl(old), ...part, query }), options)
  }
  return { url, text, setText, commitText, change, open: (search) => setParams(new URLSearchParams(search)) }
}
