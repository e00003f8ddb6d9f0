import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { readUrl, type UrlState, writeUrl } from './url-state.ts'

interface PageState {
  url: UrlState
  /** The search text as typed; the address follows a moment later. */
  text: SearchText
  /** Brings the address up to date at once. */
  commitText(): void
  /** Changes the rest of the state. `replace` where the way back should not stop at it. */
  change(part: Partial<Omit<UrlState, 'query'>>, options?: { replace: boolean }): void
  /** Opens another state altogether, as a query string. */
  open(search: string): void
}

/** The search text outside of React's state: a key renders what shows the text, and not the whole page. */
export interface SearchText {
  get(): string
  set(text: string): void
  subscribe(listener: () => void): () => void
}

export function useSearchText(text: SearchText): string {
  return useSyncExternalStore(text.subscribe, text.get)
}

function searchText(first: string): SearchText {
  const listeners = new Set<() => void>()
  let text = first
  return {
    get: () => text,
    set: (next) => {
      if (next === text) return
      text = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const pause = 250

/** The page's state in its address; typing replaces the address, all else adds to the history. */
export function useUrlState(): PageState {
  const [params, setParams] = useSearchParams()
  const url = useMemo(() => readUrl(params), [params])
  const [text] = useState(() => searchText(url.query))
  const written = useRef(url.query)
  const navigate = useRef(setParams)
  useEffect(() => {
    navigate.current = setParams
  })

  // An address that this page did not write is followed: the way back, a link, a saved view.
  useEffect(() => {
    if (url.query === written.current) return
    written.current = url.query
    text.set(url.query)
  }, [url.query, text])

  const commitText = useCallback(() => {
    const query = queryOf(text.get())
    if (query === written.current) return
    written.current = query
    navigate.current((old) => writeUrl({ ...readUrl(old), query }), { replace: true })
  }, [text])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = text.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(commitText, pause)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [text, commitText])

  const change: PageState['change'] = useCallback(
    (part, options) => {
      const query = queryOf(text.get())
      written.current = query
      navigate.current((old) => writeUrl({ ...readUrl(old), ...part, query }), options)
    },
    [text],
  )
  const open = useCallback((search: string) => navigate.current(new URLSearchParams(search)), [])
  return { url, text, commitText, change, open }
}

function queryOf(text: string): string {
  return text.trim() === '' ? '' : text
}
