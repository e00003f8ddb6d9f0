import { Anchor, Button, Loader, Text, Title } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'react-router'
import type { SystemState } from '../../../contract/system.ts'
import { formatBytes } from '../../../contract/units.ts'
import { useSystems, useSystemsKnown } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SystemsFreshness } from '../../ui/freshness.tsx'
import { SystemsIcon } from '../../ui/icons.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { AttentionPanel } from './attention-panel.tsx'
import { formatCpu } from './format-cpu.ts'
import { inventorySearch } from './inventory-links.ts'
import { LatestEventsPanel } from './latest-events-panel.tsx'
import { LoadPlot } from './load-plot.tsx'
import classes from './overview.module.css'
import { RankingPanel } from './ranking-panel.tsx'
import type { Summary } from './summary.ts'
import { SystemPanel } from './system-panel.tsx'
import { useSurvey } from './use-survey.ts'
import { VmStates } from './vm-states.tsx'

/** How all signed-in systems stand, and what to look at first. */
export function OverviewPage(): ReactNode {
  const systems = useSystems()
  const known = useSystemsKnown()
  const anyone = systems.some(({ session }) => session.state !== 'signed-out')
  return (
    <>
      <PageHeader title="Overview" />
      {known ? null : <Loader size="sm" aria-label="Loading" />}
      {known && !anyone ? <NobodySignedIn /> : null}
      {anyone ? <Figures systems={systems} /> : null}
    </>
  )
}

function NobodySignedIn(): ReactNode {
  return (
    <EmptyState
      icon={<SystemsIcon size={32} />}
      title="You are not signed in to any system"
      text="Gantry shows what your own account may see. Sign in to one system, or to all that take the same account in one go."
    >
      <Button component={Link} to="/systems">
        Go to Systems
      </Button>
    </EmptyState>
  )
}

function Figures({ systems }: { systems: readonly SystemState[] }): ReactNode {
  const survey = useSurvey()
  const systemName = useMemo(() => {
    const names = new Map(systems.map(({ id, name }) => [id, name]))
    return (id: string) => names.get(id) ?? id
  }, [systems])
  const shared = { format: percent, whole: 1, systemName }
  const loading = systems.some((system) =>
    isLoading(system, survey?.overview.systems.has(system.id) === true),
  )
  const panels = (
    <>
      <Title order={2} size="h5">
        Systems
      </Title>
      <div className={classes.systems}>
        {systems.map((system) => (
          <SystemPanel key={system.id} system={system} summary={survey?.overview.systems.get(system.id)} />
        ))}
      </div>
    </>
  )
  // Zeros before the first row would be read as figures.
  if (survey === undefined || (loading && survey.overview.systems.size === 0)) {
    return (
      <div className={classes.page}>
        <SystemsFreshness />
        <div className={classes.panel}>
          <Loader size="xs" aria-hidden="true" />{' '}
          <Text span role="status">
            Reading the inventory. Figures appear as it arrives.
          </Text>
        </div>
        {panels}
      </div>
    )
  }
  const { overview, attention, rankings, load, fill } = survey
  return (
    <div className={classes.page}>
      <SystemsFreshness />
      <Totals all={overview.all} />
      <div className={classes.first}>
        <AttentionPanel items={attention} systems={systems} loading={loading} />
        <div className={`${classes.panel} ${classes.plots}`}>
          <LoadPlot title="Hosts by CPU use" {...load} />
          <LoadPlot title="Datastores by space used" {...fill} />
        </div>
      </div>
      <LatestEventsPanel systems={systems} />
      {panels}
      <Title order={2} size="h5">
        Busiest and fullest
      </Title>
      <div className={classes.rankings}>
        <RankingPanel
          title="Hosts by CPU"
          ranked={rankings.hostsByCpu}
          empty="No host told its CPU use."
          {...shared}
        />
        <RankingPanel
          title="Hosts by memory"
          ranked={rankings.hostsByMemory}
          empty="No host told its memory use."
          {...shared}
        />
        <RankingPanel
          title="Fullest datastores"
          ranked={rankings.fullestDatastores}
          empty="No datastore told its size."
          {...shared}
        />
        <RankingPanel
          title="Running VMs by memory"
          ranked={rankings.vmsByMemory}
          whole={rankings.vmsByMemory[0]?.value ?? 0}
          format={formatBytes}
          systemName={systemName}
          empty="No VM runs."
        />
        <RankingPanel
          title="VMs by storage used"
          ranked={rankings.vmsByStorage}
          whole={rankings.vmsByStorage[0]?.value ?? 0}
          format={formatBytes}
          systemName={systemName}
          empty="No VM told its storage."
        />
      </div>
    </div>
  )
}

function Totals({ all }: { all: Summary }): ReactNode {
  return (
    <section className={`${classes.panel} ${classes.totals}`} aria-label="Totals">
      <div>
        <div className={classes.statLabel}>Hosts up</div>
        <Anchor
          component={Link}
          to={inventorySearch('host', '')}
          className={classes.big}
          c="inherit"
          underline="hover"
        >
          {all.hosts.up.toLocaleString('en')} of {all.hosts.total.toLocaleString('en')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {all.clusters.toLocaleString('en')} {all.clusters === 1 ? 'cluster' : 'clusters'}
        </Text>
      </div>
      <VmStates vms={all.vms} />
      <UsageBar label="CPU" {...all.cpu} format={formatCpu} />
      <UsageBar label="Memory" {...all.memory} format={formatBytes} />
      <UsageBar label="Storage" {...all.storage} format={formatBytes} />
    </section>
  )
}

/** Signed in, and some of it is not in this page yet. */
function isLoading({ session, sync }: SystemState, here: boolean): boolean {
  if (session.state !== 'signed-in') return false
  return (
    sync.phase === 'loading' || sync.phase === 'idle' || (sync.phase === 'live' && sync.objects > 0 && !here)
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
