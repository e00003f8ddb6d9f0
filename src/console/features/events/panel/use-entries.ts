import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { type LogEvent, newestFirst } from '../../../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../../../contract/events/filter.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { faultOf, orpc } from '../../../client/api.ts'
import { useRecentEvents } from '../../../client/event-tail.ts'

const pageSize = 100
/** A system that finds little looks through much: so many answers are waited for. */
const mostPages = 6

/** Few entries of one system, read whole. */
export interface Entries {
  /** Newest first. */
  events: readonly LogEvent[]
  /** Nothing was read yet. */
  pending: boolean
  reading: boolean
  fault: FaultInfo | undefined
  /** All that fit are there. */
  complete: boolean
  /** Everything from here on is there. */
  readBackTo: number | undefined
  /** Reads on, or again after a fault. */
  more(): void
}

/** What fits a filter in one system's log, about `most` entries; new ones come by themselves. */
export function useEntries(system: string, filter: EventFilter, most = 200): Entries {
  const query = useInfiniteQuery(
    orpc.events.page.infiniteOptions({
      input: (cursor: string | undefined) => ({
        system,
        filter,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ cursor }) => cursor,
      // What comes is told by the live stream.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: false,
    }),
  )
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query
  const pages = data?.pages
  const read = useMemo(() => pages?.flatMap(({ events }) => events) ?? [], [pages])
  const wanted =
    hasNextPage && !isFetching && !isError && read.length < most && (pages?.length ?? 0) < mostPages
  useEffect(() => {
    if (wanted) void fetchNextPage()
  }, [wanted, fetchNextPage])

  const tail = useRecentEvents().get(system)?.events
  const fits = useMemo(() => eventMatcher(filter), [filter])
  const events = useMemo(() => {
    const known = new Map(read.map((event) => [event.id, event]))
    for (const event of tail ?? []) if (!known.has(event.id) && fits(event)) known.set(event.id, event)
    return [...known.values()].sort(newestFirst)
  }, [read, tail, fits])
  return {
    events,
    pending: query.isPending,
    reading: isFetching,
    fault: isError ? faultOf(query.error) : undefined,
    complete: data !== undefined && !hasNextPage,
    readBackTo: pages?.at(-1)?.readBackTo,
    more: () => void (data === undefined || !hasNextPage ? refetch() : fetchNextPage()),
  }
}
