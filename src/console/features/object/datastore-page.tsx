import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { type DatastoreRow, keyOf } from '../../../contract/inventory.ts'
import { formatBytes } from '../../../contract/units.ts'
import { useMembers } from '../../client/use-members.ts'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../ui/property-list.tsx'
import { Section, SectionGrid } from '../../ui/section.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { ObjectPage } from './object-page.tsx'
import { HostState, healthProperty } from './object-state.tsx'
import { VmTable } from './vm-table.tsx'

/** The page of a datastore or storage domain: its space and the machines that use it. */
export function DatastorePage(): ReactNode {
  return (
    <ObjectPage<DatastoreRow>
      kind="datastore"
      badge={({ state, status }) => <HostState state={state} status={status} />}
      summary={(datastore, identity) => <DatastoreSummary datastore={datastore} identity={identity} />}
    />
  )
}

function DatastoreSummary(props: { datastore: DatastoreRow; identity: Property[] }): ReactNode {
  const { datastore } = props
  const { capacityBytes, freeBytes, uncommittedBytes } = datastore
  const onIt = ({ system, datastoreIds }: { system: string; datastoreIds?: string[] | undefined }) =>
    system === datastore.system && datastoreIds?.includes(datastore.id) === true
  const vms = useMembers('vm', keyOf(datastore), onIt)
  const templates = useMembers('template', keyOf(datastore), onIt)
  const usedBytes =
    capacityBytes === undefined || freeBytes === undefined ? undefined : capacityBytes - freeBytes
  return (
    <>
      <SectionGrid>
        <Section title="State">
          <PropertyList
            properties={[
              { label: 'State', value: <HostState state={datastore.state} status={datastore.status} /> },
              { label: 'Status', value: datastore.status },
              healthProperty(datastore),
              { label: 'Machines', value: `${vms.length} and ${templates.length} templates` },
            ]}
          />
        </Section>
        <Section title="Space">
          <Stack gap="sm">
            <UsageBar label="Used" used={usedBytes} total={capacityBytes} format={formatBytes} />
            <PropertyList
              properties={[
                { label: 'Capacity', value: formatBytes(capacityBytes) },
                { label: 'Free', value: formatBytes(freeBytes) },
                {
                  label: 'Promised',
                  value:
                    uncommittedBytes === undefined
                      ? undefined
                      : `${formatBytes(uncommittedBytes)} more to thin disks`,
                  why: 'the system does not say',
                },
              ]}
            />
          </Stack>
        </Section>
        <Section title="About">
          <PropertyList
            properties={[
              { label: 'Type', value: datastore.type },
              { label: 'Role', value: datastore.role, why: 'no roles here' },
              {
                label: 'Shared',
                value: datastore.shared === undefined ? undefined : datastore.shared ? 'yes' : 'no',
              },
              {
                label: 'Data center',
                value:
                  datastore.datacenterId === undefined ? undefined : (
                    <ObjectLink system={datastore.system} id={datastore.datacenterId} />
                  ),
                why: 'attached to none',
              },
              { label: 'Location', value: datastore.url },
              ...props.identity,
            ]}
          />
        </Section>
      </SectionGrid>
      <Section title={`Virtual machines and templates on it (${vms.length + templates.length})`}>
        <VmTable vms={[...vms, ...templates]} empty="No virtual machine uses it." />
      </Section>
    </>
  )
}
