import { Anchor, Button, Progress, Select, Text } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { SystemState } from '../../../../contract/system.ts'
import { useJobs } from '../../../client/jobs.ts'
import { useSystems } from '../../../client/systems.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { JobEventsLink } from '../../../ui/job-events-link.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { ObjectLink } from '../../../ui/object-link.tsx'
import { ObjectTable } from '../../../ui/object-table.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import type { CloneRun } from './clone-run.ts'
import { CopyDetail } from './copy-detail.tsx'
import { type CopyRow, copyRows, copyStates, countStates } from './copy-rows.ts'
import classes from './run.module.css'
import { type CopyLine, columns } from './run-columns.tsx'
import { RunPace } from './run-pace.tsx'
import { countsSentence, runCsv, stateWords } from './run-words.ts'
import { useCloneRun } from './runs.ts'
import { cancelJobs } from './send-copies.ts'

/**
 * Copies that were started together, from their queue to their end, at `/clone/runs/:run`. The copy that is open and the
 * state that is shown stand in the URL.
 */
export function CloneRunPage(): ReactNode {
  const { run: id = '' } = useParams()
  const run = useCloneRun(id)
  const { jobs, known } = useJobs()
  const systems = useSystems()
  const [last] = useState<{ rows: CopyRow[] }>({ rows: [] })
  const told = run !== undefined && known.has(run.system)
  const rows = useMemo(() => {
    last.rows = copyRows(id, run, jobs, told, last.rows)
    return last.rows
  }, [id, run, jobs, told, last])
  const systemId = run?.system ?? rows[0]?.job?.system
  const system = systems.find((each) => each.id === systemId)

  if (rows.length > 0 && systemId !== undefined)
    return <RunBody id={id} run={run} rows={rows} system={system} systemId={systemId} />
  return (
    <>
      <PageHeader title="Clone run" />
      <EmptyState title="This run is not known here">
        It was started in another tab or long ago, or its system is not signed in. What it started is on the
        page{' '}
        <Anchor component={Link} to="/jobs?verb=clone" inherit underline="always">
          Jobs
        </Anchor>
        .
      </EmptyState>
    </>
  )
}

function RunBody(props: {
  id: string
  run: CloneRun | undefined
  rows: readonly CopyRow[]
  /** Absent until the server has named its systems. */
  system: SystemState | undefined
  systemId: string
}): ReactNode {
  const { run, rows, system, systemId } = props
  const [params, setParams] = useSearchParams()
  const [faults, setFaults] = useState<readonly FaultInfo[]>([])
  const counts = countStates(rows)
  const open = rows.filter(({ state }) => openStates.has(state)).length
  const cancellable = rows.flatMap(({ job }) => (job !== undefined && job.cancel === true ? [job] : []))
  const wanted = copyStates.find((state) => state === params.get('state'))
  const name = system?.name ?? systemId
  const lines = useMemo(
    () =>
      (wanted === undefined ? rows : rows.filter(({ state }) => state === wanted)).map((row) =>
        lineOf(row, run, systemId),
      ),
    [rows, wanted, run, systemId],
  )
  const chosen = rows.find(({ key }) => key === params.get('copy'))
  const set = (field: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === null) next.delete(field)
        else next.set(field, value)
        return next
      },
      { replace: true },
    )

  return (
    <div className={classes.page}>
      <PageHeader title="Clone run">
        <Button
          size="xs"
          variant="default"
          disabled={cancellable.length === 0}
          onClick={() => void cancelJobs(cancellable).then(setFaults)}
        >
          Cancel the rest
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => saveFile(runCsv(rows, name), 'gantry-clone-run.csv')}
        >
          Export CSV
        </Button>
      </PageHeader>
      <Notices run={run} rows={rows} system={system} />
      {faults.slice(0, 3).map((fault) => (
        <FaultAlert key={fault.message} fault={fault} />
      ))}
      <div>
        <Text size="sm" role="status" fw={600}>
          {open === 0 ? 'Ended' : 'Running'}
        </Text>
        <Text size="sm" className={`${classes.text}`}>
          {countsSentence(rows)}. <Origin run={run} rows={rows} systemId={systemId} /> on {name}
          {run === undefined ? null : (
            <>
              , started <Moment at={run.startedAt} />
            </>
          )}
          . {open === 0 ? '' : 'The Gantry server makes them: you may leave this page or close it.'}{' '}
          <JobEventsLink jobs={rows.flatMap(({ job }) => job ?? [])} text="Their events" />
        </Text>
        <Bar rows={rows} />
      </div>
      {open === 0 ? null : <RunPace system={systemId} />}
      <div className={classes.bar}>
        <Select
          label="State"
          w={200}
          data={copyStates
            .filter((state) => counts.has(state) || state === wanted)
            .map((state) => ({
              value: state,
              label: `${stateWords[state].text} (${counts.get(state) ?? 0})`,
            }))}
          value={wanted ?? null}
          placeholder="All"
          clearable
          clearButtonProps={{ 'aria-label': 'All states', tabIndex: 0 }}
          onChange={(value) => set('state', value)}
        />
      </div>
      {params.has('copy') ? (
        <CopyDetail row={chosen} run={run} systemId={systemId} onClose={() => set('copy', null)} />
      ) : null}
      <ObjectTable
        label="Copies"
        rows={lines}
        columns={columns}
        keyOf={keyOfLine}
        empty={wanted === undefined ? 'Nothing is in this run.' : 'None is in this state now.'}
      />
    </div>
  )
}

