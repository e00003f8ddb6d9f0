import type { InventoryRow } from '../../src/contract/inventory.ts'

export interface Comparison {
  rows: number
  /** Rows that one side lacks or that differ. */
  different: number
  /** New VMs whose tags are not there yet: those are read on their own, every few minutes, by design. */
  untagged: number
  /** The first few differences, for people. */
  examples: string[]
}

/**
 * Compares two states of one system's inventory row by row and field by field; the order does not matter.
 * `isNew` knows the names of VMs that came a moment ago.
 */
export function compareRows(
  shown: readonly InventoryRow[],
  upstream: readonly InventoryRow[],
  isNew: (name: string) => boolean,
): Comparison {
  const wanted = new Map(upstream.map((row) => [row.id, row]))
  const comparison: Comparison = { rows: upstream.length, different: 0, untagged: 0, examples: [] }
  const note = (text: string) => {
    comparison.different += 1
    if (comparison.examples.length < 5) comparison.examples.push(text)
  }
  const seen = new Set<string>()
  for (const row of shown) {
    if (seen.has(row.id)) note(`${row.kind} ${row.id} is there twice`)
    seen.add(row.id)
    const real = wanted.get(row.id)
    if (real === undefined) {
      note(`${row.kind} ${row.id} (${row.name}) is gone upstream`)
      continue
    }
    const fields = differentFields(row, real)
    if (isNew(row.name) && fields.length === 1 && fields[0]?.startsWith('tags undefined')) {
      comparison.untagged += 1
      continue
    }
    if (fields.length > 0) note(`${row.kind} ${row.id} (${row.name}): ${fields.join('; ')}`)
  }
  for (const row of upstream) if (!seen.has(row.id)) note(`${row.kind} ${row.id} (${row.name}) is missing`)
  return comparison
}

function differentFields(a: InventoryRow, b: InventoryRow): string[] {
  const [left, right] = [
    new Map<string, unknown>(Object.entries(a)),
    new Map<string, unknown>(Object.entries(b)),
  ]
  const different: string[] = []
  for (const field of new Set([...left.keys(), ...right.keys()])) {
    const [shown, real] = [JSON.stringify(left.get(field)), JSON.stringify(right.get(field))]
    if (shown !== real) different.push(`${field} ${shown}, upstream ${real}`)
  }
  return different
}
