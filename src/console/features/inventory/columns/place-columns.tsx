import type { ClusterRow, DatastoreRow, HostRow, NetworkRow } from '../../../../contract/inventory.ts'
import { usedBytesOf } from '../../../../contract/search/field-sets.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { UsageBar } from '../../../ui/usage-bar.tsx'
import classes from '../table/table.module.css'
import {
  bytesColumn,
  countColumn,
  flagColumn,
  linkColumn,
  nothing,
  textColumn,
  timeColumn,
  uptimeColumn,
} from './cells.tsx'
import type { Column } from './column.ts'
import {
  datacenterColumn,
  folderColumn,
  healthColumn,
  idColumn,
  issuesColumn,
  nameColumn,
  stateColumn,
  statusColumn,
  systemColumn,
} from './common-columns.tsx'

/** A share of something as a bar and a number; the export has per cent with one digit. */
function shareColumn<R>(
  id: string,
  label: string,
  read: (row: R) => { used: number | undefined; total: number | undefined },
  format: (value: number | undefined) => string,
): Column<R> {
  const percent = (row: R) => {
    const { used, total } = read(row)
    return used === undefined || !total ? undefined : (100 * used) / total
  }
  return {
    id,
    label,
    width: 132,
    sort: percent,
    csv: {
      header: `${label} (%)`,
      value: (row) => {
        const value = percent(row)
        return value === undefined ? undefined : Math.round(value * 10) / 10
      },
    },
    render: (row) => {
      const value = percent(row)
      if (value === undefined) return nothing
      return (
        <div className={classes.share}>
          <UsageBar {...read(row)} label={label} format={format} compact />
          <span>{Math.round(value)} %</span>
        </div>
      )
    },
  }
}

const vmsColumn: Column<{ system: string; id: string }> = countColumn('vms', 'VMs', 70, (row, { countVms }) =>
  countVms(row.system, row.id),
)

export const hostColumns: readonly Column<HostRow>[] = [
  nameColumn,
  stateColumn,
  healthColumn,
  systemColumn,
  linkColumn('cluster', 'Cluster', 130, 'cluster', (row) => row.clusterId),
  datacenterColumn(),
  shareColumn(
    'cpu',
    'CPU used',
    (row) => ({ used: row.cpuUsedPercent, total: row.cpuUsedPercent === undefined ? undefined : 100 }),
    (value) => (value === undefined ? '–' : `${Math.round(value)} %`),
  ),
  shareColumn(
    'memoryused',
    'Memory used',
    (row) => ({ used: row.memoryUsedBytes, total: row.memoryBytes }),
    formatBytes,
  ),
  bytesColumn('memory', 'Memory', 92, (row) => row.memoryBytes),
  countColumn('cores', 'Cores', 74, (row) => row.cpuCores),
  vmsColumn,
  textColumn('version', 'Version', 150, (row) => row.version),
  uptimeColumn(96, (row) => row.bootedAt),
  textColumn('address', 'Address', 150, (row) => row.address, { hidden: true }),
  textColumn('vendor', 'Vendor', 120, (row) => row.vendor, { hidden: true }),
  textColumn('model', 'Model', 170, (row) => row.model, { hidden: true }),
  textColumn('cpumodel', 'CPU model', 220, (row) => row.cpuModel, { hidden: true }),
  countColumn('threads', 'Threads', 84, (row) => row.cpuThreads, { hidden: true }),
  timeColumn('booted', 'Booted', 160, (row) => row.bootedAt, { hidden: true }),
  folderColumn,
  statusColumn,
  issuesColumn,
  idColumn,
]

export const clusterColumns: readonly Column<ClusterRow>[] = [
  nameColumn,
  healthColumn,
  systemColumn,
  datacenterColumn(),
  countColumn('hosts', 'Hosts', 74, (row, { countHosts }) => countHosts(row.system, row.id)),
  vmsColumn,
  flagColumn('ha', 'HA', 64, (row) => row.ha),
  flagColumn('drs', 'DRS / policy', 100, (row) => row.drs),
  textColumn('cpumodel', 'CPU type', 180, (row) => row.cpuModel),
  textColumn('version', 'Version', 90, (row) => row.version),
  textColumn('description', 'Description', 220, (row) => row.description),
  folderColumn,
  issuesColumn,
  idColumn,
]

export const datastoreColumns: readonly Column<DatastoreRow>[] = [
  nameColumn,
  stateColumn,
  healthColumn,
  systemColumn,
  datacenterColumn(),
  textColumn('type', 'Type', 84, (row) => row.type),
  textColumn('role', 'Role', 80, (row) => row.role),
  shareColumn(
    'usedshare',
    'Used',
    (row) => ({ used: usedBytesOf(row), total: row.capacityBytes }),
    formatBytes,
  ),
  bytesColumn('free', 'Free', 96, (row) => row.freeBytes),
  bytesColumn('capacity', 'Capacity', 96, (row) => row.capacityBytes),
  vmsColumn,
  flagColumn('shared', 'Shared', 80, (row) => row.shared),
  bytesColumn('used', 'Used space', 100, usedBytesOf, { hidden: true }),
  bytesColumn('uncommitted', 'Uncommitted', 110, (row) => row.uncommittedBytes, { hidden: true }),
  textColumn('url', 'URL', 240, (row) => row.url, { hidden: true }),
  folderColumn,
  statusColumn,
  issuesColumn,
  idColumn,
]

export const networkColumns: readonly Column<NetworkRow>[] = [
  nameColumn,
  healthColumn,
  systemColumn,
  datacenterColumn(),
  textColumn('type', 'Type', 110, (row) => row.type),
  countColumn('vlan', 'VLAN', 80, (row) => row.vlan),
  countColumn('mtu', 'MTU', 80, (row) => row.mtu),
  vmsColumn,
  flagColumn('accessible', 'Accessible', 96, (row) => row.accessible),
  textColumn('description', 'Description', 240, (row) => row.description),
  folderColumn,
  issuesColumn,
  idColumn,
]
