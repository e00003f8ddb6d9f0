import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './usage-bar.module.css'

export interface UsageBarProps {
  used: number | undefined
  total: number | undefined
  /** What is used, e.g. `Memory`; names the meter. */
  label: string
  format: (value: number | undefined) => string
  /** Only the bar, for a table cell; the text is left to assistance. */
  compact?: boolean
}

/** How much of a capacity is used: text and bar, a meter to assistance. Orange from 75 %, red from 90 %. */
export function UsageBar({ used, total, label, format, compact = false }: UsageBarProps): ReactNode {
  const share = shareOf(used, total)
  const percent = share === undefined ? undefined : Math.round(share * 100)
  const text =
    percent === undefined
      ? total === undefined
        ? 'unknown'
        : `${format(total)}, use unknown`
      : `${format(used)} of ${format(total)} (${percent}\u00a0%)`
  const tone = percent === undefined || percent < 75 ? '' : percent < 90 ? classes.high : classes.full
  return (
    <div>
      {compact ? null : (
        <div className={classes.head}>
          <span className={classes.label}>{label}</span>
          <span className={classes.value}>{text}</span>
        </div>
      )}
      <div className={classes.track}>
        <div className={`${classes.fill} ${tone}`} style={{ width: `${Math.min(100, percent ?? 0)}%` }} />
        <VisuallyHidden>
          <meter
            aria-label={label}
            aria-valuetext={text}
            min={0}
            max={100}
            value={Math.min(100, percent ?? 0)}
          />
        </VisuallyHidden>
      </div>
    </div>
  )
}

/** Used share 0…1 (above 1 when overcommitted), or `undefined` when either is unknown. */
function shareOf(used: number | undefined, total: number | undefined): number | undefined {
  if (used === undefined || total === undefined || total <= 0) return undefined
  return used / total
}
