import { Anchor, Button, Select, Text, TextInput } from '@mantine/core'
import { type ReactNode, useDeferredValue, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Job } from '../../../contract/job.ts'
import { RunsSlot } from '../../actions/bulk/runs-slot.tsx'
import { useJobs } from '../../client/jobs.ts'
import { useSystems } from '../../client/systems.ts'
import { JobEventsLink } from '../../ui/job-events-link.tsx'
import { JobStateText, jobStateWords } from '../../ui/job-state.tsx'
import { Moment } from '../../ui/moment.tsx'
import { type ObjectColumn, ObjectTable } from '../../ui/object-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { JobDetail } from './job-detail.tsx'
import { jobTest, keyOfJob, newestFirst } from './job-list.ts'
import { JobProgress, JobTarget, JobTime, SystemName } from './job-parts.tsx'
import classes from './jobs.module.css'
import { UnseenJobs } from './unseen-jobs.tsx'
import { useOpenJob } from './use-open-job.ts'

const columns: readonly ObjectColumn<Job>[] = [
  {
    id: 'job',
    label: 'Job',
    width: 'minmax(9rem, 1fr)',
    value: ({ title }) => title,
    render: (job) => <JobTitle job={job} />,
  },
  {
    id: 'target',
    label: 'Target',
    width: 'minmax(9rem, 1.2fr)',
    value: ({ target }) => target.name,
    render: (job) => <JobTarget job={job} />,
  },
  {
    id: 'state',
    label: 'State',
    width: '8rem',
    value: ({ state }) => jobStateWords[state].text,
    render: (job) => <JobStateText job={job} />,
  },
  {
    id: 'note',
    label: 'Progress or fault',
    width: 'minmax(10rem, 2fr)',
    value: ({ fault, percent }) => fault?.message ?? percent,
    render: (job) =>
      job.fault === undefined ? (
        <JobProgress job={job} bar={false} />
      ) : (
        <span title={job.fault.message}>{job.fault.message}</span>
      ),
  },
  {
    id: 'system',
    label: 'System',
    width: '7rem',
    value: ({ system }) => system,
    render: ({ system }) => <SystemName id={system} />,
  },
  {
    id: 'started',
    label: 'Started',
    width: '13.5rem',
    value: ({ startedAt }) => startedAt,
    render: ({ startedAt }) => <Moment at={startedAt} />,
  },
  {
    id: 'time',
    label: 'Time',
    width: '5rem',
    align: 'end',
    value: ({ startedAt, endedAt }) => (endedAt === undefined ? undefined : endedAt - startedAt),
    render: (job) => <JobTime job={job} />,
  },
  { id: 'user', label: 'User', width: 'minmax(8rem, 0.8fr)', value: ({ userName }) => userName },
]

const states = [
  { value: 'open', label: 'Queued or running' },
  ...Object.entries(jobStateWords).map(([value, { text }]) => ({ value, label: text })),
]

/** What the systems do now and did lately, at `/jobs`. Filter, order and the open job stand in the URL. */
export function JobsPage(): ReactNode {
  const { jobs } = useJobs()
  const systems = useSystems()
  const [params, setParams] = useSearchParams()
  const get = (name: string) => params.get(name) ?? undefined
  const set = (name: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )

  const state = get('state')
  const system = get('system')
  const verb = get('verb')
  const run = get('run')
  const text = useDeferredValue(get('q'))
  const all = useMemo(() => newestFirst(jobs.values()), [jobs])
  const rows = useMemo(
    () => all.filter(jobTest({ state, system, verb, run, text })),
    [all, state, system, verb, run, text],
  )
  const verbs = useMemo(() => {
    const titles = new Map(all.map((job) => [job.verb, job.title]))
    return [...titles]
      .map(([value, label]) => ({ value, label }))
      .toSorted((a, b) => (a.label < b.label ? -1 : 1))
  }, [all])
  const open = useOpenJob(jobs, get('job'))
  const filtered = [state, system, verb, run, get('q')].some((value) => value !== undefined)

  return (
    <div className={classes.page}>
      <PageHeader title="Jobs" />
      <UnseenJobs />
      <RunsSlot />
      <search className={classes.filters} aria-label="Jobs">
        <TextInput
          className={`${classes.text}`}
          label="Text"
          placeholder="Target, user, step or fault"
          value={get('q') ?? ''}
          onChange={({ currentTarget: { value } }) => set('q', value)}
        />
        <Choice label="State" data={states} value={state} onChange={(value) => set('state', value)} />
        <Choice
          label="System"
          data={systems.map(({ id, name }) => ({ value: id, label: name }))}
          value={system}
          onChange={(value) => set('system', value)}
        />
        <Choice label="Job" data={verbs} value={verb} onChange={(value) => set('verb', value)} />
        {filtered ? (
          <Button
            variant="default"
            onClick={() =>
              setParams(new URLSearchParams(params.has('sort') ? { sort: get('sort') ?? '' } : {}))
            }
          >
            Show all
          </Button>
        ) : null}
      </search>
      {run === undefined ? null : <RunJobs jobs={all} run={run} />}
      <Text size="sm" role="status">
        {rows.length === all.length
          ? `${all.length.toLocaleString('en')} jobs`
          : `${rows.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} jobs`}
      </Text>
      {params.has('job') ? <JobDetail job={open} onClose={() => set('job', null)} /> : null}
      <ObjectTable
        label="Jobs"
        rows={rows}
        columns={columns}
        initial="-started"
        keyOf={keyOfJob}
        empty={filtered ? 'No job is like that.' : 'Nothing runs, and nothing has ended lately.'}
      />
    </div>
  )
}

/** Says that jobs of one run alone are shown, and where their events are. */
function RunJobs({ jobs, run }: { jobs: readonly Job[]; run: string }): ReactNode {
  const own = jobs.filter((job) => job.run === run)
  return (
    <Text size="sm">
      Jobs that were started together: {own.length.toLocaleString('en')}.{' '}
      <JobEventsLink jobs={own} text="Their events" />
    </Text>
  )
}

function Choice(props: {
  label: string
  data: { value: string; label: string }[]
  value: string | undefined
  onChange: (value: string | null) => void
}): ReactNode {
  return (
    <Select
      label={props.label}
      w={170}
      data={props.data}
      value={props.value ?? null}
      placeholder="All"
      clearable
      clearButtonProps={{ 'aria-label': `All of ${props.label}`, tabIndex: 0 }}
      onChange={props.onChange}
    />
  )
}

/** Opens all that is known of a job above the table. */
function JobTitle({ job }: { job: Job }): ReactNode {
  const [params] = useSearchParams()
  const next = new URLSearchParams(params)
  next.set('job', keyOfJob(job))
  return (
    <Anchor component={Link} to={`?${next.toString()}`} inherit>
      {job.title}
    </Anchor>
  )
}