const openStates = new Set<CopyRow['state']>(['waiting', 'queued', 'running', 'unseen'])
const keyOfLine = ({ row }: CopyLine) => row.key

/** Lines keep their identity while their rows do, so that only changed ones are drawn again. */
const linesOf = new WeakMap<CopyRow, CopyLine>()
function lineOf(row: CopyRow, run: CloneRun | undefined, system: string): CopyLine {
  const known = linesOf.get(row)
  if (known !== undefined && known.bare === run?.bare) return known
  const line = { row, runId: run?.id, bare: run?.bare, system }
  linesOf.set(row, line)
  return line
}

function Origin(props: { run: CloneRun | undefined; rows: readonly CopyRow[]; systemId: string }): ReactNode {
  const { run, rows, systemId } = props
  const target = rows.find(({ job }) => job !== undefined)?.job?.target
  const id = run?.order.source.vm ?? target?.id
  if (id === undefined) return 'Copies'
  return (
    <>
      {rows.length === 1 ? 'Copy' : 'Copies'} of <ObjectLink system={systemId} id={id} name={target?.name} />
    </>
  )
}

function Notices(props: {
  run: CloneRun | undefined
  rows: readonly CopyRow[]
  system: SystemState | undefined
}): ReactNode {
  const { run, rows, system } = props
  const lost = rows.filter(({ state }) => state === 'lost').length
  return (
    <>
      {system === undefined || system.session.state === 'signed-in' ? null : (
        <NoticeBox live title={`Not signed in to ${system.name}`}>
          <Anchor
            component={Link}
            to={`/systems#${encodeURIComponent(system.id)}`}
            inherit
            underline="always"
          >
            Sign in
          </Anchor>{' '}
          to see how far the copies are.
        </NoticeBox>
      )}
      {lost === 0 ? null : (
        <NoticeBox live title={lost === 1 ? 'One copy was never sent' : `${lost} copies were never sent`}>
          Gantry was restarted while they waited for their turn, and keeps no orders. Start them again.
        </NoticeBox>
      )}
      {run === undefined ? (
        <NoticeBox title="Started elsewhere">
          This tab does not know what was asked for: it shows the jobs, and cannot try any of them again.
        </NoticeBox>
      ) : null}
      {run?.bare === true &&
      rows.some(({ state }) => state === 'failed' || state === 'lost' || state === 'cancelled') ? (
        <NoticeBox title="Passwords and scripts were not kept">
          The page was loaded again, so copies are tried again with changes: the wizard asks for them.
        </NoticeBox>
      ) : null}
    </>
  )
}

function Bar({ rows }: { rows: readonly CopyRow[] }): ReactNode {
  const counts = countStates(rows)
  const part = (...states: CopyRow['state'][]) =>
    (100 * states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)) / Math.max(1, rows.length)
  return (
    <Progress.Root size="md" mt={4}>
      <Progress.Section value={part('done')} color="green.8" aria-label="Done" />
      <Progress.Section value={part('failed', 'lost', 'unknown')} color="red.8" aria-label="Failed" />
      <Progress.Section value={part('cancelled')} color="gray.6" aria-label="Cancelled" />
    </Progress.Root>
  )
}
