import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import { currentInventory, onInventoryChange } from '../../client/inventory.ts'
import { currentSystems, useSystems } from '../../client/systems.ts'
import { useNow } from '../../ui/use-now.ts'
import { Counts } from './counts.ts'
import { lookupOf, type Names, namesOf } from './names.ts'
import type { TabKind } from './tabs.ts'

const minute = 60_000
/** How long counts of other rows may be behind, ms. */
const behind = 500

/** The names of now; a new object, and a render, only when a name or place changed. */
export function useNames(): Names {
  // States of systems change every few seconds, and mostly say nothing that names depend on.
  useSystems()
  const [read] = useState(() => {
    let names: Names | undefined
    return () => {
      names = namesOf(currentInventory(), currentSystems(), names)
      return names
    }
  })
  return useSyncExternalStore(onInventoryChange, read)
}

export interface Lookups {
  /** For what depends on the time; a new object every minute. */
  timed: SearchLookup
  /** The same without the time; a new object only when a name, a place or a count has changed. */
  still: SearchLookup
}

/** What columns and search look up. */
export function useLookups(names: Names, kind: TabKind): Lookups {
  const now = useNow(minute)
  // Tabs of machines count nothing, so changes of other rows must not touch them.
  const counts = useCounts(kind !== 'vm' && kind !== 'template')
  const still = useMemo(() => lookupOf(names, counts, 0), [names, counts])
  const timed = useMemo(() => ({ ...still, now }), [still, now])
  return useMemo(() => ({ still, timed }), [still, timed])
}

function useCounts(counting: boolean): Pick<Counts, 'vms' | 'hosts'> {
  const [book] = useState(() => new Counts())
  const [counts, setCounts] = useState<Pick<Counts, 'vms' | 'hosts'>>(book)
  useEffect(() => {
    if (!counting) return
    const update = () => {
      // What looks counts up has to notice that they are new.
      if (book.update(currentInventory())) {
        setCounts({
          vms: (system, id) => book.vms(system, id),
          hosts: (system, id) => book.hosts(system, id),
        })
      }
    }
    update()
    return onInventoryChange(atMostEvery(behind, update))
  }, [book, counting])
  return counts
}

/** Calls `run` some time after it was asked to, once for all calls of that time. */
export function atMostEvery(ms: number, run: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      run()
    }, ms)
  }
}
