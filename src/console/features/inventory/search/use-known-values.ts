import { useCallback, useRef } from 'react'
import type { SearchField, SearchLookup } from '../../../../contract/search/fields.ts'
import { valuesOf } from '../../../../contract/search/values-of.ts'
import { currentInventory } from '../../../client/inventory.ts'
import type { TabKind, TabRow } from '../tabs.ts'

const freshFor = 5000

/**
 * Values of fields for the completion, read from the rows when they are first asked for. They may be some
 * seconds old, so that a live inventory does not have them read again at every key.
 */
export function useKnownValues(
  kind: TabKind,
  lookup: SearchLookup,
): (field: SearchField<TabRow>) => readonly string[] {
  const current = useRef({ kind, lookup })
  current.current = { kind, lookup }
  const known = useRef(new Map<SearchField<TabRow>, { at: number; values: readonly string[] }>())
  return useCallback((field) => {
    const old = known.current.get(field)
    const now = performance.now()
    if (old && now - old.at < freshFor) return old.values
    const values = valuesOf<TabRow>(
      currentInventory().rows(current.current.kind),
      field,
      current.current.lookup,
    )
    known.current.set(field, { at: now, values })
    return values
  }, [])
}
