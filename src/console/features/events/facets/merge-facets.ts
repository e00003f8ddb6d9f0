import type { EventType } from '../../../../contract/events/event.ts'
import type { EventCounts } from '../../../../contract/events/page.ts'

export interface TypeFacet {
  type: string
  name: string
  otherNames?: readonly string[]
  /** Absent for those that are known but were not counted. */
  count?: number
}

export interface UserFacet {
  name: string
  count: number
}

/** Types over all systems, most frequent first, then those that a system knows but did not count, by name. */
export function mergeTypes(
  counted: readonly (EventCounts | undefined)[],
  known: readonly (readonly EventType[] | undefined)[],
): TypeFacet[] {
  const facets = new Map<string, TypeFacet>()
  for (const types of known)
    for (const { type, name, otherNames } of types ?? [])
      if (!facets.has(type))
        facets.set(type, otherNames === undefined ? { type, name } : { type, name, otherNames })
  for (const counts of counted)
    for (const { type, count } of counts?.types ?? []) {
      const facet = facets.get(type) ?? { type, name: type }
      facets.set(type, { ...facet, count: (facet.count ?? 0) + count })
    }
  return [...facets.values()].toSorted(
    (a, b) => (b.count ?? 0) - (a.count ?? 0) || a.name.localeCompare(b.name) || (a.type < b.type ? -1 : 1),
  )
}

/** Users over all systems, most frequent first. Systems write the same account in letters of different case. */
export function mergeUsers(counted: readonly (EventCounts | undefined)[]): UserFacet[] {
  const facets = new Map<string, UserFacet>()
  for (const counts of counted)
    for (const { name, count } of counts?.users ?? []) {
      // An entry of no user counts for nobody.
      if (name === '') continue
      const key = name.toLowerCase()
      const facet = facets.get(key)
      if (facet === undefined) facets.set(key, { name, count })
      else facet.count += count
    }
  return [...facets.values()].toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}
