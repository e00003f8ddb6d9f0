import type { ReactNode } from 'react'
import { formatDuration } from '../../../../contract/units.ts'
import { useNow } from '../../../ui/use-now.ts'
import { momentText } from '../filter/moment-text.ts'
import classes from './list.module.css'

/** When an entry was, by its system's clock: to the second, and how long ago that is. */
export function TimeCell({ at, utc }: { at: number; utc: boolean }): ReactNode {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return '–'
  const iso = date.toISOString()
  return (
    <time dateTime={iso} title={utc ? iso : `${momentText(at, false)}, in UTC ${iso}`}>
      <span className={classes.line}>{momentText(at, utc, true)}</span>
      <span className={`${classes.line} ${classes.aside}`}>
        <Ago at={at} />
      </span>
    </time>
  )
}

/** `3 min ago`; what lies ahead by more than a few seconds shows that clocks differ. */
function Ago({ at }: { at: number }): ReactNode {
  const ago = useNow(5000) - at
  if (Math.abs(ago) < 10_000) return 'now'
  return ago > 0 ? `${roughly(ago)} ago` : `${roughly(-ago)} ahead`
}

/** Minutes and seconds of what was hours ago are of no use. */
function roughly(ms: number): string {
  const unit = [86_400_000, 3_600_000, 60_000].find((each) => ms >= each * (each === 60_000 ? 1 : 2)) ?? 1000
  return formatDuration(Math.floor(ms / unit) * unit)
}
