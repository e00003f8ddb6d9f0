import { useMemo, useState } from 'react'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import type { Inventory } from '../../client/inventory.ts'
import { useSystems } from '../../client/systems.ts'
import { useNow } from '../../ui/use-now.ts'
import { Counts, lookupOf, type Names, namesOf } from './names.ts'
import type { TabKind } from './tabs.ts'

const minute = 60_000

/** The names of now; a new object only when a name or place changed. */
export function useNames(inventory: Inventory): Names {
  const systems = useSystems()
  const [names, setNames] = useState(() => namesOf(inventory, systems, undefined))
  const current = namesOf(inventory, systems, names)
  if (current !== names) setNames(current)
  return current
}

interface Lookups {
  /** For what depends on the time; a new object every minute. */
  timed: SearchLookup
  /** The same without the time; a new object only when a name, a place or a count has changed. */
  still: SearchLookup
}

/** What columns and search look up. */
export function useLookups(inventory: Inventory, names: Names, kind: TabKind): Lookups {
  const now = useNow(minute)
  // Tabs of machines count nothing, so changes of other rows must not touch them.
  const counting = kind !== 'vm' && kind !== 'template'
  const vms = counting ? inventory.rows('vm') : undefined
  const hosts = counting ? inventory.rows('host') : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts are of these rows, read when asked for
  const counts = useMemo(() => new Counts(inventory), [vms, hosts])
  const still = useMemo(() => lookupOf(names, counts, 0), [names, counts])
  const timed = useMemo(() => ({ ...still, now }), [still, now])
  return useMemo(() => ({ still, timed }), [still, timed])
}
