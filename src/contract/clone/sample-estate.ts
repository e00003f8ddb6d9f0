import type { InventoryRow, RowOf } from '../inventory.ts'
import { type CloneInventory, cloneInventory } from './clone-inventory.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'

/** Estates and orders that the tests of the rules share. */

const gib = 1024 ** 3

type Loose<K extends InventoryRow['kind']> = Partial<RowOf<K>> & { id: string }
type Maker<K extends InventoryRow['kind']> = (row: Loose<K>) => RowOf<K>

const base = { system: 's', health: 'ok' } as const
const machine = { ...base, status: 'poweredOff', cpus: 2, memoryBytes: 4 * gib }

export const vm: Maker<'vm'> = (row) => ({
  kind: 'vm',
  ...machine,
  name: row.id,
  power: 'off',
  tools: 'running',
  ...row,
})
export const template: Maker<'template'> = (row) => ({ kind: 'template', ...machine, name: row.id, ...row })
export const host: Maker<'host'> = (row) => ({
  kind: 'host',
  ...base,
  name: row.id,
  state: 'up',
  status: 'connected',
  cpuCores: 10,
  cpuMhz: 2000,
  cpuUsedPercent: 50,
  memoryBytes: 100 * gib,
  memoryUsedBytes: 60 * gib,
  ...row,
})
const cluster: Maker<'cluster'> = (row) => ({ kind: 'cluster', ...base, name: row.id, ...row })
const pool: Maker<'pool'> = (row) => ({ kind: 'pool', ...base, name: row.id, root: false, ...row })
const folder: Maker<'folder'> = (row) => ({
  kind: 'folder',
  ...base,
  name: row.id,
  holds: 'vm',
  root: false,
  ...row,
})
export const datastore: Maker<'datastore'> = (row) => ({
  kind: 'datastore',
  ...base,
  name: row.id,
  state: 'up',
  status: 'accessible',
  capacityBytes: 1000 * gib,
  freeBytes: 500 * gib,
  ...row,
})
const network: Maker<'network'> = (row) => ({
  kind: 'network',
  ...base,
  name: row.id,
  type: 'standard',
  ...row,
})

/**
 * Data center `dc1`: cluster `a` (DRS) of `a1`, `a2` and `a3` in maintenance, cluster `b` (no DRS) of `b1`, the host `alone`;
 * `dc2`: cluster `c` of `c1`. The source is the VM `src` of cluster `a`; `tpl` is a template of `dc1`.
 */
export function vsphereRows(): InventoryRow[] {
  const one = { datacenterId: 'dc1' }
  const two = { datacenterId: 'dc2' }
  return [
    { kind: 'datacenter', ...base, id: 'dc1', name: 'dc1' },
    { kind: 'datacenter', ...base, id: 'dc2', name: 'dc2' },
    folder({ id: 'top1', name: 'vm', root: true, ...one }),
    folder({ id: 'f1', name: 'Prod', folderId: 'top1', ...one }),
    folder({ id: 'f2', name: 'Web', folderId: 'f1', ...one }),
    folder({ id: 'top2', name: 'vm', root: true, ...two }),
    folder({ id: 'f3', name: 'Prod', folderId: 'top2', ...two }),
    folder({ id: 'stores', name: 'datastore', root: true, holds: 'datastore', ...one }),
    cluster({ id: 'a', drs: true, ...one }),
    cluster({ id: 'b', drs: false, ...one }),
    cluster({ id: 'c', drs: true, ...two }),
    host({ id: 'a1', clusterId: 'a', ...one }),
    host({ id: 'a2', clusterId: 'a', ...one }),
    host({ id: 'a3', clusterId: 'a', state: 'maintenance', status: 'maintenance', ...one }),
    host({ id: 'b1', clusterId: 'b', ...one }),
    host({ id: 'alone', ...one }),
    host({ id: 'c1', clusterId: 'c', ...two }),
    pool({ id: 'ra', name: 'Resources', clusterId: 'a', root: true, ...one }),
    pool({ id: 'rb', name: 'Resources', clusterId: 'b', root: true, ...one }),
    pool({ id: 'rc', name: 'Resources', clusterId: 'c', root: true, ...two }),
    pool({ id: 'ralone', name: 'Resources', hostId: 'alone', root: true, ...one }),
    pool({ id: 'pa', name: 'gold', clusterId: 'a', parentId: 'ra', ...one }),
    pool({ id: 'pb', name: 'gold', clusterId: 'b', parentId: 'rb', ...one }),
    datastore({ id: 'ds1', ...one }),
    datastore({ id: 'ds2', ...one }),
    datastore({ id: 'dsb', freeBytes: 30 * gib, ...one }),
    datastore({ id: 'dsm', state: 'maintenance', status: 'inMaintenance', ...one }),
    datastore({ id: 'ds9', ...two }),
    network({ id: 'n1', name: 'LAN', ...one }),
    network({ id: 'n2', name: 'DMZ', ...one }),
    vm({
      id: 'src',
      ...one,
      name: 'gold',
      folderId: 'f1',
      poolId: 'pa',
      hostId: 'a1',
      clusterId: 'a',
      datastoreIds: ['ds1'],
    }),
    vm({ id: 'w1', name: 'web-1', folderId: 'f1', ips: ['192.0.2.10'], ...one }),
    vm({ id: 'w2', name: 'web-2', folderId: 'f2', ...one }),
    template({ id: 'tpl', name: 'tpl', folderId: 'f1', hostId: 'a1', clusterId: 'a', ...one }),
  ]
}

