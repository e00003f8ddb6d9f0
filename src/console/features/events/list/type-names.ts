import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EventType } from '../../../../contract/events/event.ts'
import { orpc } from '../../../client/api.ts'

/** The kinds of entries that systems know, by what they call them. */
export interface TypeNames {
  /** What a system says of a type; `undefined` where it does not know it, or has not answered. */
  of(system: string, type: string): EventType | undefined
  /** The same of whichever system knows it. */
  any(type: string): EventType | undefined
  /** Whether all systems have answered. */
  known: boolean
}

/** What each of these systems knows, in their order; `undefined` where it has not answered. Asked once per system. */
export function useEventTypes(systems: readonly string[]): readonly (readonly EventType[] | undefined)[] {
  return useQueries({
    queries: systems.map((system) => ({
      ...orpc.events.types.queryOptions({ input: { system } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: combined,
  })
}

/** The same by what they call them. */
export function useTypeNames(systems: readonly string[]): TypeNames {
  const bySystem = useEventTypes(systems)
  return useMemo(() => {
    const maps = new Map<string, ReadonlyMap<string, EventType>>()
    systems.forEach((system, index) => {
      const types = bySystem[index]
      if (types) maps.set(system, new Map(types.map((type) => [type.type, type])))
    })
    return {
      of: (system, type) => maps.get(system)?.get(type),
      any: (type) => {
        for (const map of maps.values()) {
          const found = map.get(type)
          if (found) return found
        }
        return undefined
      },
      known: maps.size === systems.length,
    }
  }, [systems, bySystem])
}

function combined(
  results: readonly { data: { types: EventType[] } | undefined }[],
): readonly (readonly EventType[] | undefined)[] {
  return results.map(({ data }) => data?.types)
}
