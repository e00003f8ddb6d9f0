import type { ReactNode } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'

interface EventPanelProps {
  event: LogEvent
  /** Times of UTC instead of the reader's zone. */
  utc: boolean
  onClose(): void
  /** Opens another entry: it need not be among the rows of the page. */
  onShow(event: LogEvent): void
  /** Goes to the row above (-1) or below (1); absent where there is none. */
  onStep?: ((by: -1 | 1) => void) | undefined
}

/** What is known of one entry. */
export function EventPanel(_: EventPanelProps): ReactNode {
  return null
}
