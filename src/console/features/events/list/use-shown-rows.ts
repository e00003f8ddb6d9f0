import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { EventLogView, TimelineRow } from '../../../client/event-log.ts'

/** As many rows are looked through at once while somebody types; the rest comes with the answers. */
const atOnce = 5000

/**
 * Rows that fit what is asked as far as that is known at once: the answer of the systems takes a moment, and until then what
 * was loaded before is filtered here. `text` is what stands in the field now.
 */
export function useShownRows(
  log: Pick<EventLogView, 'rows' | 'reading'>,
  filter: EventFilter | undefined,
  text: string,
): readonly TimelineRow[] {
  const { rows, reading } = log
  const before = useRef<readonly TimelineRow[]>([])
  const waits = reading && rows.length === 0
  useEffect(() => {
    if (!waits) before.current = rows
  }, [waits, rows])
  const typed = useDeferredValue(text.trim().slice(0, 500))
  return useMemo(() => {
    if (filter === undefined) return []
    if (waits) return fitting(before.current, { ...filter, text: typed })
    return typed === (filter.text ?? '') ? rows : fitting(rows, { text: typed })
  }, [rows, waits, filter, typed])
}

function fitting(rows: readonly TimelineRow[], filter: EventFilter): readonly TimelineRow[] {
  const fits = eventMatcher(filter)
  return rows.slice(0, atOnce).filter((row) => row.kind === 'event' && fits(row.event))
}
