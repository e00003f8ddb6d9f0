import type {
  ClusterRow,
  DatastoreRow,
  FolderRow,
  HostRow,
  PoolRow,
  TemplateRow,
  VmRow,
} from '../inventory.ts'
import { type CloneInventory, rowOf } from './clone-inventory.ts'
import { computeOf, rootPoolOf } from './compute.ts'
import type { CloneOrder, ClonePlacement } from './order.ts'

/** The kind of row that each field of a placement names. */
export const placementKinds = {
  folderId: 'folder',
  clusterId: 'cluster',
  hostId: 'host',
  poolId: 'pool',
  datastoreId: 'datastore',
} as const satisfies Record<keyof ClonePlacement, string>
export type PlacementField = keyof typeof placementKinds
// `Object.keys` forgets the names.
export const placementFields = Object.keys(placementKinds) as PlacementField[]

/** Where a copy goes, as rows. What is absent is not said, or not in the inventory. */
export interface Place {
  folder?: FolderRow
  cluster?: ClusterRow
  host?: HostRow
  pool?: PoolRow
  datastore?: DatastoreRow
}

/** The rows that a placement names. */
export function placeOf(inventory: CloneInventory, placement: ClonePlacement): Place {
  const folder = rowOf(inventory, 'folder', placement.folderId)
  const cluster = rowOf(inventory, 'cluster', placement.clusterId)
  const host = rowOf(inventory, 'host', placement.hostId)
  const pool = rowOf(inventory, 'pool', placement.poolId)
  const datastore = rowOf(inventory, 'datastore', placement.datastoreId)
  return {
    ...(folder === undefined ? {} : { folder }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(host === undefined ? {} : { host }),
    ...(pool === undefined ? {} : { pool }),
    ...(datastore === undefined ? {} : { datastore }),
  }
}

/** The row of the source; `undefined` when the inventory does not hold it. */
export function sourceRow(
  inventory: CloneInventory,
  order: Pick<CloneOrder, 'source'>,
): VmRow | TemplateRow | undefined {
  const row = inventory.get(order.source.vm)
  return row?.kind === 'vm' || row?.kind === 'template' ? row : undefined
}

/**
 * The place with what the system takes from the source where nothing is said. Source: vCenter REST `VM: clone`,
 * `placement`: folder, pool and datastore of the source. A chosen cluster stands for its root pool, and so does a chosen host
 * outside the source's cluster. A template has no pool (`CloneVM_Task`: a pool is required): it is the root pool of
 * the cluster where it is.
 */
export function settledPlace(
  inventory: CloneInventory,
  placement: ClonePlacement,
  source: VmRow | TemplateRow | undefined,
): Place {
  const said = placeOf(inventory, placement)
  const place: Place = { ...said }
  const folder = rowOf(inventory, 'folder', source?.folderId)
  if (said.folder === undefined && folder !== undefined) place.folder = folder
  const chosen = said.pool ?? said.host ?? said.cluster
  const wanted = chosen === undefined ? undefined : computeOf(chosen)
  if (said.pool === undefined) {
    const own = rowOf(inventory, 'pool', source?.poolId)
    const stays = said.cluster === undefined && (wanted === undefined || wanted === homeOf(own))
    const home = source?.kind === 'template' ? (source.clusterId ?? source.hostId) : undefined
    const pool = stays && own !== undefined ? own : rootPoolOf(inventory, wanted ?? home)
    if (pool !== undefined) place.pool = pool
  }
  if (said.cluster === undefined) {
    const compute = wanted ?? (place.pool === undefined ? source?.clusterId : computeOf(place.pool))
    const cluster = rowOf(inventory, 'cluster', compute)
    if (cluster !== undefined) place.cluster = cluster
  }
  return place
}

function homeOf(pool: PoolRow | undefined): string | undefined {
  return pool === undefined ? undefined : computeOf(pool)
}