/** Data centers `dc1` (clusters `a`, `b`; domains `d1`, `iso`) and `dc2` (cluster `c`, domain `d9`). The source is the template `tpl`. */
export function engineRows(): InventoryRow[] {
  const one = { datacenterId: 'dc1' }
  const two = { datacenterId: 'dc2' }
  return [
    { kind: 'datacenter', ...base, id: 'dc1', name: 'dc1' },
    { kind: 'datacenter', ...base, id: 'dc2', name: 'dc2' },
    cluster({ id: 'a', ...one }),
    cluster({ id: 'b', ...one }),
    cluster({ id: 'c', ...two }),
    host({ id: 'a1', clusterId: 'a', ...one }),
    host({ id: 'b1', clusterId: 'b', ...one, state: 'down', status: 'non_responsive' }),
    host({ id: 'c1', clusterId: 'c', ...two }),
    datastore({ id: 'd1', role: 'data', ...one }),
    datastore({ id: 'iso', role: 'iso', ...one }),
    datastore({ id: 'd9', role: 'data', ...two }),
    template({ id: 'tpl', clusterId: 'a', ...one }),
    vm({ id: 'w1', name: 'web-1', clusterId: 'b', ...one }),
    vm({ id: 'w2', name: 'web-2', clusterId: 'c', ...two }),
    template({ id: 't3', name: 'web-3', clusterId: 'a', ...one }),
  ]
}

export function inventoryOf(rows: InventoryRow[]): CloneInventory {
  return cloneInventory('s', rows)
}

/** The same rows with one of them changed. */
export function withRow(rows: InventoryRow[], id: string, change: object): InventoryRow[] {
  // Tests change a field of the row's own kind.
  return rows.map((row) => (row.id === id ? ({ ...row, ...change } as InventoryRow) : row))
}

const all = true as const

export function vsphereOptions(more: Partial<CloneOptions> = {}): CloneOptions {
  return {
    source: { id: 'src', kind: 'vm', name: 'gold', family: 'linux', cpus: 2, memoryBytes: 4 * gib },
    disks: [
      {
        id: '2000',
        name: 'Hard disk 1',
        capacityBytes: 40 * gib,
        usedBytes: 10 * gib,
        datastoreId: 'ds1',
        format: 'thin',
      },
      { id: '2001', name: 'Hard disk 2', capacityBytes: 20 * gib, datastoreId: 'ds1', format: 'thick' },
    ],
    nics: [{ id: '4000', name: 'Network adapter 1', networkId: 'n1', networkName: 'LAN', ips: [] }],
    snapshots: [{ id: 'snap', name: 'before', current: true }],
    ways: [
      { way: 'rest', title: 'REST', possible: true },
      { way: 'task', title: 'Task', possible: true },
    ],
    features: {
      linked: all,
      memory: all,
      template: all,
      folder: all,
      host: all,
      pool: all,
      hardware: all,
      notes: all,
      nics: all,
      'disk-remove': all,
      'disk-datastore': all,
      'disk-format': all,
      'power-on': all,
      'customize-linux': all,
      'customize-windows': all,
      'customize-stored': all,
    },
    reach: [
      { id: 'a1', datastoreIds: ['ds1', 'ds2', 'dsm'], networkIds: ['n1', 'n2'] },
      { id: 'a2', datastoreIds: ['ds1', 'dsm'], networkIds: ['n1'] },
      { id: 'a3', datastoreIds: ['ds1', 'dsm'], networkIds: ['n1'] },
      { id: 'b1', datastoreIds: ['ds1', 'dsb'], networkIds: ['n1'] },
      { id: 'alone', datastoreIds: ['ds2'], networkIds: ['n2'] },
      { id: 'c1', datastoreIds: ['ds9'], networkIds: [] },
    ],
    customizationSpecs: [{ name: 'linux-dhcp', os: 'linux' }],
    storagePolicies: [],
    nameRule: { maxLength: 80, pattern: '.+', hint: 'At most 80 characters.' },
    perSource: { atOnce: 8, why: '' },
    missing: [],
    ...more,
  }
}

export function engineOptions(more: Partial<CloneOptions> = {}): CloneOptions {
  return {
    ...vsphereOptions(),
    source: { id: 'tpl', kind: 'template', name: 'tpl', family: 'linux', cpus: 2, memoryBytes: 4 * gib },
    disks: [
      {
        id: 'td1',
        name: 'disk',
        capacityBytes: 40 * gib,
        usedBytes: 10 * gib,
        datastoreId: 'd1',
        format: 'cow',
      },
    ],
    nics: [],
    snapshots: [],
    ways: [{ way: 'from-template', title: 'From template', possible: true }],
    features: {
      linked: all,
      host: all,
      'power-on': all,
      'cloud-init': all,
      sysprep: all,
      'disk-datastore': all,
    },
    reach: [
      { id: 'a', datastoreIds: ['d1'], networkIds: [] },
      { id: 'b', datastoreIds: ['d1'], networkIds: [] },
      { id: 'c', datastoreIds: ['d9'], networkIds: [] },
    ],
    nameRule: {
      maxLength: 64,
      pattern: '[\\p{L}\\p{N}._-]+',
      hint: 'Letters, digits, dots, hyphens and underscores.',
    },
    ...more,
  }
}

/** One copy named `new` of the VM of the vSphere estate. */
export function orderOf(more: Partial<CloneOrder> = {}): CloneOrder {
  return {
    source: { vm: 'src' },
    template: false,
    copies: [{ name: 'new' }],
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...more,
  }
}
