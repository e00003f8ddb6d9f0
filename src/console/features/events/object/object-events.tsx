import { Anchor } from '@mantine/core'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { eventKey, type LogEvent } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { keyOf } from '../../../../contract/inventory.ts'
import { useEventLog } from '../../../client/event-log.ts'
import { eventsHref } from '../../../client/links.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { ObjectTabProps } from '../../../ui/object-tabs.tsx'
import pageClasses from '../events-page.module.css'
import { type EventsUrl, readEventsUrl, writeEventsUrl } from '../filter/url-state.ts'
import { EventList } from '../list/event-list.tsx'
import { narrowingsOf } from '../list/row-choices.ts'
import { useTypeNames } from '../list/type-names.ts'
import { EventPanel } from '../panel/event-panel.tsx'
import { Coverage } from '../read-back/coverage.tsx'
import classes from './object-events.module.css'

const anything: EventsUrl = { ...readEventsUrl(new URLSearchParams()), range: { preset: '30d' } }

/** What happened to one object, newest first, as far back as its system remembers. */
export function ObjectEvents({ row, system }: ObjectTabProps): ReactNode {
  const offer = system.info?.capabilities.events
  if (typeof offer === 'string') return <EmptyState title="No events here" text={offer} />
  if (system.session.state !== 'signed-in')
    return <EmptyState title="Not signed in" text={`Sign in to ${system.name} to read its log.`} />
  return <ObjectLog system={system.id} systemName={system.name} id={keyOf(row)} name={row.name} />
}

function ObjectLog(props: { system: string; systemName: string; id: string; name: string }): ReactNode {
  const { system, systemName, id, name } = props
  const filter = useMemo((): EventFilter => ({ systems: [system], objects: [id] }), [system, id])
  const systems = useMemo(() => [system], [system])
  const log = useEventLog(filter, systems)
  const names = useTypeNames(systems)
  const navigate = useNavigate()
  const [open, setOpen] = useState<LogEvent>()
  const onOpen = useCallback((event: LogEvent) => setOpen(event), [])
  const { rows } = log
  const step = (by: -1 | 1) => {
    const events = rows.flatMap((each) => (each.kind === 'event' ? [each.event] : []))
    const at = events.findIndex((event) => open !== undefined && eventKey(event) === eventKey(open))
    const next = at < 0 ? undefined : events[at + by]
    if (next !== undefined) setOpen(next)
  }
  return (
    <div className={classes.page}>
      <div className={pageClasses.columns}>
        <div className={pageClasses.main}>
          <EventList
            log={log}
            names={names}
            question={id}
            live
            utc={false}
            opened={open === undefined ? undefined : eventKey(open)}
            onOpen={onOpen}
            onEscape={open === undefined ? undefined : () => setOpen(undefined)}
            choicesOf={(event) =>
              narrowingsOf(
                event,
                { system: systemName, type: names.of(event.system, event.type) },
                (part) => {
                  const asked = { ...anything, objects: [id], ...part }
                  // An operation is to be seen whole: its other entries may name other objects.
                  void navigate(`/events?${writeEventsUrl(part.chains ? { ...asked, objects: [] } : asked)}`)
                },
              )
            }
            empty={<EmptyState title={`The log has no entry that names ${name}`} />}
          >
            <Coverage
              coverage={log.coverage}
              filter={filter}
              utc={false}
              reading={log.reading}
              onRetry={log.retry}
            />
            <Anchor component={Link} to={eventsHref({ objects: [id], range: '30d' })} size="sm">
              Open in Events
            </Anchor>
          </EventList>
        </div>
        {open === undefined ? null : (
          <EventPanel
            event={open}
            utc={false}
            onClose={() => setOpen(undefined)}
            onShow={onOpen}
            onStep={step}
          />
        )}
      </div>
    </div>
  )
}
