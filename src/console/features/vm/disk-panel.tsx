import type { ReactNode } from 'react'
import { formatBytes } from '../../../contract/units.ts'
import type { VmDisk } from '../../../contract/vm.ts'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'

interface DiskLine extends VmDisk {
  system: string
}

const columns: readonly ObjectColumn<DiskLine>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(8.5rem, 1.5fr)',
    value: ({ name }) => name,
    render: (disk) => (
      <span title={disk.name}>
        {disk.name}
        {disk.bootable === true ? ' (boots)' : ''}
      </span>
    ),
  },
  {
    id: 'capacity',
    label: 'Capacity',
    width: '5.75rem',
    align: 'end',
    value: ({ capacityBytes }) => capacityBytes,
    render: ({ capacityBytes }) => formatBytes(capacityBytes),
  },
  {
    id: 'used',
    label: 'Used',
    width: '5.75rem',
    align: 'end',
    value: ({ usedBytes }) => usedBytes,
    render: ({ usedBytes }) => formatBytes(usedBytes),
  },
  { id: 'format', label: 'Format', width: '5.75rem', value: ({ format }) => format },
  { id: 'bus', label: 'Bus', width: '7rem', value: ({ bus }) => bus },
  {
    id: 'datastore',
    label: 'Datastore',
    width: 'minmax(7.5rem, 1fr)',
    value: ({ datastoreName, datastoreId }) => datastoreName ?? datastoreId,
    render: ({ system, datastoreId, datastoreName }) =>
      datastoreId === undefined ? (
        (datastoreName ?? '–')
      ) : (
        <ObjectLink system={system} id={datastoreId} name={datastoreName} />
      ),
  },
  { id: 'state', label: 'State', width: '5rem', value: diskState },
  {
    id: 'path',
    label: 'Path or id',
    width: 'minmax(9rem, 2fr)',
    value: ({ path }) => path,
    render: ({ path }) => <span title={path}>{path ?? '–'}</span>,
  },
]

function diskState({ active, status }: VmDisk): string | undefined {
  if (active === false) return status === undefined ? 'inactive' : `inactive, ${status}`
  return status ?? (active === true ? 'active' : undefined)
}

/** The virtual disks of a machine. */
export function DiskPanel({ system, disks }: { system: string; disks: readonly VmDisk[] }): ReactNode {
  return (
    <ObjectTable
      label="Disks"
      rows={disks.map((disk) => ({ ...disk, system }))}
      columns={columns}
      keyOf={({ id }) => id}
      empty="It has no disks."
    />
  )
}
