import type { InventoryRow } from '../inventory.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { computeOf } from './compute.ts'
import type { ClonePlacement } from './order.ts'
import { type PlacementField, placementKinds } from './place.ts'

/** A place as somebody wrote it. `note` takes what is wrong with it. */
export interface NamedPlace {
  field: PlacementField
  cell: string
  note(message: string): void
}

const words: Record<PlacementField, string> = {
  folderId: 'folder',
  clusterId: 'cluster',
  hostId: 'host',
  poolId: 'resource pool',
  datastoreId: 'datastore',
}

/**
 * The places of one copy by name, path (`Prod/Web`) or id. A name that several have means the one that goes with the other
 * places of the copy; when that does not decide, it is noted and left out.
 */
export function findByName(inventory: CloneInventory, places: readonly NamedPlace[]): ClonePlacement {
  const open = places.map((place) => ({ ...place, found: candidates(inventory, place) }))
  const sure = () => open.flatMap(({ found }) => (found.length === 1 ? found : []))
  for (const place of open) {
    if (place.found.length < 2) continue
    const others = sure()
    const fitting = place.found.filter((row) => others.every((other) => together(row, other)))
    if (fitting.length > 0) place.found = fitting
  }
  const placement: ClonePlacement = {}
  for (const { field, cell, found, note } of open) {
    const [row, second] = found
    if (row === undefined) note(`There is no ${words[field]} ${cell}.`)
    else if (second !== undefined)
      note(`${found.length} have this name. Write the path or the id of the ${words[field]}.`)
    else placement[field] = row.id
  }
  return placement
}

function candidates(inventory: CloneInventory, { field, cell }: NamedPlace): InventoryRow[] {
  const kind = placementKinds[field]
  const rows: readonly InventoryRow[] = inventory.rows(kind)
  const byId = inventory.get(cell)
  if (byId?.kind === kind) return [byId]
  const mine = rows.filter(
    (row) => row.system === inventory.system && (row.kind !== 'folder' || (row.holds === 'vm' && !row.root)),
  )
  const exact = mine.filter(({ name }) => name === cell)
  if (exact.length > 0) return exact
  const lower = cell.toLowerCase()
  const alike = mine.filter(({ name }) => name.toLowerCase() === lower)
  if (alike.length > 0) return alike
  const steps = lower.split('/').map((step) => step.trim())
  return steps.length < 2 ? [] : mine.filter((row) => endsPath(inventory, row, steps.filter(Boolean)))
}

/** The path above a row ends with these names; hidden top folders and root pools have no name in it. */
function endsPath(inventory: CloneInventory, row: InventoryRow, steps: readonly string[]): boolean {
  let held: InventoryRow | undefined = row
  for (const step of [...steps].reverse()) {
    while (held !== undefined && (held.kind === 'folder' || held.kind === 'pool') && held.root)
      held = above(inventory, held)
    if (held?.name.toLowerCase() !== step) return false
    held = above(inventory, held)
  }
  return true
}

function above(inventory: CloneInventory, row: InventoryRow): InventoryRow | undefined {
  switch (row.kind) {
    case 'pool':
      return inventory.get(row.parentId ?? row.clusterId ?? row.hostId ?? '')
    case 'folder':
      return inventory.get((row.root ? row.datacenterId : row.folderId) ?? '')
    case 'host':
      return inventory.get(row.clusterId ?? row.datacenterId ?? '')
    case 'cluster':
    case 'datastore':
      return inventory.get(row.datacenterId ?? '')
    default:
      return undefined
  }
}

/** Two places can be of one copy, as far as data center and cluster tell. */
function together(one: InventoryRow, other: InventoryRow): boolean {
  const [a, b] = [one, other].map((row) =>
    row.kind === 'host' || row.kind === 'cluster' || row.kind === 'pool' ? computeOf(row) : undefined,
  )
  if (a !== undefined && b !== undefined) return a === b
  const [here, there] = [one, other].map((row) => ('datacenterId' in row ? row.datacenterId : undefined))
  return here === undefined || there === undefined || here === there
}
