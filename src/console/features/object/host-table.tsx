import { type ReactNode, useMemo, useState } from 'react'
import { type HostRow, keyOf, type VmRow } from '../../../contract/inventory.ts'
import { formatBytes } from '../../../contract/units.ts'
import { RowLink } from '../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { HostState } from './object-state.tsx'
import { memoryPercent } from './relations.ts'

interface HostLine {
  host: HostRow
  /** Running machines. */
  running: number
}

const percent = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)} %`)

const columns: readonly ObjectColumn<HostLine>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(12rem, 2fr)',
    value: ({ host }) => host.name,
    render: ({ host }) => <RowLink row={host} />,
  },
  {
    id: 'state',
    label: 'State',
    width: '8.5rem',
    value: ({ host }) => host.state,
    render: ({ host }) => <HostState state={host.state} status={host.status} />,
  },
  {
    id: 'cpu',
    label: 'CPU use',
    width: 'minmax(8.5rem, 1fr)',
    value: ({ host }) => host.cpuUsedPercent,
    render: ({ host }) => (
      <Share label={`CPU use of ${host.name}`} value={host.cpuUsedPercent} total={100} format={percent} />
    ),
  },
  {
    id: 'memory',
    label: 'Memory use',
    width: 'minmax(8.5rem, 1fr)',
    value: ({ host }) => memoryPercent(host),
    render: ({ host }) => (
      <Share
        label={`Memory use of ${host.name}`}
        value={host.memoryUsedBytes}
        total={host.memoryBytes}
        format={formatBytes}
      />
    ),
  },
  { id: 'vms', label: 'VMs on', width: '6rem', align: 'end', value: ({ running }) => running },
  { id: 'version', label: 'Version', width: 'minmax(9rem, 1fr)', value: ({ host }) => host.version },
]

function Share(props: {
  label: string
  value: number | undefined
  total: number | undefined
  format: (value: number | undefined) => string
}): ReactNode {
  const { value, total } = props
  if (value === undefined || total === undefined || total <= 0) return '–'
  return (
    <span style={{ display: 'grid', gridTemplateColumns: '3rem 1fr', alignItems: 'center', gap: '0.5rem' }}>
      <span>{percent((100 * value) / total)}</span>
      <UsageBar label={props.label} used={value} total={total} format={props.format} compact />
    </span>
  )
}

/** Hosts with their load; `vms` are the machines that may run on them. */
export function HostTable({ hosts, vms }: { hosts: readonly HostRow[]; vms: readonly VmRow[] }): ReactNode {
  const [known] = useState(() => new WeakMap<HostRow, HostLine>())
  const lines = useMemo(() => {
    const running = new Map<string, number>()
    for (const { hostId, power } of vms) {
      if (hostId !== undefined && power === 'on') running.set(hostId, (running.get(hostId) ?? 0) + 1)
    }
    return hosts.map((host) => {
      const old = known.get(host)
      const now = running.get(host.id) ?? 0
      if (old?.running === now) return old
      const line = { host, running: now }
      known.set(host, line)
      return line
    })
  }, [hosts, vms, known])
  return (
    <ObjectTable
      label="Hosts"
      rows={lines}
      columns={columns}
      keyOf={({ host }) => keyOf(host)}
      empty="It has no hosts."
    />
  )
}
