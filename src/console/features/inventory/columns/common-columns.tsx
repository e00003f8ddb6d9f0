import type { HostRow } from '../../../../contract/inventory.ts'
import { objectPath } from '../../../client/links.ts'
import { HealthBadge, StatusText, type Tone } from '../../../ui/status-dot.tsx'
import { ObjectLink } from '../table/object-link.tsx'
import classes from '../table/table.module.css'
import type { TabRow } from '../tabs.ts'
import { linkColumn, textColumn, textsColumn } from './cells.tsx'
import type { Column } from './column.ts'

/** The name, linked to the object's page. It always stands first. */
export const nameColumn: Column<TabRow> = {
  ...textColumn('name', 'Name', 220, (row) => row.name),
  render: (row) => (
    <ObjectLink className={classes.name} to={objectPath(row)} title={row.name} ofRow>
      {row.name}
    </ObjectLink>
  ),
}

/** Rows with the worst health first. */
const healthOrder: Record<TabRow['health'], number> = { error: 0, warning: 1, unknown: 2, ok: 3 }

export const healthColumn: Column<TabRow> = {
  ...textColumn('health', 'Health', 104, (row) => row.health),
  sort: (row) => healthOrder[row.health],
  render: (row) => <HealthBadge health={row.health} issues={row.issues} />,
}

export const systemColumn: Column<TabRow> = textColumn('system', 'System', 110, (row, { systemName }) =>
  systemName(row.system),
)

export const issuesColumn: Column<TabRow> = textsColumn('issues', 'Issues', 220, (row) => row.issues, {
  hidden: true,
})

export const idColumn: Column<TabRow> = textColumn('id', 'Id', 150, (row) => row.id, { hidden: true })

/** The data center; shown at first only where `hidden` is not given. */
export function datacenterColumn(options: { hidden?: true } = {}): Column<TabRow> {
  return linkColumn('datacenter', 'Data center', 130, 'datacenter', (row) => row.datacenterId, options)
}

export const folderColumn: Column<TabRow> = textColumn(
  'folder',
  'Folder',
  150,
  (row, { folderPath }) => (row.folderId === undefined ? undefined : folderPath(row.system, row.folderId)),
  { hidden: true },
)

const stateTexts: Record<HostRow['state'], { text: string; tone: Tone; order: number }> = {
  down: { text: 'Down', tone: 'error', order: 0 },
  unknown: { text: 'Unknown', tone: 'off', order: 1 },
  transition: { text: 'Changing', tone: 'busy', order: 2 },
  maintenance: { text: 'Maintenance', tone: 'warning', order: 3 },
  up: { text: 'Up', tone: 'ok', order: 4 },
}

/** State of a host or datastore, with the vendor's own word as a hint. */
export const stateColumn: Column<{ state: HostRow['state']; status: string }> = {
  ...textColumn('state', 'State', 124, (row: { state: HostRow['state'] }) => stateTexts[row.state].text),
  sort: (row) => stateTexts[row.state].order,
  render: (row) => {
    const { text, tone } = stateTexts[row.state]
    return (
      <StatusText tone={tone} title={row.status}>
        {text}
      </StatusText>
    )
  },
}

export const statusColumn: Column<{ status: string }> = textColumn(
  'status',
  'Status',
  130,
  (row) => row.status,
  {
    hidden: true,
  },
)
