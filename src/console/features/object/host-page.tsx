import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { type HostRow, keyOf } from '../../../contract/inventory.ts'
import { formatBytes, formatMhz } from '../../../contract/units.ts'
import { useMembers } from '../../client/use-members.ts'
import { Elapsed, Moment } from '../../ui/moment.tsx'
import { ObjectLink, ObjectLinks } from '../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../ui/property-list.tsx'
import { Section, SectionGrid } from '../../ui/section.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { ObjectPage } from './object-page.tsx'
import { HostState, healthProperty } from './object-state.tsx'
import { cpuCapacity, cpuUsed, powerCounts, usedBy } from './relations.ts'
import { VmTable } from './vm-table.tsx'

/** The page of a host: what it is, how busy it is, and the machines on it. */
export function HostPage(): ReactNode {
  return (
    <ObjectPage<HostRow>
      kind="host"
      badge={({ state, status }) => <HostState state={state} status={status} />}
      summary={(host, identity) => <HostSummary host={host} identity={identity} />}
    />
  )
}

function HostSummary({ host, identity }: { host: HostRow; identity: Property[] }): ReactNode {
  const vms = useMembers(
    'vm',
    keyOf(host),
    ({ system, hostId }) => system === host.system && hostId === host.id,
  )
  const { on, off, other } = powerCounts(vms)
  const datastores = usedBy(vms, ({ datastoreIds }) => datastoreIds)
  const networks = usedBy(vms, ({ networkIds }) => networkIds)
  const link = (id: string | undefined) =>
    id === undefined ? undefined : <ObjectLink system={host.system} id={id} />
  return (
    <>
      <SectionGrid>
        <Section title="State">
          <PropertyList
            properties={[
              { label: 'State', value: <HostState state={host.state} status={host.status} /> },
              { label: 'Status', value: host.status },
              healthProperty(host),
              {
                label: 'Uptime',
                value: host.bootedAt === undefined ? undefined : <Elapsed since={host.bootedAt} />,
              },
              {
                label: 'Started',
                value: host.bootedAt === undefined ? undefined : <Moment at={host.bootedAt} />,
              },
              { label: 'Machines', value: `${on} on, ${off} off, ${other} other` },
            ]}
          />
        </Section>
        <Section title="Load">
          <Stack gap="sm">
            <UsageBar label="CPU" used={cpuUsed(host)} total={cpuCapacity(host)} format={formatMhz} />
            <UsageBar
              label="Memory"
              used={host.memoryUsedBytes}
              total={host.memoryBytes}
              format={formatBytes}
            />
          </Stack>
        </Section>
        <Section title="Hardware and software">
          <PropertyList
            properties={[
              { label: 'Version', value: host.version },
              { label: 'Model', value: [host.vendor, host.model].filter(Boolean).join(' ') },
              { label: 'Processor', value: host.cpuModel },
              { label: 'Cores', value: coresText(host) },
              { label: 'Memory', value: formatBytes(host.memoryBytes) },
            ]}
          />
        </Section>
        <Section title="Place">
          <PropertyList
            properties={[
              { label: 'Cluster', value: link(host.clusterId), why: 'stands alone' },
              { label: 'Data center', value: link(host.datacenterId) },
              { label: 'Address', value: host.address },
              ...identity,
            ]}
          />
        </Section>
        {datastores.length === 0 && networks.length === 0 ? null : (
          <Section title="Used by its machines">
            <PropertyList
              properties={[
                { label: 'Datastores', value: <ObjectLinks system={host.system} ids={datastores} /> },
                { label: 'Networks', value: <ObjectLinks system={host.system} ids={networks} /> },
              ]}
            />
          </Section>
        )}
      </SectionGrid>
      <Section title={`Virtual machines on this host (${vms.length})`}>
        <VmTable vms={vms} empty="No virtual machine is on this host." />
      </Section>
    </>
  )
}

function coresText({ cpuCores, cpuThreads, cpuMhz }: HostRow): string | undefined {
  if (cpuCores === undefined) return undefined
  const threads = cpuThreads === undefined ? '' : `, ${cpuThreads} threads`
  const speed = cpuMhz === undefined ? '' : ` at ${formatMhz(cpuMhz)}`
  return `${cpuCores}${threads}${speed}`
}
