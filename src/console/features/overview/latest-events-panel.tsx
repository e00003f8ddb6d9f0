import { Anchor, Loader, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { eventKey, type LogEvent } from '../../../contract/events/event.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { SystemState } from '../../../contract/system.ts'
import { formatDuration } from '../../../contract/units.ts'
import { api, faultOf, orpc } from '../../client/api.ts'
import { useRecentEvents } from '../../client/event-tail.ts'
import { eventsHref } from '../../client/links.ts'
import { SeverityText } from '../../ui/severity-text.tsx'
import { StatusText } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { latestOf, troubling } from './latest-events.ts'
import classes from './overview.module.css'

const day = 86_400_000
const few = 8
/** Pages that are read at most where the system cannot pick out severities itself. */
const mostPages = 5

interface Answer {
  system: SystemState
  events: readonly LogEvent[] | undefined
  fault: FaultInfo | undefined
}

/** Warnings and worse of the last day over all systems, the newest first, and who has not told theirs. */
export function LatestEventsPanel({ systems }: { systems: readonly SystemState[] }): ReactNode {
  const heading = useId()
  const now = useNow(5000)
  const tails = useRecentEvents()
  const answers = useAnswers(systems)
  const latest = useMemo(
    () =>
      latestOf(
        [...answers.map(({ events }) => events ?? []), ...Array.from(tails.values(), ({ events }) => events)],
        now - day,
        few,
      ),
    [answers, tails, now],
  )
  const nameOf = (id: string) => systems.find((system) => system.id === id)?.name ?? id
  const reading = answers.some(({ events, fault }) => events === undefined && fault === undefined)
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <div className={classes.panelHead}>
        <Title order={2} size="h5" id={heading}>
          Latest events
        </Title>
        <Text size="sm">
          <Text span size="sm" c="dimmed">
            Warnings and worse of the last 24 hours ·{' '}
          </Text>
          <Anchor component={Link} to={eventsHref({ severities: troubling, range: '24h' })} inherit>
            All events
          </Anchor>
        </Text>
      </div>
      <NotTold answers={answers} />
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
      ) : reading ? (
        <Text size="sm">
          <Loader size="xs" aria-hidden="true" /> Reading the logs.
        </Text>
      ) : answers.every(({ fault }) => fault === undefined) ? (
        <Text size="sm">
          <StatusText tone="ok">None.</StatusText>
        </Text>
      ) : null}
    </section>
  )
}

/** Systems whose log of the day is not here, each with the reason. */
function NotTold({ answers }: { answers: readonly Answer[] }): ReactNode {
  const missing = answers.filter(({ fault }) => fault !== undefined)
  if (missing.length === 0) return null
  return (
    <ul className={classes.notTold}>
      {missing.map(({ system, fault }) => (
        <li key={system.id}>
          <StatusText tone="warning">
            <span className={classes.reasons} style={{ whiteSpace: 'normal' }}>
              {system.name} has not told its events: {fault?.message}
            </span>
          </StatusText>
        </li>
      ))}
    </ul>
  )
}

function useAnswers(systems: readonly SystemState[]): readonly Answer[] {
  const [since] = useState(() => Date.now() - day)
  const asked = systems.filter(({ session }) => session.state === 'signed-in')
  const results = useQueries({
    queries: asked.map(({ id }) => {
      const input = { system: id, filter: { severities: troubling, from: since }, limit: few }
      return {
        queryKey: orpc.events.page.queryKey({ input }),
        queryFn: ({ signal }: { signal: AbortSignal }) => newestOf(input, signal),
        // The live tail tells what comes.
        staleTime: 5 * 60_000,
        refetchInterval: ({ state }: { state: { error: unknown } }) =>
          state.error === null ? false : 15_000,
      }
    }),
    combine: answersOf,
  })
  return useMemo(
    () =>
      asked.map(
        (system, index): Answer => ({
          system,
          events: results[index]?.events,
          fault: results[index]?.fault,
        }),
      ),
    [asked, results],
  )
}

function answersOf(
  results: readonly { data: LogEvent[] | undefined; error: Error | null }[],
): { events: LogEvent[] | undefined; fault: FaultInfo | undefined }[] {
  return results.map(({ data, error }) => ({
    events: data,
    fault: error === null ? undefined : faultOf(error),
  }))
}

async function newestOf(
  input: Parameters<typeof api.events.page>[0],
  signal: AbortSignal,
): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const reply = await api.events.page(cursor === undefined ? input : { ...input, cursor }, { signal })
    events.push(...reply.events)
    cursor = reply.cursor
    if (cursor === undefined || events.length >= few) break
  }
  return events
}

function ageText(ms: number): string {
  // Clocks of systems run ahead now and then.
  return ms < 1000 ? 'now' : `${formatDuration(ms)} ago`
}
