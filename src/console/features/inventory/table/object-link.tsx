import { createContext, type MouseEvent, type ReactNode, use, useCallback } from 'react'
import { useHref, useNavigate } from 'react-router'

/** What stands before every path of the console in an address. */
const BaseContext = createContext('')

/**
 * Lets `ObjectLink`s work. A table shows hundreds of links, which come and go as it scrolls; the router's own
 * each follow the address for themselves, these are all served by one handler.
 */
export function useObjectLinks(): {
  base: string
  onClick(event: MouseEvent): void
} {
  const base = useHref('/').replace(/\/$/, '')
  const navigate = useNavigate()
  const onClick = useCallback(
    (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-to]') : null
      const to = link?.dataset.to
      // A click that asks for another tab or window is the browser's.
      if (to === undefined || event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      void navigate(to)
    },
    [navigate],
  )
  return { base, onClick }
}

export const ObjectLinks = BaseContext.Provider

interface ObjectLinkProps {
  /** A path of the console. */
  to: string
  className: string | undefined
  title?: string
  /** The link that stands for its row. */
  ofRow?: true
  children: ReactNode
}

/** A link in a table. */
export function ObjectLink({ to, className, title, ofRow, children }: ObjectLinkProps): ReactNode {
  return (
    <a
      className={className}
      href={use(BaseContext) + to}
      title={title}
      data-to={to}
      data-row-link={ofRow ? '' : undefined}
    >
      {children}
    </a>
  )
}
