import { Anchor, Button, Progress, Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { formatDuration } from '../../../contract/units.ts'
import { useJobs } from '../../client/jobs.ts'
import { useSystems } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { JobEventsLink } from '../../ui/job-events-link.tsx'
import { Elapsed, Moment } from '../../ui/moment.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { ObjectLink } from '../../ui/object-link.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { StatusText } from '../../ui/status-dot.tsx'
import { jobOf } from './attempt.ts'
import classes from './bulk.module.css'
import { governor, useRun, useRuns } from './page-governor.ts'
import { canRetry, countStates, isOpen, itemStates, type Run, type RunItem } from './run.ts'
import { RunLanes } from './run-lanes.tsx'
import { countsSentence, itemWords, runCsv, runState, runTitle, stateWords } from './run-words.ts'

/** An action on many VMs, from its plan to its end, at `/jobs/runs/:run`. The state that is shown stands in the URL. */
export function RunPage(): ReactNode {
  const { run: id } = useParams()
  const run = useRun(id)
  if (run !== undefined) return <RunBody run={run} />
  return (
    <>
      <PageHeader title="Run" />
      <EmptyState title="This run is not known here">
        Runs belong to the browser tab in which they were started. What it started is{' '}
        <Anchor
          component={Link}
          to={id === undefined ? '/jobs' : `/jobs?run=${encodeURIComponent(id)}`}
          inherit
          underline="always"
        >
          among the jobs
        </Anchor>
        .
      </EmptyState>
    </>
  )
}

interface Line {
  item: RunItem
  run: Run
}

const columns: readonly ObjectColumn<Line>[] = [
  {
    id: 'vm',
    label: 'VM',
    width: 'minmax(10rem, 1.2fr)',
    value: ({ item }) => item.target.name,
    render: ({ item: { target } }) => <ObjectLink system={target.system} id={target.id} name={target.name} />,
  },
  {
    id: 'system',
    label: 'System',
    width: '9rem',
    value: ({ item }) => item.target.system,
    render: ({ item }) => <SystemName id={item.target.system} />,
  },
  {
    id: 'state',
    label: 'State',
    width: '8.5rem',
    value: ({ item }) => itemStates.indexOf(item.state),
    render: ({ item: { state } }) => (
      <StatusText tone={stateWords[state].tone}>{stateWords[state].text}</StatusText>
    ),
  },
  {
    id: 'again',
    label: 'Again',
    width: '5rem',
    value: ({ run, item }) => Number(canRetry(run, item)),
    render: ({ run, item }) => <RetryButton run={run} item={item} />,
  },
  {
    id: 'note',
    label: 'Progress or reason',
    width: 'minmax(10rem, 2.5fr)',
    value: ({ item }) => itemWords(item),
    render: ({ item }) => <span title={itemWords(item)}>{itemWords(item) || '–'}</span>,
  },
  { id: 'attempt', label: 'Attempt', width: '5.5rem', align: 'end', value: ({ item }) => item.attempt },
  {
    id: 'time',
    label: 'Time',
    width: '6rem',
    align: 'end',
    value: ({ item: { startedAt, endedAt } }) =>
      startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt,
    render: ({ item }) => <ItemTime item={item} />,
  },
]

const keyOf = ({ item: { target } }: Line) => `${target.system}/${target.id}`

/** Lines keep their identity while their items do, so that only changed ones are drawn again. */
const lines = new WeakMap<RunItem, Line>()
function lineOf(run: Run, item: RunItem): Line {
  let line = lines.get(item)
  if (line === undefined) {
    line = { item, run }
    lines.set(item, line)
  }
  return line
}

function RunBody({ run }: { run: Run }): ReactNode {
  const { unkept } = useRuns()
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const systems = useSystems()
  const { id, items, paused } = run
  const counts = countStates(items)
  const state = runState(run)
  const wanted = itemStates.find((each) => each === params.get('state'))
  const rows = (wanted === undefined ? items : items.filter((item) => item.state === wanted)).map((item) =>
    lineOf(run, item),
  )
  const nameOf = (system: string) => systems.find((each) => each.id === system)?.name ?? system

  return (
    <div className={classes.page}>
      <PageHeader title={runTitle(run)}>
        {state === 'ended' ? null : (
          <Button size="xs" onClick={() => (paused ? governor.resume(id) : governor.pause(id))}>
            {paused ? 'Resume' : 'Pause'}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={counts.waiting === 0}
          onClick={() => governor.cancelRest(id)}
        >
          Cancel the rest
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!items.some((item) => item.state === 'failed' && canRetry(run, item))}
          onClick={() => governor.retryFailed(id)}
        >
          Retry failed
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => saveFile(runCsv(run, nameOf), `gantry-run-${run.verb}.csv`)}
        >
          Export CSV
        </Button>
        {state === 'ended' ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              governor.forget(id)
              void navigate('/jobs')
            }}
          >
            Remove from list
          </Button>
        ) : null}
      </PageHeader>
      {run.note === undefined ? null : (
        <NoticeBox title="After a reload" live>
          {run.note}
        </NoticeBox>
      )}
      {unkept && state !== 'ended' ? (
        <NoticeBox title="Not kept over a reload">
          This browser has no room to keep the run: a reload would lose what waits.
        </NoticeBox>
      ) : null}
      <div>
        <Text size="sm" role="status" fw={600}>
          {state === 'ended' ? 'Ended' : state === 'paused' ? 'Paused' : 'Running'}
        </Text>
        <Text size="sm">
          {countsSentence(items)}. Started <Moment at={run.startedAt} />.
          {counts.waiting > 0 ? ' What waits is sent by this tab: keep it open.' : ''} <RunEvents run={run} />
        </Text>
        <Bar run={run} />
      </div>
      <RunLanes run={run} />
      <div className={classes.bar}>
        <Select
          label="State"
          w={200}
          data={itemStates
            .filter((each) => counts[each] > 0 || each === wanted)
            .map((each) => ({ value: each, label: `${stateWords[each].text} (${counts[each]})` }))}
          value={wanted ?? null}
          placeholder="All"
          clearable
          clearButtonProps={{ 'aria-label': 'All states', tabIndex: 0 }}
          onChange={(value) =>
            setParams(
              (old) => {
                const next = new URLSearchParams(old)
                if (value === null) next.delete('state')
                else next.set('state', value)
                return next
              },
              { replace: true },
            )
          }
        />
      </div>
      <ObjectTable
        label="Run"
        rows={rows}
        columns={columns}
        keyOf={keyOf}
        empty={wanted === undefined ? 'Nothing is in this run.' : 'None is in this state now.'}
      />
    </div>
  )
}

