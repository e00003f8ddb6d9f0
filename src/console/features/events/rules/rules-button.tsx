import type { ReactNode } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'

/** Makes a rule of the page's filter, and lists the rules. */
export function WatchRulesButton(_: { filter: EventFilter }): ReactNode {
  return null
}
