import type { EventFilter } from '../../../../contract/events/filter.ts'

/** What the field of types or users offers, most frequent first. */
export interface Facets {
  /** `count` is absent for those that are known but were not counted. */
  types: readonly { type: string; name: string; otherNames?: readonly string[]; count?: number }[]
  users: readonly { name: string; count: number }[]
  /** Every entry of the range is counted. */
  complete: boolean
  /** Every system that is asked has named its types. */
  typesKnown: boolean
}

const nothing: Facets = { types: [], users: [], complete: false, typesKnown: false }

/** Types and users of what fits a filter, with counts over all these systems. */
export function useFacets(_filter: EventFilter, _systems: readonly string[]): Facets {
  return nothing
}
