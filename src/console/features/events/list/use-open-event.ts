import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { eventKey, type LogEvent } from '../../../../contract/events/event.ts'
import type { TimelineRow } from '../../../client/event-log.ts'
import type { EventsUrlState } from '../filter/use-events-url.ts'

interface OpenEvent {
  /** The entry that the address names, where it is known. */
  event: LogEvent | undefined
  /** It was opened here, and not by the address. */
  here: boolean
  show(event: LogEvent): void
  close(): void
  /** Opens the entry above (-1) or below (1) among the rows. */
  step(by: -1 | 1): void
}

/** The open entry stands in the address; one that is not among the rows is remembered from when it was opened. */
export function useOpenEvent(
  { url, change }: Pick<EventsUrlState, 'url' | 'change'>,
  rows: readonly TimelineRow[],
): OpenEvent {
  const key = url.event
  const [opened, setOpened] = useState<ReadonlyMap<string, LogEvent>>(new Map())
  const here = key === undefined ? undefined : opened.get(key)
  const found = useMemo(
    () => (key === undefined || here !== undefined ? undefined : find(rows, key)),
    [rows, key, here],
  )
  const event = here ?? found

  const isOpen = key !== undefined
  const show = useCallback(
    (next: LogEvent) => {
      setOpened((old) => new Map([...old].slice(-50)).set(eventKey(next), next))
      // The way back leads out of the panel, not through all that was looked at in it.
      change({ event: eventKey(next), at: next.at }, { replace: isOpen })
    },
    [change, isOpen],
  )
  const close = useCallback(() => change({ event: undefined, at: undefined }, { replace: true }), [change])

  const latest = useRef({ rows, key })
  useEffect(() => {
    latest.current = { rows, key }
  })
  const step = useCallback(
    (by: -1 | 1) => {
      const { rows: now, key: from } = latest.current
      let at = now.findIndex((row) => row.kind === 'event' && eventKey(row.event) === from)
      if (at < 0) return
      do at += by
      while (now[at]?.kind === 'gap')
      const row = now[at]
      if (row?.kind === 'event') show(row.event)
    },
    [show],
  )
  return { event, here: here !== undefined, show, close, step }
}

function find(rows: readonly TimelineRow[], key: string): LogEvent | undefined {
  for (const row of rows) if (row.kind === 'event' && eventKey(row.event) === key) return row.event
  return undefined
}

/** When the entry some rows above one was: what is newer than its surroundings. */
export function newerThan(rows: readonly TimelineRow[], event: LogEvent): number | undefined {
  const index = rows.findIndex((row) => row.kind === 'event' && row.event === event)
  const above = rows[index - 40]
  return index < 40 || above?.kind !== 'event' ? undefined : above.event.at
}
