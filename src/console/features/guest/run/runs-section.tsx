import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { formatBytes, formatDuration } from '../../../../contract/units.ts'
import { useGuestRuns } from '../../../client/guest-runs.ts'
import { useSystems } from '../../../client/systems.ts'
import { Elapsed, Moment } from '../../../ui/moment.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { ObjectLink } from '../../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../../ui/object-table.tsx'
import { Section } from '../../../ui/section.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import classes from '../guest.module.css'
import { ComparePanel } from '../output/compare-panel.tsx'
import { OutputPanel } from '../output/output-panel.tsx'
import { downloadAll } from '../output/save-outputs.ts'
import { runner, useBatches } from './page-runner.ts'
import { RetryFailed } from './retry-failed.tsx'
import { cancelRow, RowButtons } from './row-buttons.tsx'
import {
  countsSentence,
  durationOf,
  noteOf,
  type RunRow,
  type RunSet,
  rowFailed,
  rowOpen,
  setsOf,
  stateOf,
} from './rows.ts'

/** What runs and ran: a line per guest, and what it wrote. The open run stands in the URL as `run` and `vm`. */
export function RunsSection(): ReactNode {
  const sets = useRunSets()
  const [params, setParams] = useSearchParams()
  const [comparing, setComparing] = useState(false)
  const set = sets.find(({ id }) => id === params.get('run')) ?? sets[0]
  if (set === undefined) {
    return (
      <Section title="Runs">
        <Text size="sm">Nothing runs yet. Runs of the last hours appear here, also after a reload.</Text>
      </Section>
    )
  }
  const put = (key: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === null) next.delete(key)
        else next.set(key, value)
        if (key === 'run') next.delete('output')
        return next
      },
      { replace: true },
    )
  const shown = set.rows.find(({ key }) => key === params.get('output'))
  return (
    <Section title="Runs">
      <Stack gap="sm" className={classes.runs}>
        <div className={classes.bar}>
          <Select
            label="Run"
            style={{ flex: '1 1 20rem' }}
            maw={640}
            allowDeselect={false}
            data={sets.map((each) => ({
              value: each.id,
              label: `${new Date(each.startedAt).toLocaleTimeString()} · ${each.title} · ${each.rows.length} VMs`,
            }))}
            value={set.id}
            onChange={(value) => put('run', value)}
          />
          <SetButtons set={set} comparing={comparing} onCompare={() => setComparing(!comparing)} />
        </div>
        <Text size="sm" role="status">
          {countsSentence(set.rows)}
        </Text>
        <Text size="sm" c="dimmed">
          Started <Moment at={set.startedAt} />.{' '}
          {set.rows.some(({ item }) => item?.state === 'waiting' || item?.state === 'no-credentials')
            ? 'What waits is started by this page: keep it open.'
            : 'The server follows what runs; this page may be left.'}
        </Text>
        <CanaryNote set={set} />
        <RunTable set={set} onOutput={(row) => put('output', row.key === shown?.key ? null : row.key)} />
        {shown === undefined ? null : (
          <OutputPanel key={`${set.id}/${shown.key}`} row={shown} onClose={() => put('output', null)} />
        )}
        {comparing ? <ComparePanel set={set} sets={sets} /> : null}
      </Stack>
    </Section>
  )
}

function useRunSets(): RunSet[] {
  const batches = useBatches()
  const runs = useGuestRuns()
  return useMemo(() => setsOf(batches, runs), [batches, runs])
}

function SetButtons(props: { set: RunSet; comparing: boolean; onCompare: () => void }): ReactNode {
  const { set, comparing, onCompare } = props
  const open = set.rows.filter(rowOpen)
  const captured = set.rows.some(({ run }) => run?.stdout !== undefined)
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        disabled={open.length === 0}
        onClick={() => {
          for (const row of open) if (row.item === undefined) cancelRow(row)
          if (set.batch !== undefined) runner.cancelAll(set.batch.id)
        }}
      >
        Cancel all
      </Button>
      <RetryFailed set={set} failed={set.rows.filter(rowFailed)} />
      <Button size="xs" variant="default" disabled={!captured} aria-expanded={comparing} onClick={onCompare}>
        Compare outputs
      </Button>
      <Button size="xs" variant="default" disabled={!captured} onClick={() => void downloadAll(set)}>
        Download all
      </Button>
    </Group>
  )
}

