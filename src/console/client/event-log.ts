import { useEffect, useMemo, useRef, useState } from 'react'
import {
  type EventCoverage,
  type EventGap,
  eventKey,
  type LogEvent,
  newestFirst,
} from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import { api, faultOf } from './api.ts'
import { onEvents, recentEvents } from './event-tail.ts'

/** One row of a shown log: an entry, or a stretch that a system did not give. */
export type TimelineRow = { kind: 'event'; event: LogEvent } | { kind: 'gap'; system: string; gap: EventGap }

export interface EventLogView {
  /** Newest first; identity of a row's `event` never changes. */
  rows: readonly TimelineRow[]
  /** One per asked system. */
  coverage: readonly EventCoverage[]
  /** Entries that fit and came while paused; not among `rows`. */
  waiting: number
  /** A page is on its way. */
  reading: boolean
  /** There is nothing older in the range. */
  complete: boolean
  tail: ReadonlyMap<string, 'following' | 'connecting' | FaultInfo>
}

export interface EventLogControls {
  readOlder(): void
  retry(system: string): void
  pause(): void
  resume(): void
}

/**
 * The log of `systems` as far as it fits `filter`: read backwards on demand, followed at the top. Another filter (by
 * its values) begins another log.
 */
export function useEventLog(
  filter: EventFilter,
  systems: readonly string[],
): EventLogView & EventLogControls & { paused: boolean } {
  const key = JSON.stringify([filter, systems])
  const [events, setEvents] = useState<readonly LogEvent[]>([])
  const [coverage, setCoverage] = useState<ReadonlyMap<string, EventCoverage>>(new Map())
  const [reading, setReading] = useState(false)
  const [paused, setPaused] = useState(false)
  const cursors = useRef(new Map<string, string>())
  const run = useRef<{ key: string; read(system: string): void } | undefined>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the values of filter and systems
  useEffect(() => {
    const abort = new AbortController()
    const fits = eventMatcher(filter)
    const add = (more: readonly LogEvent[]) =>
      setEvents((now) => {
        const known = new Set(now.map(eventKey))
        return [...now, ...more.filter((event) => fits(event) && !known.has(eventKey(event)))].sort(
          newestFirst,
        )
      })
    const read = (system: string) => {
      const cursor = cursors.current.get(system)
      setReading(true)
      void api.events
        .page(
          { system, filter, limit: 200, ...(cursor === undefined ? {} : { cursor }) },
          { signal: abort.signal },
        )
        .then(
          (page) => {
            add(page.events)
            if (page.cursor === undefined) cursors.current.delete(system)
            else cursors.current.set(system, page.cursor)
            const { pushedDown, readBackTo, skewMs } = page
            const now: EventCoverage = { system, pushedDown, complete: page.cursor === undefined, gaps: [] }
            if (readBackTo !== undefined) now.readBackTo = readBackTo
            if (skewMs !== undefined) now.skewMs = skewMs
            setCoverage((all) => new Map(all).set(system, now))
            setReading(false)
          },
          (error: unknown) => {
            if (abort.signal.aborted) return
            const gaps = [{ fault: faultOf(error) }]
            setCoverage((all) => new Map(all).set(system, { system, pushedDown: [], complete: false, gaps }))
            setReading(false)
          },
        )
    }
    setEvents([])
    setCoverage(new Map())
    cursors.current.clear()
    run.current = { key, read }
    for (const system of systems) read(system)
    const stop = onEvents((system, fresh) => {
      if (systems.includes(system)) add(fresh)
    })
    return () => {
      abort.abort()
      stop()
    }
  }, [key])

  const rows = useMemo(
    () => [
      ...[...coverage.values()].flatMap(({ system, gaps }) =>
        gaps.map((gap) => ({ kind: 'gap' as const, system, gap })),
      ),
      ...events.map((event) => ({ kind: 'event' as const, event })),
    ],
    [events, coverage],
  )
  return {
    rows,
    coverage: systems.map(
      (system) => coverage.get(system) ?? { system, complete: false, pushedDown: [], gaps: [] },
    ),
    waiting: 0,
    reading,
    complete: systems.every((system) => coverage.get(system)?.complete === true),
    tail: new Map(systems.map((system) => [system, recentEvents().has(system) ? 'following' : 'connecting'])),
    paused,
    readOlder: () => {
      for (const system of cursors.current.keys()) run.current?.read(system)
    },
    retry: (system) => run.current?.read(system),
    pause: () => setPaused(true),
    resume: () => setPaused(false),
  }
}
