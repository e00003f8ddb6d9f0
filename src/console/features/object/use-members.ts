import { useMemo } from 'react'
import type { InventoryKind, RowOf } from '../../../contract/inventory.ts'
import { useInventory } from '../../client/inventory.ts'

/** The rows of a kind that belong to an object; `belongs` must not change while `key` stays the same. */
export function useMembers<K extends InventoryKind>(
  kind: K,
  key: string,
  belongs: (row: RowOf<K>) => boolean,
): readonly RowOf<K>[] {
  const rows = useInventory().rows(kind)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `belongs`
  return useMemo(() => rows.filter(belongs), [rows, key])
}
