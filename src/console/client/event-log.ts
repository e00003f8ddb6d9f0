import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { EventFilter } from '../../contract/events/filter.ts'
import { api, faultOf } from './api.ts'
import { EventLog, type EventLogSource, type EventLogView } from './event-log-reader.ts'
import { onEvents, onTailChange, recentEvents } from './event-tail.ts'
import { liveConnection, onLiveConnection } from './live.ts'

export type { TimelineRow } from '../../contract/events/timeline.ts'
export type { EventLogView } from './event-log-reader.ts'

export interface EventLogControls {
  /**
   * Reads more of the past; call it when the end of the rows is near. `downTo` (epoch ms) asks for everything from then
   * on, for a link to a moment.
   */
  readOlder(downTo?: number): void
  /** Asks a system again, at once, for stretches that it did not give. */
  retry(system: string): void
  /** Lets new entries wait, and counts them. */
  pause(): void
  /** Shows what waited, and follows. */
  resume(): void
}

const source: EventLogSource = {
  read: (input, signal) => api.events.page(input, { signal }),
  faultOf,
  now: () => Date.now(),
  later: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  tails: recentEvents,
  connected: () => liveConnection().state === 'open',
  onEvents,
  onChange: (listener) => {
    const stops = [onTailChange(listener), onLiveConnection(listener)]
    return () => {
      for (const stop of stops) stop()
    }
  },
  // A hidden page is not painted: it makes nothing to show until it is seen again.
  frame: (run) => void requestAnimationFrame(run),
}

/**
 * The log of `systems` as far as it fits `filter`: read backwards on demand, followed at the top. Renders at most once
 * for each painting of the page.
 *
 * Another filter (by its values: keep `from` of a relative range until the range is chosen anew) begins another log at
 * once; where it only narrows the one before, rows that are known to fit stand there immediately. Whether it is paused
 * stays as it was. Systems may come and go. Who lets words be typed waits for a pause before it changes the filter: reads
 * begin at once.
 */
export function useEventLog(
  filter: EventFilter,
  systems: readonly string[],
): EventLogView & EventLogControls {
  const { systems: named, ...rest } = filter
  const key = JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const asked =
    named === undefined || named.length === 0 ? systems : systems.filter((id) => named.includes(id))
  const askedKey = asked.join(' ')

  const [open, setOpen] = useState(() => openLog(key, rest, asked))
  let now = open
  if (open.key !== key) {
    now = openLog(key, rest, asked, open)
    setOpen(now)
  }
  const { log } = now
  // Before the effects of everything else on the page: a browser has few connections, and rows are what is waited for.
  useLayoutEffect(() => {
    log.start()
    return () => log.stop()
  }, [log])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `askedKey` stands for the values of `asked`
  useEffect(() => log.setSystems(asked), [log, askedKey])

  const view = useSyncExternalStore(now.subscribe, now.view)
  return { ...view, ...now.controls }
}

interface OpenLog {
  key: string
  log: EventLog
  controls: EventLogControls
  subscribe: (listener: () => void) => () => void
  view: () => EventLogView
}

function openLog(key: string, filter: EventFilter, systems: readonly string[], before?: OpenLog): OpenLog {
  const log = new EventLog(filter, systems, source, before?.log)
  return {
    key,
    log,
    controls: {
      readOlder: (downTo) => log.readOlder(downTo),
      retry: (system) => log.retry(system),
      pause: () => log.pause(),
      resume: () => log.resume(),
    },
    subscribe: (listener) => log.subscribe(listener),
    view: () => log.view(),
  }
}
