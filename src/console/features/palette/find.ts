import type { InventoryKind, InventoryRow } from '../../../contract/inventory.ts'
import type { Inventory } from '../../client/inventory.ts'

/** Kinds that the palette finds, in the order in which equals are shown. */
const kinds = ['vm', 'host', 'cluster', 'datastore', 'network', 'template'] as const satisfies InventoryKind[]
const kindNames: readonly InventoryKind[] = kinds

/** How well a name answers a query: 0 is best, `undefined` not at all. Both in lower case. */
export function rankOf(name: string, query: string): number | undefined {
  const at = name.indexOf(query)
  if (at < 0) return undefined
  if (at === 0) return name.length === query.length ? 0 : 1
  return startsWord(name, query, at) ? 2 : 3
}

/** A word starts after anything that is neither letter nor digit: `db` in `east-db-01`. */
function startsWord(name: string, query: string, first: number): boolean {
  for (let at = first; at >= 0; at = name.indexOf(query, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name[at - 1] ?? '')) return true
  }
  return false
}

/**
 * The best `limit` objects whose name holds `query`, and how many hold it in all. One pass over the names;
 * within a rank the order is by kind, then by name.
 */
export function findObjects(
  inventory: Inventory,
  query: string,
  limit: number,
): { rows: InventoryRow[]; total: number } {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return { rows: [], total: 0 }
  const ranks: InventoryRow[][] = [[], [], [], []]
  let total = 0
  for (const kind of kinds) {
    for (const row of inventory.rows(kind)) {
      const rank = rankOf(row.name.toLowerCase(), wanted)
      if (rank === undefined) continue
      total += 1
      ranks[rank]?.push(row)
    }
  }
  const rows: InventoryRow[] = []
  for (const rank of ranks) {
    if (rows.length >= limit) break
    // Sorting tens of thousands of equals to show a dozen would be felt while typing.
    const sorted = rank.length > 2000 ? rank : rank.toSorted(byKindAndName)
    rows.push(...sorted.slice(0, limit - rows.length))
  }
  return { rows, total }
}

function byKindAndName(a: InventoryRow, b: InventoryRow): number {
  const kind = kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind)
  if (kind !== 0) return kind
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

/** The entries whose label holds every word of the query, best first. */
export function filterByLabel<T extends { label: string }>(entries: readonly T[], query: string): T[] {
  const words = query.trim().toLowerCase().split(/\s+/)
  return entries
    .map((entry) => {
      const label = entry.label.toLowerCase()
      const ranks = words.map((word) => rankOf(label, word))
      return {
        entry,
        rank: ranks.includes(undefined) ? undefined : Math.min(...ranks.map((rank) => rank ?? 9)),
      }
    })
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (a.rank ?? 9) - (b.rank ?? 9))
    .map(({ entry }) => entry)
}
