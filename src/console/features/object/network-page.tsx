import type { ReactNode } from 'react'
import { keyOf, type NetworkRow } from '../../../contract/inventory.ts'
import { useMembers } from '../../client/use-members.ts'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../ui/property-list.tsx'
import { Section, SectionGrid } from '../../ui/section.tsx'
import { ObjectPage } from './object-page.tsx'
import { healthProperty } from './object-state.tsx'
import { powerCounts } from './relations.ts'
import { VmTable } from './vm-table.tsx'

const types: Record<NetworkRow['type'], string> = {
  standard: 'standard switch',
  distributed: 'distributed switch',
  opaque: 'managed elsewhere (opaque)',
  logical: 'logical network',
}

/** The page of a network: what it is and the machines on it. */
export function NetworkPage(): ReactNode {
  return (
    <ObjectPage<NetworkRow>
      kind="network"
      summary={(network, identity) => <NetworkSummary network={network} identity={identity} />}
    />
  )
}

function NetworkSummary({ network, identity }: { network: NetworkRow; identity: Property[] }): ReactNode {
  const vms = useMembers(
    'vm',
    keyOf(network),
    ({ system, networkIds }) => system === network.system && networkIds?.includes(network.id) === true,
  )
  const { on, off, other } = powerCounts(vms)
  return (
    <>
      <SectionGrid>
        <Section title="State">
          <PropertyList
            properties={[
              healthProperty(network),
              {
                label: 'Reachable',
                value: network.accessible === undefined ? undefined : network.accessible ? 'yes' : 'no',
                why: 'the system does not say',
              },
              { label: 'Machines', value: `${on} on, ${off} off, ${other} other` },
            ]}
          />
        </Section>
        <Section title="About">
          <PropertyList
            properties={[
              { label: 'Type', value: types[network.type] },
              {
                label: 'VLAN',
                value: network.vlan === undefined ? undefined : String(network.vlan),
                why: 'none',
              },
              { label: 'MTU', value: network.mtu === undefined ? undefined : String(network.mtu) },
              {
                label: 'Data center',
                value:
                  network.datacenterId === undefined ? undefined : (
                    <ObjectLink system={network.system} id={network.datacenterId} />
                  ),
              },
              { label: 'Description', value: network.description, why: 'none' },
              ...identity,
            ]}
          />
        </Section>
      </SectionGrid>
      <Section title={`Virtual machines on this network (${vms.length})`}>
        <VmTable vms={vms} empty="No virtual machine is on this network." />
      </Section>
    </>
  )
}
