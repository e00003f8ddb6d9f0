import { useMemo } from 'react'
import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { TabKind, TabRow } from '../tabs.ts'
import { useSelection } from './selection.ts'

export interface Selected {
  /** Of rows that are still there. */
  keys: ReadonlySet<string>
  /** How many of them the table shows. */
  visible: number
}

/**
 * The selection of a tab without what is no longer there. `rows` says when to look again; the work is that of
 * the selection, not of the rows. Without `passes` every row is shown.
 */
export function useSelected(
  kind: TabKind,
  rows: readonly TabRow[],
  rowOf: (system: string, id: string) => InventoryRow | undefined,
  passes: ((row: TabRow) => boolean) | undefined,
): Selected {
  const selection = useSelection(kind)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rowOf` gives the rows of `rows`
  return useMemo(() => {
    const keys = new Set<string>()
    let visible = 0
    for (const key of selection) {
      const slash = key.indexOf('/')
      const row = rowOf(key.slice(0, slash), key.slice(slash + 1))
      if (row?.kind !== kind) continue
      keys.add(key)
      // A row of the tab's kind is one of the tab's rows.
      if (!passes || passes(row as TabRow)) visible += 1
    }
    return { keys, visible }
  }, [selection, rows, rowOf, passes, kind])
}
