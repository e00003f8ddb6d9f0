import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { EventObject, LogEvent } from '../../../../contract/events/event.ts'
import { useRow } from '../../../client/inventory.ts'
import { objectPath } from '../../../client/links.ts'
import { useSystems } from '../../../client/systems.ts'
import { SeverityText } from '../../../ui/severity-text.tsx'
import { momentText } from '../filter/moment-text.ts'
import classes from './panel.module.css'

const kindNames: Record<EventObject['kind'], string> = {
  vm: 'VM',
  template: 'Template',
  host: 'Host',
  cluster: 'Cluster',
  datacenter: 'Data center',
  datastore: 'Datastore',
  network: 'Network',
  switch: 'Switch',
  pool: 'Resource pool',
  folder: 'Folder',
  other: 'Object',
}

/** All that an entry says, in the order in which people ask for it. */
export function EventFacts({ event, utc }: { event: LogEvent; utc: boolean }): ReactNode {
  const { severity, rawSeverity } = event
  const system = useSystems().find(({ id }) => id === event.system)
  return (
    <dl className={classes.facts}>
      <dt>Time</dt>
      <dd>
        <ExactTime at={event.at} utc={utc} />
      </dd>
      <dt>System</dt>
      <dd>{system?.name ?? event.system}</dd>
      <dt>Severity</dt>
      <dd className={classes.severity}>
        <SeverityText severity={severity} />
        {rawSeverity === undefined || rawSeverity === severity ? null : (
          <span className={classes.aside}> the system says “{rawSeverity}”</span>
        )}
      </dd>
      <dt>Type</dt>
      <dd>
        <code>{event.type}</code>
      </dd>
      <dt>User</dt>
      <dd>{event.userName ?? '–'}</dd>
      {event.objects.map((object) => (
        <Fact key={`${object.kind} ${object.id ?? object.name}`} label={kindNames[object.kind]}>
          <ObjectName system={event.system} object={object} />
        </Fact>
      ))}
      <Fact label="Operation">{event.chain}</Fact>
      <Fact label="Task">{event.task}</Fact>
      {event.facts?.map(({ label, value }, index) => (
        // Labels are the system's own and may repeat.
        // biome-ignore lint/suspicious/noArrayIndexKey: facts of an entry never change
        <Fact key={index} label={label}>
          {value}
        </Fact>
      ))}
      <Fact label="Number">{event.id}</Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  if (children === undefined) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function ObjectName({ system, object }: { system: string; object: EventObject }): ReactNode {
  const row = useRow(system, object.id)
  if (row === undefined)
    return (
      <>
        {object.name} <span className={classes.aside}>not in the inventory now</span>
      </>
    )
  return (
    <>
      <Anchor component={Link} to={objectPath(row)} inherit>
        {object.name}
      </Anchor>
      {row.name === object.name ? null : <span className={classes.aside}> now {row.name}</span>}
    </>
  )
}

/** To the millisecond, with the zone: `2026-11-20 14:30:05.123, Europe/Berlin`. */
function ExactTime({ at, utc }: { at: number; utc: boolean }): ReactNode {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'Not readable'
  const iso = date.toISOString()
  const zone = utc ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <time dateTime={iso}>
      {momentText(at, utc, true)}
      {iso.slice(-5, -1)} {zone}
      {utc || zone === 'UTC' ? null : <span className={classes.aside}> {iso}</span>}
    </time>
  )
}
