import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { EventCounts } from '../../../../contract/events/page.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { faultOf, orpc } from '../../../client/api.ts'
import { onEvents } from '../../../client/event-tail.ts'
import { useNow } from '../../../ui/use-now.ts'
import { barWidth, bucketWidth, edgesOf } from './bars.ts'

/** What one system counted. */
export interface SystemCounts {
  system: string
  /** Absent: it has not answered yet. */
  counts: EventCounts | undefined
  /** They are those of another filter; the right ones are on their way. */
  old: boolean
  fault: FaultInfo | undefined
}

const hour = 3_600_000
/** While a system counts, it is asked so often; ms. */
const countingPause = 1000
/** Where it cannot, so often. */
const faultPause = 5000
/** New entries are counted again at most so often. */
const freshPause = 3000
const farFuture = Date.UTC(9000, 0)

/** Width of the buckets to ask for, ms: bars of any time zone can be put together out of them. */
export function bucketMsOf({ from, until }: EventFilter, now: number): number {
  const end = until ?? now
  // How far back it goes is known when it is counted; hours are few enough for years.
  if (from === undefined)
    return Math.min(hour, bucketWidth(edgesOf(end - 400 * 24 * hour, end, 24 * hour, false)))
  const width = barWidth(from, end)
  return bucketWidth([...edgesOf(from, end, width, false), ...edgesOf(from, end, width, true)])
}

/** Counts of what fits `filter`, per system in the order given: asked again until all is counted, and when there is news. */
export function useCounts(filter: EventFilter, systems: readonly string[]): readonly SystemCounts[] {
  const client = useQueryClient()
  const minute = useNow(60_000)
  const { systems: wanted, ...rest } = filter
  const key = JSON.stringify(rest)
  const bucketMs = bucketMsOf(rest, minute)
  const input = useMemo(() => {
    // Written by the line above.
    const same = JSON.parse(key) as Omit<EventFilter, 'systems'>
    return { filter: same, bucketMs }
  }, [key, bucketMs])
  const asked = useMemo(
    () => systems.filter((id) => wanted === undefined || wanted.length === 0 || wanted.includes(id)),
    [systems, wanted],
  )
  useEffect(() => refreshWithTail(client, input.filter, asked), [client, input, asked])

  const combine = useCallback(
    (
      results: readonly {
        data: EventCounts | undefined
        error: Error | null
        isPlaceholderData: boolean
      }[],
    ): SystemCounts[] =>
      asked.map((system, index) => {
        const result = results[index]
        const error = result?.error ?? undefined
        return {
          system,
          counts: result?.data === undefined ? undefined : sensible(result.data),
          old: result?.isPlaceholderData === true,
          fault: error === undefined ? result?.data?.fault : faultOf(error),
        }
      }),
    [asked],
  )
  return useQueries({
    queries: asked.map((system) => ({
      ...orpc.events.counts.queryOptions({ input: { system, ...input } }),
      // Nothing is asked while nobody sees the page: that is how TanStack Query does it unless told otherwise.
      refetchInterval: (query: { state: { data: EventCounts | undefined; error: Error | null } }) => {
        const { data, error } = query.state
        if (error !== null || data?.fault !== undefined) return faultPause
        return data === undefined || data.complete || data.limit !== undefined ? false : countingPause
      },
      placeholderData: () => newestCounts(client, system),
      gcTime: 60_000,
    })),
    combine,
  })
}

/** A time that nobody lives to see says that nothing is counted yet. */
function sensible(counts: EventCounts): EventCounts {
  const { countedBackTo = 0, ...rest } = counts
  return countedBackTo > farFuture ? rest : counts
}

/** What was last counted in a system by whatever filter: better to look at than nothing, for a moment. */
function newestCounts(client: QueryClient, system: string): EventCounts | undefined {
  const found = client
    .getQueryCache()
    .findAll({ queryKey: orpc.events.counts.key({ input: { system } }) })
    .filter(({ state }) => state.data !== undefined)
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)[0]
  // The key is that of counts alone.
  return found?.state.data as EventCounts | undefined
}

/** Asks again for the counts on the page when entries come that fit; returns the way to stop it. */
function refreshWithTail(client: QueryClient, filter: EventFilter, systems: readonly string[]): () => void {
  const fits = eventMatcher(filter)
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    timer = undefined
    // A hidden page asks when it is seen.
    if (document.hidden) return
    for (const system of waiting) {
      void client.invalidateQueries(
        { queryKey: orpc.events.counts.key({ input: { system } }), refetchType: 'active' },
        { cancelRefetch: false },
      )
    }
    waiting.clear()
  }
  const seen = () => {
    if (!document.hidden && waiting.size > 0) timer ??= setTimeout(ask, freshPause)
  }
  const stop = onEvents((system, events) => {
    if (!systems.includes(system) || !events.some(fits)) return
    waiting.add(system)
    seen()
  })
  document.addEventListener('visibilitychange', seen)
  return () => {
    stop()
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
  }
}
