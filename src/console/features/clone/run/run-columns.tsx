import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { formatDuration } from '../../../../contract/units.ts'
import { Elapsed } from '../../../ui/moment.tsx'
import { ObjectLink } from '../../../ui/object-link.tsx'
import type { ObjectColumn } from '../../../ui/object-table.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import { CopyAction } from './copy-actions.tsx'
import { type CopyRow, copyStates } from './copy-rows.ts'
import { rowWords, stateWords } from './run-words.ts'

/** A row with what its cells need beside it. */
export interface CopyLine {
  row: CopyRow
  /** Absent where this tab does not remember the run. */
  runId: string | undefined
  /** Its order was kept without its secrets. */
  bare: boolean | undefined
  system: string
}

export const columns: readonly ObjectColumn<CopyLine>[] = [
  { id: 'number', label: 'No.', width: '4.25rem', align: 'end', value: ({ row }) => row.index + 1 },
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(10rem, 1.2fr)',
    value: ({ row }) => row.name,
    render: (line) => <CopyName {...line} />,
  },
  {
    id: 'state',
    label: 'State',
    width: '9rem',
    value: ({ row }) => copyStates.indexOf(row.state),
    render: ({ row: { state } }) => (
      <StatusText tone={stateWords[state].tone}>{stateWords[state].text}</StatusText>
    ),
  },
  {
    id: 'action',
    label: 'Action',
    width: '10.5rem',
    value: () => undefined,
    render: (line) => <CopyAction {...line} />,
  },
  {
    id: 'percent',
    label: 'Progress',
    width: '5.5rem',
    align: 'end',
    value: ({ row: { job, state } }) => (state === 'done' ? 100 : job?.percent),
    render: ({ row: { job, state } }) =>
      state === 'done' ? '100 %' : job?.percent === undefined ? '–' : `${Math.round(job.percent)} %`,
  },
  {
    id: 'note',
    label: 'Step or fault',
    width: 'minmax(12rem, 2.5fr)',
    value: ({ row }) => rowWords(row),
    render: ({ row }) => <Note row={row} />,
  },
  {
    id: 'time',
    label: 'Time',
    width: '6rem',
    align: 'end',
    value: ({ row: { job } }) => (job?.endedAt === undefined ? undefined : job.endedAt - job.startedAt),
    render: ({ row }) => <Time row={row} />,
  },
  {
    id: 'detail',
    label: 'More',
    width: '5rem',
    value: () => undefined,
    render: ({ row }) => <DetailLink row={row} />,
  },
]

/** Links to what was made, once there is something. */
function CopyName({ row, system }: CopyLine): ReactNode {
  if (row.madeId === undefined || row.state === 'failed') return <span title={row.name}>{row.name}</span>
  return <ObjectLink system={system} id={row.madeId} name={row.name} />
}

function Note({ row }: { row: CopyRow }): ReactNode {
  const words = row.job?.fault === undefined && row.job !== undefined ? (row.job.step ?? '') : rowWords(row)
  const shown = row.state === 'done' ? '' : words
  return <span title={shown}>{shown || '–'}</span>
}

function Time({ row: { job } }: { row: CopyRow }): ReactNode {
  if (job === undefined) return '–'
  return job.endedAt === undefined ? (
    <Elapsed since={job.startedAt} />
  ) : (
    formatDuration(Math.max(0, job.endedAt - job.startedAt))
  )
}

function DetailLink({ row }: { row: CopyRow }): ReactNode {
  const [params] = useSearchParams()
  const next = new URLSearchParams(params)
  next.set('copy', row.key)
  return (
    <Anchor component={Link} to={`?${next.toString()}`} replace inherit aria-label={`Details of ${row.name}`}>
      Details
    </Anchor>
  )
}
