import { Badge, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TemplateRow, Tools, VmRow } from '../../../contract/inventory.ts'
import type { CapabilityName, SystemState } from '../../../contract/system.ts'
import { formatBytes, formatMhz } from '../../../contract/units.ts'
import type { VmDetail } from '../../../contract/vm.ts'
import { useInventoryList, useRow } from '../../client/inventory.ts'
import { CopyId } from '../../ui/copy-id.tsx'
import { Elapsed, Moment } from '../../ui/moment.tsx'
import { ObjectLink, ObjectLinks } from '../../ui/object-link.tsx'
import { folderTrail } from '../../ui/object-trail.ts'
import { type Property, PropertyList } from '../../ui/property-list.tsx'
import { Section, SectionGrid } from '../../ui/section.tsx'
import { HealthBadge, PowerBadge, StatusText, type Tone } from '../../ui/status-dot.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { cpuText } from './merge-vm.ts'

const toolsTexts: Record<Tools, { text: string; tone: Tone }> = {
  running: { text: 'Running', tone: 'ok' },
  outdated: { text: 'Running, out of date', tone: 'warning' },
  'not-running': { text: 'Not running', tone: 'warning' },
  'not-installed': { text: 'Not installed', tone: 'off' },
  unknown: { text: 'Unknown', tone: 'off' },
}

interface SummaryProps {
  vm: VmRow | TemplateRow
  system: SystemState
  detail: VmDetail | undefined
}

/** All about a machine that fits on one page. */
export function SummaryPanel({ vm, system, detail }: SummaryProps): ReactNode {
  return (
    <SectionGrid>
      <Section title="State">
        <PropertyList properties={vm.kind === 'vm' ? vmState(vm) : templateState(vm)} />
      </Section>
      <Section title={vm.kind === 'vm' ? 'Guest' : 'Operating system'}>
        <PropertyList properties={guest(vm)} />
      </Section>
      <Section title="Resources">
        <Resources vm={vm} detail={detail} />
      </Section>
      <Section title="Place">
        <Place vm={vm} system={system} />
      </Section>
      <Section title="Notes and origin">
        <PropertyList properties={origin(vm, system)} />
      </Section>
      <Section title="Identity">
        <PropertyList properties={identity(vm, detail)} />
      </Section>
    </SectionGrid>
  )
}

function health(vm: VmRow | TemplateRow): Property {
  return {
    label: 'Health',
    value: (
      <>
        <HealthBadge health={vm.health} />
        {vm.issues?.map((issue) => (
          <div key={issue}>{issue}</div>
        ))}
      </>
    ),
  }
}

function vmState(vm: VmRow): Property[] {
  const off = vm.power === 'off' ? 'not running' : undefined
  return [
    { label: 'Power', value: <PowerBadge power={vm.power} /> },
    { label: 'Status', value: vm.status },
    {
      label: 'Uptime',
      value: vm.bootedAt === undefined ? undefined : <Elapsed since={vm.bootedAt} />,
      why: off,
    },
    {
      label: 'Started',
      value: vm.bootedAt === undefined ? undefined : <Moment at={vm.bootedAt} />,
      why: off,
    },
    health(vm),
  ]
}

function templateState(vm: TemplateRow): Property[] {
  return [{ label: 'Status', value: vm.status }, health(vm)]
}

function guest(vm: VmRow | TemplateRow): Property[] {
  const os: Property = { label: 'Guest OS', value: vm.os }
  if (vm.kind === 'template') return [os]
  const { text, tone } = toolsTexts[vm.tools]
  const silent = vm.tools === 'running' || vm.tools === 'outdated' ? undefined : 'told by tools or agent only'
  return [
    os,
    {
      label: 'Tools or agent',
      value: <StatusText tone={tone}>{text}</StatusText>,
    },
    { label: 'Host name', value: vm.guestHostName, why: silent },
    {
      label: 'IP addresses',
      value:
        vm.ips === undefined || vm.ips.length === 0 ? undefined : (
          <Stack gap={2}>
            {vm.ips.map((ip) => (
              <CopyId key={ip} value={ip} label={`IP address ${ip}`} />
            ))}
          </Stack>
        ),
      why: silent,
    },
  ]
}

