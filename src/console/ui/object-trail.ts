import type { InventoryRow } from '../../contract/inventory.ts'
import type { Inventory } from '../client/inventory.ts'

type Placed = Pick<InventoryRow, 'system' | 'id' | 'kind'> & {
  datacenterId?: string | undefined
  clusterId?: string | undefined
  hostId?: string | undefined
  folderId?: string | undefined
}

/** The visible folders from the top one down to `folderId`. Hidden top folders are left out. */
export function folderTrail(
  inventory: Pick<Inventory, 'row'>,
  system: string,
  folderId: string | undefined,
): InventoryRow[] {
  const trail: InventoryRow[] = []
  const visited = new Set<string>()
  let next = folderId
  while (next !== undefined && !visited.has(next)) {
    visited.add(next)
    const folder = inventory.row(system, next)
    if (folder?.kind !== 'folder') break
    if (!folder.root) trail.unshift(folder)
    next = folder.folderId
  }
  return trail
}

/** What stands above an object: data center, then its cluster, else its folders. Without the system itself. */
export function objectTrail(inventory: Pick<Inventory, 'row'>, object: Placed): InventoryRow[] {
  const { system } = object
  const known = (id: string | undefined) => (id === undefined ? undefined : inventory.row(system, id))
  const above = [known(object.datacenterId), known(object.clusterId)].filter((row) => row !== undefined)
  if (object.clusterId !== undefined) return above
  return [...above, ...folderTrail(inventory, system, object.folderId)]
}
