// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EventGap } from '../../../../contract/events/event.ts'
import { adviceOf } from '../../../../contract/fault.ts'
import { nextTry } from '../../../client/system-condition.ts'
import { RefreshIcon, WarningIcon } from '../../../ui/icons.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { momentText } from '../filter/moment-text.ts'
import classes from './list.module.css'

/** The line above the entries of a day. */
export function DayRow(props: { at: number; utc: boolean; index: number; columns: number }): ReactNode {
  const { at, utc, index, columns } = props
  return (
    <div role="row" className={`${classes.row} ${classes.day}`} aria-rowindex={index + 2}>
      <div role="gridcell" className={classes.wide} aria-colspan={columns}>
        {(utc ? utcDays : localDays).format(at)}
      </div>
    </div>
  )
}

const localDays = new Intl.DateTimeFormat('en', { dateStyle: 'full' })
const utcDays = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' })

interface GapRowProps {
  gap: EventGap
  system: string
  systemName: string
  utc: boolean
  rowKey: string
  index: number
  top: number | undefined
  columns: number
  active: boolean
  onRetry(system: string): void
}

/** A stretch that a system did not give: which, why in its own words, what to do. */
export function GapRow(props: GapRowProps): ReactNode {
  const { gap, system, systemName, index, top, active } = props
  const { fault, retryAt } = gap
  const now = useNow(1000)
  const text = `${gapTitle(systemName, gap, props.utc)}: ${fault.message}${fault.code === undefined ? '' : ` (${fault.code})`}`
  const advice = `${fault.advice ?? adviceOf[fault.kind]}${retryAt === undefined ? '' : ` ${nextTry(retryAt, now)}`}`
  return (
    <div
      role="row"
      tabIndex={active ? 0 : -1}
      className={`${classes.row} ${classes.gap}${top === undefined ? '' : ` ${classes.away}`}`}
      style={top === undefined ? undefined : { top }}
      aria-rowindex={index + 2}
      data-row={props.rowKey}
    >
      <div role="gridcell" className={classes.wide} aria-colspan={props.columns}>
        <WarningIcon size={16} className={classes.gapIcon} />
        <span className={classes.gapText}>
          <span className={classes.line} title={text}>
            {text}
          </span>
          <span className={`${classes.line} ${classes.aside}`} title={advice}>
            {advice}
          </span>
        </span>
        <Button
          size="compact-sm"
          variant="default"
          tabIndex={active ? 0 : -1}
          leftSection={<RefreshIcon size={14} />}
          aria-label={`Try again to read the log of ${systemName}`}
          onClick={() => props.onRetry(system)}
        >
          Try again
        </Button>
      </div>
    </div>
  )
}

/** Which stretch of whose log is missing. */
export function gapTitle(systemName: string, { from, until }: EventGap, utc: boolean): string {
  const of = `Entries of ${systemName} are missing`
  const [first, last] = [from, until].map((at) => (at === undefined ? undefined : momentText(at, utc, true)))
  if (first === undefined && last === undefined) return of
  if (first === undefined) return `${of} before ${last}`
  return last === undefined ? `${of} since ${first}` : `${of} from ${first} to ${last}`
}
