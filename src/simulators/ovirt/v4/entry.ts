import { summary } from '../api/summary.ts'
import type { View } from '../api/view.ts'
import { zeroId } from '../estate/model.ts'
import { moment, type WireObject } from '../wire/value.ts'

const rels = [
  'affinitylabels',
  'bookmarks',
  'clusterlevels',
  'clusters',
  'cpuprofiles',
  'datacenters',
  'diskprofiles',
  'disks',
  'domains',
  'events',
  'externalhostproviders',
  'groups',
  'hosts',
  'icons',
  'imagetransfers',
  'instancetypes',
  'jobs',
  'macpools',
  'networks',
  'operatingsystems',
  'permissions',
  'roles',
  'schedulingpolicies',
  'storageconnections',
  'storagedomains',
  'tags',
  'templates',
  'users',
  'vmpools',
  'vms',
  'vnicprofiles',
]
const searchable = [
  'clusters',
  'datacenters',
  'disks',
  'events',
  'hosts',
  'networks',
  'storagedomains',
  'templates',
  'vmpools',
  'vms',
]

export function entry(view: View): WireObject {
  return {
    link: [
      ...rels.map((rel) => ({ href: view.href(rel), rel })),
      ...searchable.map((rel) => ({ href: view.href(`${rel}?search={query}`), rel: `${rel}/search` })),
    ],
    product_info: {
      instance_id: view.engine.instanceId,
      name: 'oVirt Engine',
      vendor: 'ovirt.org',
      version: { build: 5, full_version: '4.5.5-1.el8', major: 4, minor: 5, revision: 0 },
    },
    special_objects: {
      blank_template: view.ref('templates', { id: zeroId }),
      root_tag: view.ref('tags', { id: zeroId }),
    },
    summary: summary(view),
    time: moment(view.engine.now),
    authenticated_user: view.ref('users', view.account),
    effective_user: view.ref('users', view.account),
  }
}