function Resources({ vm, detail }: Pick<SummaryProps, 'vm' | 'detail'>): ReactNode {
  const cpuUse = detail?.cpuUsedPercent
  const memoryUse = detail?.memoryUsedBytes
  const cpuTotal = cpuCapacity(detail)
  const running = vm.kind === 'vm' && vm.power === 'on'
  return (
    <Stack gap="sm">
      <PropertyList
        properties={[
          { label: 'CPUs', value: cpuText(vm.cpus, vm.coresPerSocket) },
          { label: 'Memory', value: formatBytes(vm.memoryBytes) },
          ...(running && cpuUse !== undefined && cpuTotal === undefined
            ? [{ label: 'CPU use', value: `${Math.round(cpuUse)} %` }]
            : []),
          {
            label: 'Storage',
            value:
              vm.provisionedBytes === undefined && vm.usedBytes === undefined
                ? undefined
                : `${formatBytes(vm.usedBytes)} used, ${formatBytes(vm.provisionedBytes)} provisioned`,
          },
          ...(detail?.cds ?? []).map(({ name, file }) => ({ label: name, value: file, why: 'empty' })),
        ]}
      />
      {running && cpuTotal !== undefined ? (
        <UsageBar label="CPU use" used={detail?.cpuUsedMhz} total={cpuTotal} format={formatMhz} />
      ) : null}
      {running && memoryUse !== undefined ? (
        <UsageBar label="Memory use" used={memoryUse} total={vm.memoryBytes} format={formatBytes} />
      ) : null}
      {vm.usedBytes === undefined || vm.provisionedBytes === undefined ? null : (
        <UsageBar label="Storage use" used={vm.usedBytes} total={vm.provisionedBytes} format={formatBytes} />
      )}
    </Stack>
  )
}

/** MHz that the machine could use, where use is known both in MHz and as a share. */
function cpuCapacity(detail: VmDetail | undefined): number | undefined {
  const { cpuUsedMhz, cpuUsedPercent } = detail ?? {}
  if (cpuUsedMhz === undefined || cpuUsedPercent === undefined || cpuUsedPercent <= 0) return undefined
  return (100 * cpuUsedMhz) / cpuUsedPercent
}

function Place({ vm, system }: Pick<SummaryProps, 'vm' | 'system'>): ReactNode {
  const folders = useInventoryList((inventory) => folderTrail(inventory, vm.system, vm.folderId))
  const pool = useRow(vm.system, vm.poolId)
  const link = (id: string | undefined) =>
    id === undefined ? undefined : <ObjectLink system={vm.system} id={id} />
  const links = (ids: readonly string[] | undefined) =>
    ids === undefined || ids.length === 0 ? undefined : <ObjectLinks system={vm.system} ids={ids} />
  const rootPool = pool?.kind === 'pool' && pool.root
  const notRunning = vm.kind === 'vm' && vm.power === 'off' ? 'runs on none now' : undefined

  return (
    <PropertyList
      properties={[
        { label: 'Host', value: link(vm.hostId), why: notRunning },
        { label: 'Cluster', value: link(vm.clusterId), why: 'in no cluster' },
        {
          label: 'Resource pool',
          value: rootPool ? undefined : link(vm.poolId),
          why: rootPool ? 'in none, directly in the cluster or host' : lacking(system, 'resource-pools'),
        },
        {
          label: 'Folder',
          value:
            folders.length === 0
              ? undefined
              : folders.map((folder, index) => (
                  <span key={folder.id}>
                    {index === 0 ? '' : ' › '}
                    <ObjectLink system={vm.system} id={folder.id} />
                  </span>
                )),
          why: lacking(system, 'folders') ?? 'in no folder',
        },
        { label: 'Data center', value: link(vm.datacenterId) },
        { label: 'Datastores', value: links(vm.datastoreIds) },
        { label: 'Networks', value: links(vm.networkIds) },
      ]}
    />
  )
}

function origin(vm: VmRow | TemplateRow, system: SystemState): Property[] {
  return [
    { label: 'Notes', value: vm.notes, why: 'none' },
    {
      label: 'Template',
      value: vm.templateId === undefined ? undefined : <ObjectLink system={vm.system} id={vm.templateId} />,
      why: 'none on record',
    },
    {
      label: 'Created',
      value: vm.createdAt === undefined ? undefined : <Moment at={vm.createdAt} />,
      why: 'the system does not say',
    },
    {
      label: 'Tags',
      value:
        vm.tags === undefined || vm.tags.length === 0 ? undefined : (
          <Group gap={4}>
            {vm.tags.map((tag) => (
              <Badge key={tag} variant="default" tt="none" fw={500} radius="sm">
                {tag}
              </Badge>
            ))}
          </Group>
        ),
      why: lacking(system, 'tags') ?? 'none',
    },
  ]
}

function identity(vm: VmRow | TemplateRow, detail: VmDetail | undefined): Property[] {
  const id = vm.kind === 'vm' ? 'VM id' : 'Template id'
  return [
    { label: id, value: <CopyId value={vm.id} label={id} /> },
    ...(vm.kind === 'template'
      ? []
      : [
          {
            label: 'UUID',
            value: vm.uuid === undefined ? undefined : <CopyId value={vm.uuid} label="UUID" />,
          },
        ]),
    {
      label: 'Reference',
      value: detail === undefined ? undefined : <CopyId value={detail.reference} label="reference" />,
    },
    { label: 'Hardware', value: vm.hardwareVersion },
  ]
}

/** Why the system does not have this at all, where it says so. */
function lacking(system: SystemState, name: CapabilityName): string | undefined {
  const capability = system.info?.capabilities[name]
  return typeof capability === 'string' ? capability : undefined
}
