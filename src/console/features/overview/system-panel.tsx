import { Anchor, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import type { Dialect, SystemState } from '../../../contract/system.ts'
import { formatBytes, formatDuration } from '../../../contract/units.ts'
import { conditionOf } from '../../client/system-condition.ts'
import { StatusText } from '../../ui/status-dot.tsx'
import { UsageBar } from '../../ui/usage-bar.tsx'
import { useNow } from '../../ui/use-now.ts'
import { formatCpu } from './format-cpu.ts'
import { inventorySearch, quoted } from './inventory-links.ts'
import classes from './overview.module.css'
import type { Summary } from './summary.ts'
import { VmStates } from './vm-states.tsx'

const dialects: Record<Dialect, string> = { soap: 'SOAP', 'vi-json': 'VI JSON', v3: 'v3 XML', v4: 'v4 JSON' }

/** One system on the overview: a region named by it. */
export function SystemPanel({
  system,
  summary,
}: {
  system: SystemState
  summary: Summary | undefined
}): ReactNode {
  const heading = useId()
  const { info } = system
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <div className={classes.panelHead}>
        <Title order={3} size="h5" id={heading}>
          {system.name}
        </Title>
        <Condition system={system} />
      </div>
      <Text size="sm" c="dimmed" mb="xs">
        {info === undefined
          ? system.address
          : [`${info.product} ${info.version}`.trim(), dialects[info.dialect]].join(' · ')}
      </Text>
      {summary === undefined ? <NoData system={system} /> : <Figures system={system} summary={summary} />}
    </section>
  )
}

function Condition({ system }: { system: SystemState }): ReactNode {
  const now = useNow()
  const { tone, text, detail } = conditionOf(system, now)
  const { confirmedAt } = system.sync
  const age =
    confirmedAt === undefined || system.session.state === 'signed-out' ? undefined : now - confirmedAt
  return (
    <Text size="sm" component="span">
      <StatusText tone={tone} {...(detail === undefined ? {} : { title: detail })}>
        {text}
        {age === undefined ? '' : `, ${age < 5_000 ? 'current' : `data ${formatDuration(age)} old`}`}
      </StatusText>
    </Text>
  )
}

function NoData({ system }: { system: SystemState }): ReactNode {
  const { text, detail } = conditionOf(system, useNow())
  if (system.session.state === 'signed-in' && system.sync.phase === 'live') {
    // The server has them all; they are on their way into this page.
    const { objects } = system.sync
    return (
      <Text size="sm">
        {objects === 0 ? 'It holds no object.' : `Loading ${objects.toLocaleString('en')} objects.`}
      </Text>
    )
  }
  if (system.session.state === 'signed-in') {
    return (
      <Text size="sm">
        {text}. {detail}
      </Text>
    )
  }
  return (
    <Text size="sm">
      {detail === undefined ? '' : `${detail} `}
      <Anchor
        component={Link}
        to={`/systems#${encodeURIComponent(system.id)}`}
        inherit
        underline="always"
        aria-label={`Sign in to ${system.name}`}
      >
        Sign in
      </Anchor>{' '}
      to see its hosts and virtual machines.
    </Text>
  )
}

function Figures({ system, summary }: { system: SystemState; summary: Summary }): ReactNode {
  const { hosts } = summary
  const of = `system:${quoted(system.name)}`
  return (
    <div className={classes.figures}>
      <div>
        <div className={classes.statHead}>
          <span className={classes.statLabel}>Hosts up</span>
          <Anchor
            component={Link}
            to={inventorySearch('host', of)}
            inherit
            underline="always"
            aria-label={`${hosts.up} of ${hosts.total} hosts of ${system.name}`}
          >
            {hosts.up.toLocaleString('en')} of {hosts.total.toLocaleString('en')}
          </Anchor>
        </div>
        {hosts.maintenance + hosts.down === 0 ? null : (
          <div className={classes.statHead}>
            {hosts.maintenance === 0 ? null : <span>{hosts.maintenance} in maintenance</span>}
            {hosts.down === 0 ? null : <StatusText tone="error">{hosts.down} down</StatusText>}
          </div>
        )}
      </div>
      <VmStates vms={summary.vms} />
      <UsageBar label="CPU" {...summary.cpu} format={formatCpu} />
      <UsageBar label="Memory" {...summary.memory} format={formatBytes} />
      <UsageBar label="Storage" {...summary.storage} format={formatBytes} />
      <Troubles of={of} summary={summary} />
    </div>
  )
}

function Troubles({ of, summary }: { of: string; summary: Summary }): ReactNode {
  const { errors, warnings } = summary
  if (errors + warnings === 0) {
    return (
      <div className={classes.troubles}>
        <StatusText tone="ok">No alarms or warnings</StatusText>
      </div>
    )
  }
  return (
    <div className={classes.troubles}>
      <TroubleLink
        tone="error"
        count={errors}
        noun="alarm"
        to={inventorySearch(summary.errorKind ?? 'vm', `${of} health:error`)}
      />
      <TroubleLink
        tone="warning"
        count={warnings}
        noun="warning"
        to={inventorySearch(summary.warningKind ?? 'vm', `${of} health:warning`)}
      />
    </div>
  )
}

/** How many objects are in such trouble, as a way to them; nothing where there are none. */
function TroubleLink(props: {
  tone: 'error' | 'warning'
  count: number
  noun: string
  to: string
}): ReactNode {
  const { tone, count, noun, to } = props
  if (count === 0) return null
  return (
    <Anchor component={Link} to={to} size="sm" c="inherit" underline="always">
      <StatusText tone={tone}>
        {count.toLocaleString('en')} {count === 1 ? noun : `${noun}s`}
      </StatusText>
    </Anchor>
  )
}
