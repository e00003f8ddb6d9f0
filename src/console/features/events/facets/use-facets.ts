import { useMemo } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import type { EventCounts } from '../../../../contract/events/page.ts'
import { type SystemCounts, useCounts } from '../histogram/use-counts.ts'
import { useEventTypes } from '../list/type-names.ts'
import { mergeTypes, mergeUsers, type TypeFacet, type UserFacet } from './merge-facets.ts'

/** What the field of types or users offers, most frequent first. */
export interface Facets {
  /** `count` is absent for those that are known but were not counted. */
  types: readonly TypeFacet[]
  users: readonly UserFacet[]
  /** Every entry of the range is counted. */
  complete: boolean
  /** Every system that is asked has named its types. */
  typesKnown: boolean
}

/**
 * Types and users of what fits a filter, with counts over all these systems. What is chosen of a field does not narrow
 * what the same field offers. The counts are those of the histogram, asked once.
 */
export function useFacets(filter: EventFilter, systems: readonly string[]): Facets {
  // Without a choice in a field these are the very questions of the histogram.
  const forTypes = useCounts(useWithout(filter, 'types'), systems)
  const forUsers = useCounts(useWithout(filter, 'users'), systems)
  const known = useEventTypes(systems)
  return useMemo(
    () => ({
      types: mergeTypes(forTypes.map(current), known),
      users: mergeUsers(forUsers.map(current)),
      complete: [...forTypes, ...forUsers].every(({ counts, old }) => counts?.complete === true && !old),
      typesKnown: known.every((types) => types !== undefined),
    }),
    [forTypes, forUsers, known],
  )
}

function current({ counts, old }: SystemCounts): EventCounts | undefined {
  return old ? undefined : counts
}

function useWithout(filter: EventFilter, field: 'types' | 'users'): EventFilter {
  return useMemo(() => {
    const { [field]: _, ...rest } = filter
    return rest
  }, [filter, field])
}
