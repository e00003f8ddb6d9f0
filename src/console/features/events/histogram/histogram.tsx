import type { ReactNode } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'

interface EventHistogramProps {
  filter: EventFilter
  /** Ids of those that are asked. */
  systems: readonly string[]
  /** Days and hours of UTC instead of the reader's. */
  utc: boolean
  /** Narrows the page to a stretch; `undefined` leaves an exact range for the one before. */
  onRange(range: { from: number; until: number } | undefined): void
}

/** Counts over the range. */
export function EventHistogram(_: EventHistogramProps): ReactNode {
  return null
}
