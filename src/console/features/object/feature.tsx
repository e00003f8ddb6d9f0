import type { Feature } from '../../ui/feature.ts'

/** The pages of hosts, clusters, datastores and networks. */
export const feature: Feature = {
  routes: [
    {
      path: '/systems/:system/hosts/:id',
      lazy: async () => ({ Component: (await import('./host-page.tsx')).HostPage }),
    },
    {
      path: '/systems/:system/clusters/:id',
      lazy: async () => ({ Component: (await import('./cluster-page.tsx')).ClusterPage }),
    },
    {
      path: '/systems/:system/datastores/:id',
      lazy: async () => ({ Component: (await import('./datastore-page.tsx')).DatastorePage }),
    },
    {
      path: '/systems/:system/networks/:id',
      lazy: async () => ({ Component: (await import('./network-page.tsx')).NetworkPage }),
    },
  ],
}
