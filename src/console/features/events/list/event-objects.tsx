import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { EventObject, LogEvent } from '../../../../contract/events/event.ts'
import { useRow } from '../../../client/inventory.ts'
import { objectPath } from '../../../client/links.ts'
import classes from './list.module.css'

/** The objects that an entry names: links to those that are in the inventory. */
export function EventObjects(props: { event: LogEvent; tabIndex: number }): ReactNode {
  const { system, objects } = props.event
  return objects.map((object, index) => (
    <Fragment key={`${object.kind} ${object.id ?? object.name}`}>
      {index === 0 ? null : ', '}
      <ObjectName system={system} object={object} tabIndex={props.tabIndex} />
    </Fragment>
  ))
}

function ObjectName(props: { system: string; object: EventObject; tabIndex: number }): ReactNode {
  const { system, object, tabIndex } = props
  const row = useRow(system, object.id)
  if (row === undefined) return object.name
  return (
    <Link
      to={objectPath(row)}
      className={classes.link}
      tabIndex={tabIndex}
      title={`${object.kind} ${row.name}`}
    >
      {object.name}
    </Link>
  )
}
