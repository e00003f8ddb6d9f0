import { summary } from '../api/summary.ts'
import type { View } from '../api/view.ts'
import { zeroId } from '../estate/model.ts'
import type { WireObject } from '../wire/value.ts'

const rels = [
  'capabilities',
  'clusters',
  'clusters/search',
  'datacenters',
  'datacenters/search',
  'events',
  'events/search',
  'hosts',
  'hosts/search',
  'networks',
  'roles',
  'storagedomains',
  'storagedomains/search',
  'tags',
  'templates',
  'templates/search',
  'users',
  'users/search',
  'groups',
  'domains',
  'vmpools',
  'vmpools/search',
  'vms',
  'vms/search',
  'disks',
  'disks/search',
  'jobs',
  'storageconnections',
  'vnicprofiles',
  'permissions',
]

export function entry(view: View): WireObject {
  const link = (rel: string) => {
    const collection = rel.replace('/search', '')
    return { href: view.href(collection === rel ? rel : `${collection}?search={query}`), rel }
  }
  return {
    link: rels.map(link),
    special_objects: {
      link: [
        { href: view.href(`templates/${zeroId}`), rel: 'templates/blank' },
        { href: view.href(`tags/${zeroId}`), rel: 'tags/root' },
      ],
    },
    product_info: {
      name: 'Red Hat Enterprise Virtualization Manager',
      vendor: 'Red Hat',
      version: { '@major': 3, '@minor': 4, '@build': 0, '@revision': 0 },
      full_version: '3.4.0-0.22.el6ev',
    },
    summary: summary(view),
  }
}
