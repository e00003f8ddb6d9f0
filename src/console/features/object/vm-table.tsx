import type { ReactNode } from 'react'
import { keyOf, type TemplateRow, type VmRow } from '../../../contract/inventory.ts'
import { formatBytes } from '../../../contract/units.ts'
import { TemplateIcon } from '../../ui/icons.tsx'
import { RowLink } from '../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'
import { PowerBadge, powerText, StatusText } from '../../ui/status-dot.tsx'

type Machine = VmRow | TemplateRow

const columns: readonly ObjectColumn<Machine>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(11rem, 2fr)',
    value: ({ name }) => name,
    render: (row) => <RowLink row={row} />,
  },
  {
    id: 'power',
    label: 'Power',
    width: '7rem',
    value: (row) => (row.kind === 'vm' ? powerText(row.power) : 'Template'),
    render: (row) =>
      row.kind === 'vm' ? (
        <PowerBadge power={row.power} />
      ) : (
        <StatusText tone="off" icon={TemplateIcon}>
          Template
        </StatusText>
      ),
  },
  { id: 'cpus', label: 'CPUs', width: '4.5rem', align: 'end', value: ({ cpus }) => cpus },
  {
    id: 'memory',
    label: 'Memory',
    width: '5.75rem',
    align: 'end',
    value: ({ memoryBytes }) => memoryBytes,
    render: ({ memoryBytes }) => formatBytes(memoryBytes),
  },
  {
    id: 'used',
    label: 'Storage used',
    width: '8rem',
    align: 'end',
    value: ({ usedBytes }) => usedBytes,
    render: ({ usedBytes }) => formatBytes(usedBytes),
  },
  {
    id: 'ip',
    label: 'IP addresses',
    width: 'minmax(8.5rem, 1.2fr)',
    value: ({ ips }) => ips?.[0],
    render: ({ ips }) => <span title={ips?.join('\n')}>{ips === undefined ? '–' : ips.join(', ')}</span>,
  },
  {
    id: 'os',
    label: 'Guest OS',
    width: 'minmax(8.5rem, 1.2fr)',
    value: ({ os }) => os,
    render: ({ os }) => <span title={os}>{os ?? '–'}</span>,
  },
]

/** The machines that belong to an object; `empty` says why there are none. */
export function VmTable({ vms, empty }: { vms: readonly Machine[]; empty: string }): ReactNode {
  return <ObjectTable label="Virtual machines" rows={vms} columns={columns} keyOf={keyOf} empty={empty} />
}
