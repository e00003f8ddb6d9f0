import { ipv4Number, prefixOf } from './ipv4.ts'
import { type PlacementField, placementFields } from './place.ts'

/** What a column of pasted rows can be. */
export type PasteColumn = 'name' | 'hostName' | 'address' | 'netmask' | 'gateway' | PlacementField

export const columnTitles: Record<PasteColumn, string> = {
  name: 'Name',
  hostName: 'Host name',
  address: 'IP address',
  netmask: 'Netmask',
  gateway: 'Gateway',
  folderId: 'Folder',
  clusterId: 'Cluster',
  hostId: 'Host',
  poolId: 'Resource pool',
  datastoreId: 'Datastore',
}

/** Words of header rows, without spaces, dots, hyphens and letter case. */
const headerWords: Record<string, PasteColumn> = {
  name: 'name',
  vm: 'name',
  vmname: 'name',
  copy: 'name',
  hostname: 'hostName',
  computername: 'hostName',
  guesthostname: 'hostName',
  fqdn: 'hostName',
  ip: 'address',
  ipv4: 'address',
  ipaddress: 'address',
  ipv4address: 'address',
  address: 'address',
  netmask: 'netmask',
  mask: 'netmask',
  subnetmask: 'netmask',
  prefix: 'netmask',
  prefixlength: 'netmask',
  gateway: 'gateway',
  gw: 'gateway',
  defaultgateway: 'gateway',
  folder: 'folderId',
  vmfolder: 'folderId',
  cluster: 'clusterId',
  host: 'hostId',
  esxihost: 'hostId',
  hypervisor: 'hostId',
  pool: 'poolId',
  resourcepool: 'poolId',
  datastore: 'datastoreId',
  storage: 'datastoreId',
  storagedomain: 'datastoreId',
}

function wordOf(cell: string): PasteColumn | undefined {
  return headerWords[cell.toLowerCase().replace(/[\s._-]/g, '')]
}

/**
 * The columns that a first row names; `undefined` when it is no header: one cell that nobody would call a VM, `name`, or
 * most cells known.
 */
export function headerOf(cells: readonly string[]): (PasteColumn | undefined)[] | undefined {
  const columns = cells.map(wordOf)
  const known = columns.filter((column) => column !== undefined).length
  const named = cells.filter((cell) => cell !== '').length
  return known > 0 && known * 2 > named ? columns : undefined
}

/**
 * Columns of rows without a header: the name first, addresses and masks by their look, everything else in the order host
 * name, folder, cluster, host, pool, datastore.
 */
export function guessColumns(rows: readonly (readonly string[])[]): (PasteColumn | undefined)[] {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const addresses: PasteColumn[] = ['address', 'gateway']
  const texts: PasteColumn[] = ['hostName', ...placementFields]
  return Array.from({ length: width }, (_, column): PasteColumn | undefined => {
    if (column === 0) return 'name'
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '')
    const all = (test: (cell: string) => boolean) => cells.length > 0 && cells.every(test)
    if (all((cell) => isMask(cell))) return 'netmask'
    if (all((cell) => ipv4Number(cell.split('/')[0] ?? '') !== undefined)) return addresses.shift()
    return texts.shift()
  })
}

function isMask(cell: string): boolean {
  return (prefixOf(cell) ?? 0) > 0 || /^\/?([89]|[12]\d|3[0-2])$/.test(cell)
}
