import type { ReactNode } from 'react'
import { formatDuration } from '../../contract/units.ts'
import { useNow } from './use-now.ts'

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A point in time (epoch ms) in the reader's own zone and language. */
export function Moment({ at }: { at: number }): ReactNode {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return '–'
  return <time dateTime={date.toISOString()}>{dateTime.format(date)}</time>
}

/** Time passed since `since` (epoch ms), ticking. */
export function Elapsed({ since }: { since: number }): ReactNode {
  const now = useNow()
  return <>{formatDuration(now - since)}</>
}
