import type { ReactNode } from 'react'
import type { PatternError } from '../../../../contract/clone/name-pattern.ts'
import classes from '../clone.module.css'

/** What is wrong with a pattern, with the place marked in it. */
export function PatternNote({
  pattern,
  errors,
}: {
  pattern: string
  errors: readonly PatternError[]
}): ReactNode {
  const [first] = errors
  if (first === undefined) return null
  const { at, length, message } = first
  return (
    <>
      {message}
      {length === 0 || pattern.trim() === '' ? null : (
        <code className={classes.pattern}>
          {pattern.slice(0, at)}
          <mark>{pattern.slice(at, at + length)}</mark>
          {pattern.slice(at + length)}
        </code>
      )}
    </>
  )
}
