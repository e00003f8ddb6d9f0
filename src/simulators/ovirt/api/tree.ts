import type { Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import {
  clusterCollection,
  dataCenterCollection,
  hostCollection,
  networkCollection,
  profileCollection,
} from './tree-infrastructure.ts'
import { eventCollection, jobCollection, poolCollection, tagCollection } from './tree-others.ts'
import { roleCollection, userCollection } from './tree-permissions.ts'
import { diskCollection, storageDomainCollection, templateCollection } from './tree-storage.ts'
import { vmCollection } from './tree-vms.ts'
import type { View } from './view.ts'

/** Everything below the entry point, as one request sees it. */
export function apiTree(view: View, shape: Shape): Resource {
  const children: Record<string, () => Resource> = {
    clusters: () => clusterCollection(view, shape),
    datacenters: () => dataCenterCollection(view, shape),
    disks: () => diskCollection(view, shape),
    events: () => eventCollection(view, shape),
    hosts: () => hostCollection(view, shape),
    jobs: () => jobCollection(view, shape),
    networks: () => networkCollection(view, shape),
    roles: () => roleCollection(view),
    storagedomains: () => storageDomainCollection(view, shape),
    tags: () => tagCollection(view, shape),
    templates: () => templateCollection(view, shape),
    users: () => userCollection(view),
    vmpools: () => poolCollection(view, shape),
    vms: () => vmCollection(view, shape),
    vnicprofiles: () => profileCollection(view, shape),
  }
  return {
    get: () => ({ root: 'api', body: shape.entry(view) }),
    child: (segment) => (Object.hasOwn(children, segment) ? children[segment]?.() : undefined),
  }
}
