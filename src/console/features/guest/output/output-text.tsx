import type { ReactNode } from 'react'
import classes from '../guest.module.css'

/** A text as it was written, which can be scrolled by the keys. */
export function OutputText({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
    // biome-ignore lint/a11y/useSemanticElements: it is no group of fields
    <div role="group" className={classes.output} tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
