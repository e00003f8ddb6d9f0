import { useMemo } from 'react'
import { currentInventory } from '../../../client/inventory.ts'
import { useSystems } from '../../../client/systems.ts'
import { useTypeNames } from '../list/type-names.ts'
import type { FilterNames } from './filter-words.ts'

/** Names of what filters name by ids; `known` are names from an earlier time. */
export function useFilterNames(): (known?: Readonly<Record<string, string>>) => FilterNames {
  const systems = useSystems()
  const signedIn = useMemo(
    () => systems.filter(({ session }) => session.state === 'signed-in').map(({ id }) => id),
    [systems],
  )
  const types = useTypeNames(signedIn)
  return (known = {}) => ({
    system: (id) => systems.find((system) => system.id === id)?.name ?? id,
    type: (type) => types.any(type)?.name ?? known[type] ?? type,
    object: (key) => {
      const slash = key.indexOf('/')
      const [system, id] = [key.slice(0, slash), key.slice(slash + 1)]
      return currentInventory().nameOf(system, id) ?? known[key] ?? key
    },
  })
}
