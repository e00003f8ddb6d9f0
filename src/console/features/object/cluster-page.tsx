import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { type ClusterRow, keyOf } from '../../../contract/inventory.ts'
import { formatBytes, formatMhz } from '../../../contract/units.ts'
import { useMembers } from '../../client/use-members.ts'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../ui/property-list.tsx'
import { Section, SectionGrid } from '../../ui/section.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { HostTable } from './host-table.tsx'
import { ObjectPage } from './object-page.tsx'
import { healthProperty } from './object-state.tsx'
import { loadTotals, powerCounts } from './relations.ts'
import { VmTable } from './vm-table.tsx'

/** The page of a cluster: its hosts with their load, its machines, and both in total. */
export function ClusterPage(): ReactNode {
  return (
    <ObjectPage<ClusterRow>
      kind="cluster"
      summary={(cluster, identity) => <ClusterSummary cluster={cluster} identity={identity} />}
      tabs={(cluster) => [
        { id: 'vms', label: 'Virtual machines', panel: () => <ClusterVms cluster={cluster} /> },
      ]}
    />
  )
}

function useClusterVms(cluster: ClusterRow) {
  return useMembers(
    'vm',
    keyOf(cluster),
    ({ system, clusterId }) => system === cluster.system && clusterId === cluster.id,
  )
}

function ClusterVms({ cluster }: { cluster: ClusterRow }): ReactNode {
  return <VmTable vms={useClusterVms(cluster)} empty="No virtual machine is in this cluster." />
}

function ClusterSummary({ cluster, identity }: { cluster: ClusterRow; identity: Property[] }): ReactNode {
  const vms = useClusterVms(cluster)
  const hosts = useMembers(
    'host',
    keyOf(cluster),
    ({ system, clusterId }) => system === cluster.system && clusterId === cluster.id,
  )
  const totals = loadTotals(hosts)
  const { on, off, other } = powerCounts(vms)
  return (
    <>
      <SectionGrid>
        <Section title="State">
          <PropertyList
            properties={[
              healthProperty(cluster),
              { label: 'Hosts', value: `${totals.hostsUp} of ${totals.hosts} up` },
              { label: 'Machines', value: `${on} on, ${off} off, ${other} other` },
              { label: 'Availability', value: onOff(cluster.ha), why: 'the system does not say' },
              { label: 'Balancing', value: onOff(cluster.drs), why: 'the system does not say' },
            ]}
          />
        </Section>
        <Section title="Load of its hosts">
          <Stack gap="sm">
            <UsageBar label="CPU" used={totals.cpuUsedMhz} total={totals.cpuMhz} format={formatMhz} />
            <UsageBar
              label="Memory"
              used={totals.memoryUsedBytes}
              total={totals.memoryBytes}
              format={formatBytes}
            />
            <PropertyList properties={[{ label: 'Cores', value: String(totals.cores) }]} />
          </Stack>
        </Section>
        <Section title="About">
          <PropertyList
            properties={[
              {
                label: 'Data center',
                value:
                  cluster.datacenterId === undefined ? undefined : (
                    <ObjectLink system={cluster.system} id={cluster.datacenterId} />
                  ),
              },
              { label: 'Processor type', value: cluster.cpuModel },
              { label: 'Version', value: cluster.version },
              { label: 'Description', value: cluster.description, why: 'none' },
              ...identity,
            ]}
          />
        </Section>
      </SectionGrid>
      <Section title={`Hosts in this cluster (${hosts.length})`}>
        <HostTable hosts={hosts} vms={vms} />
      </Section>
    </>
  )
}

function onOff(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'on' : 'off'
}