function CanaryNote({ set: { batch, rows } }: { set: RunSet }): ReactNode {
  if (batch?.canary === undefined) return null
  const first = rows.find(({ item }) => item?.state !== 'refused')
  const name = first?.name ?? 'The first VM'
  if (batch.canary === 'first')
    return <Text size="sm">{name} goes first. The rest waits until it exits 0.</Text>
  return (
    <NoticeBox title="Stopped after the first VM" live>
      <Text size="sm">{name} did not exit 0, so nothing was started in the rest.</Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="default" onClick={() => runner.goOn(batch.id)}>
          Run on the rest all the same
        </Button>
      </Group>
    </NoticeBox>
  )
}

interface Line {
  row: RunRow
  onOutput: (row: RunRow) => void
}

const columns: readonly ObjectColumn<Line>[] = [
  {
    id: 'name',
    label: 'VM',
    width: 'minmax(9rem, 1.5fr)',
    value: ({ row }) => row.name,
    render: ({ row }) => <ObjectLink system={row.system} id={row.vm} name={row.name} />,
  },
  {
    id: 'system',
    label: 'System',
    width: 'minmax(6rem, 0.7fr)',
    value: ({ row }) => row.system,
    render: ({ row }) => <SystemName id={row.system} />,
  },
  {
    id: 'state',
    label: 'State',
    width: '10.5rem',
    value: ({ row }) => stateOf(row).text,
    render: ({ row }) => <StatusText tone={stateOf(row).tone}>{stateOf(row).text}</StatusText>,
  },
  { id: 'pid', label: 'PID', width: '4.5rem', align: 'end', value: ({ row }) => row.run?.pid },
  { id: 'exit', label: 'Exit code', width: '5.5rem', align: 'end', value: ({ row }) => row.run?.exitCode },
  {
    id: 'time',
    label: 'Duration',
    width: '6rem',
    align: 'end',
    value: ({ row }) => durationOf(row),
    render: ({ row }) => <RowTime row={row} />,
  },
  {
    id: 'output',
    label: 'Output',
    width: '7.5rem',
    value: ({ row }) => (row.run?.stdout?.bytes ?? 0) + (row.run?.stderr?.bytes ?? 0),
    render: ({ row, onOutput }) => <OutputButton row={row} onOutput={onOutput} />,
  },
  {
    id: 'do',
    label: 'Actions',
    width: '8.5rem',
    value: ({ row }) => Number(rowOpen(row)),
    render: ({ row }) => <RowButtons row={row} />,
  },
  {
    id: 'note',
    label: 'Note',
    width: 'minmax(10rem, 3fr)',
    value: ({ row }) => noteOf(row),
    render: ({ row }) => <span title={noteOf(row)}>{noteOf(row) || '–'}</span>,
  },
]

function RunTable({ set, onOutput }: { set: RunSet; onOutput: (row: RunRow) => void }): ReactNode {
  const lines = set.rows.map((row): Line => ({ row, onOutput }))
  return (
    <ObjectTable
      label="Runs"
      rows={lines}
      columns={columns}
      keyOf={({ row }) => row.key}
      empty="Nothing is in this run."
    />
  )
}

function SystemName({ id }: { id: string }): ReactNode {
  return useSystems().find((system) => system.id === id)?.name ?? id
}

function RowTime({ row }: { row: RunRow }): ReactNode {
  const duration = durationOf(row)
  if (duration !== undefined) return formatDuration(duration)
  return row.run !== undefined && rowOpen(row) ? <Elapsed since={row.run.startedAt} /> : '–'
}

function OutputButton({ row, onOutput }: Line): ReactNode {
  const { stdout, stderr } = row.run ?? {}
  if (stdout === undefined && stderr === undefined) return '–'
  const bytes = (stdout?.bytes ?? 0) + (stderr?.bytes ?? 0)
  const blocked = (stdout?.blocked ?? stderr?.blocked) !== undefined
  const text = blocked ? 'Blocked' : bytes === 0 ? 'Empty' : formatBytes(bytes)
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Output of ${row.name}: ${text}`}
      onClick={() => onOutput(row)}
    >
      {text}
    </Button>
  )
}
