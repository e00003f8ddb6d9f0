import { Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { adviceOf } from '../../../../contract/fault.ts'
import { StatusText } from '../../../ui/status-dot.tsx'
import { momentText } from '../filter/moment-text.ts'
import classes from './histogram.module.css'
import type { SystemCounts } from './use-counts.ts'

/** Of each system that is not counted in full: how far it is, or why it cannot be. */
export function ProgressNotes(props: {
  counted: readonly SystemCounts[]
  utc: boolean
  systemName: (id: string) => string
}): ReactNode {
  const { counted, utc, systemName } = props
  const notes = counted.flatMap((one) => {
    const { system, counts, fault, old } = one
    const name = systemName(system)
    const back =
      counts?.countedBackTo === undefined || old
        ? undefined
        : `counted back to ${momentText(counts.countedBackTo, utc)}`
    if (fault !== undefined)
      return (
        <li key={system}>
          <StatusText tone={counts?.countedBackTo === undefined ? 'error' : 'warning'}>
            <span className={classes.wrap}>
              {name}: {back === undefined ? 'not counted' : `${back}, no further`}. {fault.message}{' '}
              {fault.advice ?? adviceOf[fault.kind]}
            </span>
          </StatusText>
        </li>
      )
    if (counts?.limit !== undefined && !counts.complete)
      return (
        <li key={system}>
          <StatusText tone="warning">
            <span className={classes.wrap}>
              {name}: {back ?? 'counted'}; counting ends at {counts.limit.toLocaleString('en')} entries.
              Narrow the range to see older ones.
            </span>
          </StatusText>
        </li>
      )
    if (counts?.complete === true && !old) return []
    return (
      <li key={system}>
        <Loader size={12} aria-hidden="true" /> {name}: {back ?? 'counting'} …
      </li>
    )
  })
  if (notes.length === 0) return null
  return (
    <ul className={classes.notes} aria-label="Counting">
      {notes}
    </ul>
  )
}
