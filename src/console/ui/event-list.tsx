import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EventEntry } from '../../contract/vm.ts'
import classes from './event-list.module.css'
import { InfoIcon } from './icons.tsx'
import { Moment } from './moment.tsx'
import { StatusText } from './status-dot.tsx'

const severities: Record<EventEntry['severity'], ReactNode> = {
  info: (
    <StatusText tone="off" icon={InfoIcon}>
      Info
    </StatusText>
  ),
  warning: <StatusText tone="warning">Warning</StatusText>,
  error: <StatusText tone="error">Error</StatusText>,
}

/** Events in the order given: when, how bad, what, who. */
export function EventList({ events }: { events: readonly EventEntry[] }): ReactNode {
  if (events.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The system reports no recent events of this object.
      </Text>
    )
  }
  return (
    <ul className={classes.list}>
      {events.map((event) => (
        <li key={event.id} className={classes.item}>
          <span className={classes.aside}>
            <Moment at={event.at} />
          </span>
          {severities[event.severity]}
          <span className={classes.message}>
            {event.message}{' '}
            <span className={classes.aside}>
              {event.userName === undefined ? event.type : `${event.userName} · ${event.type}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
