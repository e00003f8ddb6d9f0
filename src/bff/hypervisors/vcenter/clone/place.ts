import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { Ref } from '../transport/values.ts'
import type { SourceFacts, Targets } from './facts.ts'

/** Where a copy goes, as it must be said on the wire; what is absent stays as at the source. */
export interface Place {
  folderId?: string
  poolId?: string
  hostId?: string
  datastoreId?: string
}

/** The references of what an order names, with the type that the id tells. */
export function namedRefs({ placement, disks, nics }: CloneOrder): Ref[] {
  const { folderId, clusterId, hostId, poolId, datastoreId } = placement
  const named = new Map<string, string>()
  const add = (id: string | undefined, type: (id: string) => string) => {
    if (id !== undefined) named.set(id, type(id))
  }
  add(folderId, () => 'Folder')
  // QUIRK(vcenter): the hidden compute resource of a stand-alone host is `domain-s…`, a vApp `resgroup-v…`.
  add(clusterId, (id) => (id.startsWith('domain-s') ? 'ComputeResource' : 'ClusterComputeResource'))
  add(hostId, () => 'HostSystem')
  add(poolId, (id) => (id.startsWith('resgroup-v') ? 'VirtualApp' : 'ResourcePool'))
  add(datastoreId, () => 'Datastore')
  for (const disk of disks) add(disk.datastoreId, () => 'Datastore')
  for (const nic of nics) add(nic.networkId, networkType)
  return [...named].map(([value, type]) => ({ type, value }))
}

function networkType(id: string): string {
  if (id.startsWith('dvportgroup-')) return 'DistributedVirtualPortgroup'
  return id.startsWith('network-o') ? 'OpaqueNetwork' : 'Network'
}

/**
 * The place of one copy for `CloneVM_Task`. vim has no cluster: its root pool stands for it, and so does the root pool of a
 * host's cluster where the source is elsewhere. A template is in no pool, so that its copies always name one.
 */
export function placeOf({ placement, template }: CloneOrder, source: SourceFacts, targets: Targets): Place {
  const { folderId, clusterId, hostId, poolId, datastoreId } = placement
  const above = targets.computes.get(clusterId ?? '') ?? targets.computes.get(hostId ?? '')
  const moves = above !== undefined && above.id !== source.compute?.id
  const needs = source.template && !template
  const chosen =
    poolId ??
    (clusterId !== undefined || moves || needs ? above?.poolId : undefined) ??
    (needs ? source.compute?.poolId : undefined)
  const folder = folderId ?? source.folderId
  return {
    ...(folder === undefined ? {} : { folderId: folder }),
    ...(chosen === undefined ? {} : { poolId: chosen }),
    ...(hostId === undefined ? {} : { hostId }),
    ...(datastoreId === undefined ? {} : { datastoreId }),
  }
}
