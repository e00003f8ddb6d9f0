import { useEffect, useState } from 'react'
import { type InventoryKind, type InventoryRow, keyOf, type RowOf } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'
import { useRow } from './inventory.ts'
import { useSystems, useSystemsKnown } from './systems.ts'

/** Where the object of a page stands. */
export type Located<R> =
  /** In the live inventory. */
  | { state: 'present'; row: R; system: SystemState }
  /** Was in the live inventory while this page was open, and is no more. */
  | { state: 'removed'; row: R; system: SystemState; noticedAt: number }
  /** Not in the inventory as far as it is known; `settled` says whether the inventory is complete. */
  | { state: 'absent'; system: SystemState; settled: boolean }
  | { state: 'signed-out'; system: SystemState }
  /** No such system is configured. */
  | { state: 'no-system' }
  /** The systems are not known yet. */
  | { state: 'connecting' }

interface Seen<R> {
  row: R
  /** When it was found missing, epoch ms. */
  goneAt?: number
}

/** Decides what a page can say of its object. Pure; see `useObject`. */
export function locate<R>(known: {
  systemsKnown: boolean
  system: SystemState | undefined
  row: R | undefined
  seen: Seen<R> | undefined
  now: number
}): Located<R> {
  const { system, row, seen } = known
  if (system === undefined) return { state: known.systemsKnown ? 'no-system' : 'connecting' }
  if (row !== undefined) return { state: 'present', row, system }
  if (system.session.state === 'signed-out') return { state: 'signed-out', system }
  const { phase } = system.sync
  const settled = phase === 'live' || phase === 'stale'
  if (seen !== undefined && settled) {
    return { state: 'removed', row: seen.row, system, noticedAt: seen.goneAt ?? known.now }
  }
  if (system.session.state === 'expired') return { state: 'signed-out', system }
  return { state: 'absent', system, settled }
}

/**
 * The object of a page by system and id, of one of `kinds` (give a constant list). Follows the inventory and
 * remembers the object when it vanishes upstream, so that the page can stay and say so.
 */
export function useObject<K extends InventoryKind>(
  system: string,
  id: string,
  kinds: readonly K[],
): Located<RowOf<K>> {
  const row = useRowOf(system, id, kinds)
  const systems = useSystems()
  const systemsKnown = useSystemsKnown()
  const [seen, setSeen] = useState<Seen<RowOf<K>>>()
  const key = keyOf({ system, id })

  useEffect(() => {
    setSeen((old) => {
      if (row !== undefined) return { row }
      if (old === undefined || keyOf(old.row) !== key) return undefined
      return { goneAt: Date.now(), ...old }
    })
  }, [row, key])

  return locate({
    systemsKnown,
    system: systems.find((candidate) => candidate.id === system),
    row,
    seen: seen !== undefined && keyOf(seen.row) === key ? seen : undefined,
    now: Date.now(),
  })
}

function useRowOf<K extends InventoryKind>(
  system: string,
  id: string,
  kinds: readonly K[],
): RowOf<K> | undefined {
  const row = useRow(system, id)
  return row !== undefined && isOneOf(row, kinds) ? row : undefined
}

function isOneOf<K extends InventoryKind>(row: InventoryRow, kinds: readonly K[]): row is RowOf<K> {
  return kinds.some((kind) => kind === row.kind)
}