/** What the logs of its systems tell of its jobs. */
function RunEvents({ run }: { run: Run }): ReactNode {
  const { jobs } = useJobs()
  const own = run.items.flatMap((item) => jobOf(jobs, item.target.system, item) ?? [])
  return <JobEventsLink jobs={own} text="Its events" />
}

function Bar({ run: { items } }: { run: Run }): ReactNode {
  const ended = items.filter((item) => !isOpen(item)).length
  const bad = items.filter(({ state }) => state === 'failed' || state === 'unknown').length
  const part = (count: number) => (items.length === 0 ? 0 : (100 * count) / items.length)
  return (
    <Progress.Root size="md" mt={4}>
      <Progress.Section
        value={part(ended - bad)}
        color="green.8"
        aria-label="Ended well, skipped or refused"
      />
      <Progress.Section value={part(bad)} color="red.8" aria-label="Failed" />
    </Progress.Root>
  )
}

function SystemName({ id }: { id: string }): ReactNode {
  return useSystems().find((system) => system.id === id)?.name ?? id
}

function ItemTime({ item: { startedAt, endedAt } }: { item: RunItem }): ReactNode {
  if (startedAt === undefined) return '–'
  return endedAt === undefined ? (
    <Elapsed since={startedAt} />
  ) : (
    formatDuration(Math.max(0, endedAt - startedAt))
  )
}

function RetryButton({ run, item }: { run: Run; item: RunItem }): ReactNode {
  if (!canRetry(run, item)) return null
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Retry ${item.target.name}`}
      onClick={() => governor.retry(run.id, item.intent)}
    >
      Retry
    </Button>
  )
}
