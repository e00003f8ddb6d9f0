import type { InventoryKind, InventoryRow } from '../../contract/inventory.ts'
import type { Inventory } from './inventory.ts'
import { eachRow, type Steps } from './sliced.ts'

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
    const before = name.charCodeAt(at - 1)
    const apart = before < 128 ? !isAsciiWord(before) : !/[\p{L}\p{N}]/u.test(name[at - 1] ?? '')
    if (apart) return true
  }
  return false
}

/** Whether this is a digit or a lower-case letter, as a code. */
function isAsciiWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122)
}

/** What is looked through: objects in the order of their kinds, and their names in lower case. */
export interface NameIndex {
  kinds: readonly InventoryKind[]
  rows: readonly InventoryRow[]
  names: readonly string[]
  /** Where the last query was found: one that goes on from it need not look elsewhere. */
  last?: { wanted: string; places: readonly number[] }
}

/**
 * Reads the names of all objects of these kinds once, so that a key costs a look at texts and not at rows. Of equals, those of
 * the first kind are shown first.
 */
export function* indexNames(inventory: Inventory, kinds: readonly InventoryKind[]): Steps<NameIndex> {
  const rows: InventoryRow[] = []
  const names: string[] = []
  for (const kind of kinds) {
    yield* eachRow<InventoryRow>(inventory.rows(kind), (row) => {
      rows.push(row)
      names.push(row.name.toLowerCase())
    })
  }
  return { kinds, rows, names }
}

/**
 * The best `limit` objects whose name holds `query`, and how many hold it in all. Within a rank the order is by
 * kind, then by name.
 */
export function findObjects(
  index: NameIndex,
  query: string,
  limit: number,
): { rows: InventoryRow[]; total: number } {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return { rows: [], total: 0 }
  const ranks: InventoryRow[][] = [[], [], [], []]
  const places: number[] = []
  const look = (at: number) => {
    const row = index.rows[at]
    const rank = rankOf(index.names[at] ?? '', wanted)
    if (rank === undefined || row === undefined) return
    places.push(at)
    ranks[rank]?.push(row)
  }
  if (index.last !== undefined && wanted.startsWith(index.last.wanted)) index.last.places.forEach(look)
  else for (let at = 0; at < index.names.length; at += 1) look(at)
  index.last = { wanted, places }
  const rows: InventoryRow[] = []
  for (const rank of ranks) {
    if (rows.length >= limit) break
    // Sorting tens of thousands of equals to show a dozen would be felt while typing.
    const sorted = rank.length > 2000 ? rank : rank.toSorted(byKindAndName(index.kinds))
    rows.push(...sorted.slice(0, limit - rows.length))
  }
  return { rows, total: places.length }
}

function byKindAndName(kinds: readonly InventoryKind[]): (a: InventoryRow, b: InventoryRow) => number {
  return (a, b) => {
    const kind = kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
    if (kind !== 0) return kind
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
  }
}
