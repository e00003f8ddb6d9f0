import { Anchor, Loader, Text, Title } from '@mantine/core'
import { type ReactNode, useId, useMemo } from 'react'
import { Link } from 'react-router'
import { eventKey } from '../../../contract/events/event.ts'
import type { SystemState } from '../../../contract/system.ts'
import { formatDuration } from '../../../contract/units.ts'
import { useRecentEvents } from '../../client/event-tail.ts'
import { eventsHref } from '../../client/links.ts'
import { SeverityText } from '../../ui/severity-text.tsx'
import { StatusText } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { latestOf, troubling } from './latest-events.ts'
import classes from './overview.module.css'
import { useLatestEvents } from './use-latest-events.ts'

const day = 86_400_000
const few = 8
/** Warnings and worse of the last day over all systems, the newest first, and who has not told theirs. */
export function LatestEventsPanel({ systems }: { systems: readonly SystemState[] }): ReactNode {
  const heading = useId()
  const now = useNow(5000)
  const tails = useRecentEvents()
  const asked = systems.filter(({ session }) => session.state === 'signed-in').map(({ id }) => id)
  const answers = useLatestEvents(asked, few)
  const latest = useMemo(
    () =>
      latestOf(
        [
          ...Array.from(answers.values(), ({ events }) => events ?? []),
          ...Array.from(tails.values(), ({ events }) => events),
        ],
        now - day,
        few,
      ),
    [answers, tails, now],
  )
  const nameOf = (id: string) => systems.find((system) => system.id === id)?.name ?? id
  const waiting = asked.filter((id) => !answers.has(id))
  const faults = [...answers].flatMap(([id, { fault }]) => (fault === undefined ? [] : [{ id, fault }]))
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <div className={classes.panelHead}>
        <Title order={2} size="h5" id={heading}>
          Latest events
        </Title>
        <Text size="sm">
          <Text span size="sm" c="dimmed">
            Warnings and worse of the last 24 hours
            {waiting.length === 0 ? '' : `, without ${waiting.map(nameOf).join(', ')} so far`} ·{' '}
          </Text>
          <Anchor component={Link} to={eventsHref({ severities: troubling, range: '24h' })} inherit>
            All events
          </Anchor>
        </Text>
      </div>
      {faults.length === 0 ? null : (
        <ul className={classes.notTold}>
          {faults.map(({ id, fault }) => (
            <li key={id}>
              <StatusText tone="warning">
                <span className={classes.reasons} style={{ whiteSpace: 'normal' }}>
                  {nameOf(id)} has not told its events: {fault.message}
                </span>
              </StatusText>
            </li>
          ))}
        </ul>
      )}
      {latest.length > 0 ? (
        <ul className={classes.latest}>
          {latest.map((event) => (
            <li key={eventKey(event)}>
              <SeverityText severity={event.severity} />
              <Anchor component={Link} to={eventsHref({ event })} inherit underline="hover" lineClamp={2}>
                {event.message === '' ? event.type : event.message}
              </Anchor>
              <span className={classes.statLabel}>
                {nameOf(event.system)} · {ageText(now - event.at)}
              </span>
            </li>
          ))}
        </ul>
      ) : waiting.length > 0 ? (
        <Text size="sm">
          <Loader size="xs" aria-hidden="true" /> Reading the logs.
        </Text>
      ) : faults.length === 0 ? (
        <Text size="sm">
          <StatusText tone="ok">None.</StatusText>
        </Text>
      ) : null}
    </section>
  )
}

function ageText(ms: number): string {
  // Clocks of systems run ahead now and then.
  return ms < 1000 ? 'now' : `${formatDuration(ms)} ago`
}
