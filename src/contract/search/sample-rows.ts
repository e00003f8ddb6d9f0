import type { VmRow } from '../inventory.ts'
import type { SearchLookup } from './fields.ts'

/** Rows and names for the tests of the search language. */

export const gib = 1024 ** 3
export const day = 86_400_000
/** Noon of a day in summer, local time. */
export const now = new Date(2024, 5, 15, 12).getTime()

export function vm(fields: Partial<VmRow> & { name: string }): VmRow {
  return {
    kind: 'vm',
    system: 'vc-east',
    id: `id-of-${fields.name}`,
    health: 'ok',
    status: 'poweredOn',
    cpus: 2,
    memoryBytes: 4 * gib,
    power: 'on',
    tools: 'running',
    ...fields,
  }
}

export const vms: VmRow[] = [
  vm({
    name: 'web-01',
    ips: ['10.1.2.3', 'fe80::250:56ff:fe9a:1'],
    hostId: 'h1',
    clusterId: 'c1',
    folderId: 'f2',
    datacenterId: 'd1',
    tags: ['env:prod', 'tier:web'],
    os: 'Ubuntu Linux (64-bit)',
    bootedAt: now - 10 * day,
    createdAt: new Date(2024, 0, 1, 9).getTime(),
    provisionedBytes: 100 * gib,
    usedBytes: 85 * gib,
    datastoreIds: ['s1', 's2'],
    networkIds: ['n1'],
    guestHostName: 'web-01.example.test',
    question: true,
  }),
  vm({
    name: 'db-02',
    cpus: 8,
    memoryBytes: 32 * gib,
    hostId: 'h2',
    clusterId: 'c1',
    datacenterId: 'd1',
    notes: 'Primary database, ask "Ann" (DBA)',
    bootedAt: now - 3600_000,
    createdAt: now - 5 * day,
    provisionedBytes: 500 * gib,
    usedBytes: 100 * gib,
    datastoreIds: ['s2'],
    tools: 'outdated',
    templateId: 't1',
  }),
  vm({
    name: 'Test VM (copy)',
    system: 'lab',
    power: 'off',
    status: 'down',
    health: 'warning',
    issues: ['Disk nearly full'],
    cpus: 1,
    memoryBytes: gib * 0.5,
    tools: 'not-installed',
    hostId: 'h1',
  }),
]

const names: Record<string, string> = {
  'vc-east/h1': 'esx01.example.test',
  'vc-east/h2': 'esx10.example.test',
  'lab/h1': 'kvm-a',
  'vc-east/c1': 'Cluster A',
  'vc-east/d1': 'Paris',
  'vc-east/f2': 'Web',
  'vc-east/s1': 'fast-1',
  'vc-east/s2': 'slow-1',
  'vc-east/n1': 'VM Network',
  'vc-east/t1': 'db-template',
}

export const lookup: SearchLookup = {
  nameOf: (system, id) => names[`${system}/${id}`],
  systemName: (system) => (system === 'lab' ? 'oVirt lab' : system),
  folderPath: (_system, id) => (id === 'f2' ? 'Prod/Web' : undefined),
  countVms: () => 3,
  countHosts: () => 2,
  now,
}
