import type { Sample } from './scene.ts'

export const restSamples: readonly Sample[] = [
  {
    title: 'a full copy of a VM as it is',
    order: {},
    api: `
{"source": "vm-42", "name": "web-01", "power_on": false}`,
    rest: `
{"spec": {"source": "vm-42", "name": "web-01", "power_on": false}}`,
  },
  {
    title: 'a place for a copy',
    order: {
      powerOn: true,
      placement: { folderId: 'group-v5', clusterId: 'domain-c9', datastoreId: 'datastore-12' },
    },
    api: `
{
  "source": "vm-42",
  "name": "web-01",
  "placement": {"folder": "group-v5", "cluster": "domain-c9", "datastore": "datastore-12"},
  "power_on": true
}`,
    rest: `
{
  "spec": {
    "source": "vm-42",
    "name": "web-01",
    "placement": {"folder": "group-v5", "cluster": "domain-c9", "datastore": "datastore-12"},
    "power_on": true
  }
}`,
  },
  {
    title: 'a host and a pool make the cluster needless',
    order: { placement: { clusterId: 'domain-c9', hostId: 'host-20', poolId: 'resgroup-9' } },
    api: `
{
  "source": "vm-42",
  "name": "web-01",
  "placement": {"resource_pool": "resgroup-9", "host": "host-20"},
  "power_on": false
}`,
    rest: `
{
  "spec": {
    "source": "vm-42",
    "name": "web-01",
    "placement": {"resource_pool": "resgroup-9", "host": "host-20"},
    "power_on": false
  }
}`,
  },
  {
    title: 'disks that are left out or go elsewhere',
    order: {
      disks: [
        { id: '2001', datastoreId: 'datastore-13' },
        { id: '2002', remove: true },
        { id: '2003', remove: true },
      ],
    },
    api: `
{
  "source": "vm-42",
  "name": "web-01",
  "disks_to_remove": ["2002", "2003"],
  "disks_to_update": {"2001": {"datastore": "datastore-13"}},
  "power_on": false
}`,
    rest: `
{
  "spec": {
    "source": "vm-42",
    "name": "web-01",
    "disks_to_remove": ["2002", "2003"],
    "disks_to_update": [{"key": "2001", "value": {"datastore": "datastore-13"}}],
    "power_on": false
  }
}`,
  },
  {
    title: 'a stored specification',
    order: { customization: { kind: 'stored', name: 'linux-dhcp' }, powerOn: true },
    api: `
{"source": "vm-42", "name": "web-01", "power_on": true, "guest_customization_spec": {"name": "linux-dhcp"}}`,
    rest: `
{
  "spec": {
    "source": "vm-42",
    "name": "web-01",
    "power_on": true,
    "guest_customization_spec": {"name": "linux-dhcp"}
  }
}`,
  },
  {
    title: 'storage policies, which are in development there',
    order: {
      way: 'rest',
      homePolicyId: 'policy-h',
      diskPolicyId: 'policy-d',
      fallbackToDefaultPolicy: true,
      disks: [
        { id: '2000', policyId: 'policy-e' },
        { id: '2001', datastoreId: 'datastore-13', policyId: 'policy-f' },
      ],
    },
    api: `
{
  "source": "vm-42",
  "name": "web-01",
  "disks_to_update": {
    "2000": {"storage_policy": {"policy": "policy-e"}},
    "2001": {"datastore": "datastore-13", "storage_policy": {"policy": "policy-f"}}
  },
  "vm_home_storage_policy": {"policy": "policy-h"},
  "disk_storage_policy": {"policy": "policy-d"},
  "fallback_to_datastore_default_policy": true,
  "power_on": false
}`,
    rest: `
{
  "spec": {
    "source": "vm-42",
    "name": "web-01",
    "disks_to_update": [
      {"key": "2000", "value": {"storage_policy": {"policy": "policy-e"}}},
      {"key": "2001", "value": {"datastore": "datastore-13", "storage_policy": {"policy": "policy-f"}}}
    ],
    "vm_home_storage_policy": {"policy": "policy-h"},
    "disk_storage_policy": {"policy": "policy-d"},
    "fallback_to_datastore_default_policy": true,
    "power_on": false
  }
}`,
  },
]
