import type { ReactNode } from 'react'
import type { VmNic } from '../../../contract/vm.ts'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'

interface NicLine extends VmNic {
  system: string
}

const columns: readonly ObjectColumn<NicLine>[] = [
  { id: 'name', label: 'Name', width: 'minmax(9rem, 1fr)', value: ({ name }) => name },
  {
    id: 'network',
    label: 'Network',
    width: 'minmax(9rem, 1.2fr)',
    value: ({ networkName, networkId }) => networkName ?? networkId,
    render: ({ system, networkId, networkName }) =>
      networkId === undefined ? (
        (networkName ?? 'none')
      ) : (
        <ObjectLink system={system} id={networkId} name={networkName} />
      ),
  },
  { id: 'profile', label: 'Profile', width: 'minmax(7rem, 1fr)', value: ({ profile }) => profile },
  {
    id: 'connected',
    label: 'Link',
    width: '8rem',
    value: ({ connected }) =>
      connected === undefined ? undefined : connected ? 'connected' : 'disconnected',
  },
  { id: 'mac', label: 'MAC address', width: '10rem', value: ({ mac }) => mac },
  { id: 'type', label: 'Type', width: '7rem', value: ({ type }) => type },
  {
    id: 'ips',
    label: 'IP addresses',
    width: 'minmax(11rem, 2fr)',
    value: ({ ips }) => ips[0],
    render: ({ ips }) => <span title={ips.join('\n')}>{ips.length === 0 ? '–' : ips.join(', ')}</span>,
  },
]

/** The network cards of a machine. */
export function NicPanel({ system, nics }: { system: string; nics: readonly VmNic[] }): ReactNode {
  return (
    <ObjectTable
      label="Network cards"
      rows={nics.map((nic) => ({ ...nic, system }))}
      columns={columns}
      keyOf={({ id }) => id}
      empty="It has no network cards."
    />
  )
}
