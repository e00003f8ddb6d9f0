import type { Compute, Datacenter, Folder, Pool } from './entities.ts'
import type { Estate } from './estate.ts'

export function addFolder(
  estate: Estate,
  parent: Folder | Datacenter | undefined,
  name: string,
  childType: string[],
  prefix: string,
): Folder {
  const folder: Folder = {
    type: 'Folder',
    id: estate.nextId(prefix),
    name,
    parent,
    childType,
    children: new Set(),
  }
  if (parent?.type === 'Folder') parent.children.add(folder)
  estate.folders.push(folder)
  return estate.add(folder)
}

export function addPool(estate: Estate, parent: Compute | Pool, name: string): Pool {
  const pool: Pool = {
    type: 'ResourcePool',
    id: estate.nextId('resgroup-'),
    name,
    parent,
    owner: 'owner' in parent ? parent.owner : parent,
    pools: [],
    vms: new Set(),
  }
  if ('owner' in parent) parent.pools.push(pool)
  estate.pools.push(pool)
  return estate.add(pool)
}
