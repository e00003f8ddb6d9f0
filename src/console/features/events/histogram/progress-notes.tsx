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
        : `counted back to ${minuteText(counts.countedBackTo, utc)}`
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
    return []
  })
  const counting = counted.filter(({ counts, fault, old }) => {
    const done = counts?.complete === true || counts?.limit !== undefined
    return fault === undefined && (old || !done)
  })
  if (notes.length === 0 && counting.length === 0) return null
  return (
    <ul className={classes.notes} aria-label="Counting">
      {counting.length === 0 ? null : (
        <li title={counting.map((one) => `${systemName(one.system)}: ${backText(one, utc)}`).join('\n')}>
          <Loader size={12} aria-hidden="true" /> {soFarText(counting, utc)} …
        </li>
      )}
      {notes}
    </ul>
  )
}

/** How far all of them are. */
function soFarText(counting: readonly SystemCounts[], utc: boolean): string {
  const times = counting.flatMap(({ counts, old }) => (old ? [] : (counts?.countedBackTo ?? [])))
  return times.length < counting.length
    ? 'Counting'
    : `Counted back to ${minuteText(Math.max(...times), utc)}`
}

function backText({ counts, old }: SystemCounts, utc: boolean): string {
  const back = old ? undefined : counts?.countedBackTo
  return back === undefined ? 'nothing counted yet' : `counted back to ${minuteText(back, utc)}`
}

function minuteText(at: number, utc: boolean): string {
  return momentText(Math.ceil(at / 60_000) * 60_000, utc)
}
