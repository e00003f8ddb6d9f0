import { Fragment, type ReactNode } from 'react'
import type { SearchError } from '../../../../contract/search/ast.ts'
import classes from './search-box.module.css'

/** Underlines mistakes: the same text in the same type behind the input, unseen but for the marks. */
export function SearchMarks(props: {
  text: string
  errors: readonly SearchError[]
  /** How far the input is scrolled, pixels. */
  scrolled: number
}): ReactNode {
  if (props.errors.length === 0) return null
  return (
    <div className={classes.marks} aria-hidden="true">
      <div style={{ transform: `translateX(${-props.scrolled}px)` }}>
        {pieces(props.text, props.errors).map(({ text, start, bad }) =>
          bad ? (
            <mark key={start} className={classes.bad}>
              {text}
            </mark>
          ) : (
            <Fragment key={start}>{text}</Fragment>
          ),
        )}
      </div>
    </div>
  )
}

export interface Piece {
  text: string
  start: number
  bad: boolean
}

/** The text cut at the borders of the mistakes. A mistake at the very end gets a blank to stand on. */
export function pieces(text: string, errors: readonly SearchError[]): Piece[] {
  const result: Piece[] = []
  let at = 0
  for (const { start, end } of errors.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, Math.min(start, text.length))
    if (from > at) result.push({ text: text.slice(at, from), start: at, bad: false })
    const bad = text.slice(from, Math.max(from, end))
    if (bad !== '' || from === text.length)
      result.push({ text: bad === '' ? ' ' : bad, start: from, bad: true })
    at = Math.max(from, Math.min(end, text.length))
  }
  if (at < text.length) result.push({ text: text.slice(at), start: at, bad: false })
  return result
}
