import { VisuallyHidden } from '@mantine/core'
import type { Power, TemplateRow, Tools, VmRow } from '../../../../contract/inventory.ts'
import { WarningIcon } from '../../../ui/icons.tsx'
import { PowerBadge, powerText, StatusText, type Tone } from '../../../ui/status-dot.tsx'
import classes from '../table/table.module.css'
import {
  bytesColumn,
  countColumn,
  linkColumn,
  namesColumn,
  textColumn,
  textsColumn,
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
  statusColumn,
  systemColumn,
} from './common-columns.tsx'

const powerOrder: Record<Power, number> = {
  on: 0,
  transition: 1,
  paused: 2,
  suspended: 3,
  off: 4,
  unknown: 5,
}

const powerColumn: Column<VmRow> = {
  ...textColumn('power', 'Power', 112, (row: VmRow) => powerText(row.power)),
  sort: (row) => powerOrder[row.power],
  render: (row) => (
    <>
      <PowerBadge power={row.power} />
      {row.question ? (
        <span title="It waits for an answer of the admin.">
          {' '}
          <WarningIcon size={14} className={classes.question} />
          <VisuallyHidden>, waits for an answer</VisuallyHidden>
        </span>
      ) : null}
    </>
  ),
}

const toolsTexts: Record<Tools, { text: string; tone: Tone; order: number }> = {
  running: { text: 'Running', tone: 'ok', order: 0 },
  outdated: { text: 'Outdated', tone: 'warning', order: 1 },
  'not-running': { text: 'Not running', tone: 'off', order: 2 },
  'not-installed': { text: 'Not installed', tone: 'off', order: 3 },
  unknown: { text: 'Unknown', tone: 'off', order: 4 },
}

const toolsColumn: Column<VmRow> = {
  ...textColumn('tools', 'Tools / agent', 124, (row: VmRow) => toolsTexts[row.tools].text, { hidden: true }),
  sort: (row) => toolsTexts[row.tools].order,
  render: (row) => <StatusText tone={toolsTexts[row.tools].tone}>{toolsTexts[row.tools].text}</StatusText>,
}

type Machine = VmRow | TemplateRow

const hostColumn = linkColumn<Machine>('host', 'Host', 170, 'host', (row) => row.hostId)
const clusterColumn = linkColumn<Machine>('cluster', 'Cluster', 130, 'cluster', (row) => row.clusterId)
const osColumn = textColumn<Machine>('os', 'Guest OS', 190, (row) => row.os)
const cpusColumn = countColumn<Machine>('cpus', 'vCPUs', 74, (row) => row.cpus)
const memoryColumn = bytesColumn<Machine>('memory', 'Memory', 92, (row) => row.memoryBytes)
const usedColumn = bytesColumn<Machine>('used', 'Used', 92, (row) => row.usedBytes)
const provisionedColumn = bytesColumn<Machine>(
  'provisioned',
  'Provisioned',
  108,
  (row) => row.provisionedBytes,
)

/** Columns that are at hand but not shown at first. */
const further: Column<Machine>[] = [
  folderColumn,
  statusColumn,
  namesColumn('datastores', 'Datastores', 150, (row) => row.datastoreIds, { hidden: true }),
  namesColumn('networks', 'Networks', 150, (row) => row.networkIds, { hidden: true }),
  linkColumn('pool', 'Resource pool', 130, 'pool', (row) => row.poolId, { hidden: true }),
  textsColumn('tags', 'Tags', 150, (row) => row.tags, { hidden: true }),
  textColumn('notes', 'Notes', 220, (row) => row.notes, { hidden: true }),
  textColumn('hostname', 'Guest host name', 170, (row) => row.guestHostName, { hidden: true }),
  timeColumn('created', 'Created', 160, (row) => row.createdAt, { hidden: true }),
  textColumn('hardware', 'Virtual hardware', 130, (row) => row.hardwareVersion, { hidden: true }),
  issuesColumn,
  idColumn,
]

export const vmColumns: readonly Column<VmRow>[] = [
  nameColumn,
  powerColumn,
  healthColumn,
  systemColumn,
  hostColumn,
  clusterColumn,
  textsColumn('ip', 'IP addresses', 130, (row) => row.ips),
  osColumn,
  cpusColumn,
  memoryColumn,
  usedColumn,
  provisionedColumn,
  toolsColumn,
  uptimeColumn(96, (row) => (row.power === 'on' ? row.bootedAt : undefined)),
  datacenterColumn({ hidden: true }),
  linkColumn('template', 'Template', 150, 'template', (row) => row.templateId, { hidden: true }),
  ...further,
  textColumn('uuid', 'UUID', 280, (row) => row.uuid, { hidden: true }),
]

export const templateColumns: readonly Column<TemplateRow>[] = [
  nameColumn,
  healthColumn,
  systemColumn,
  datacenterColumn(),
  clusterColumn,
  osColumn,
  cpusColumn,
  memoryColumn,
  usedColumn,
  provisionedColumn,
  { ...hostColumn, hidden: true },
  ...further,
]
