import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

/** A framed part of a page under its own heading, a region named by it. */
export function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 className={classes.title} id={id}>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** Sections side by side where there is room. */
export function SectionGrid({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes.grid}>{children}</div>
}
