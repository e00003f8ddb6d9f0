import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { EventObject, LogEvent } from '../../../../contract/events/event.ts'
import { useRow } from '../../../client/inventory.ts'
import { objectPath } from '../../../client/links.ts'
import classes from './list.module.css'

interface EventObjectsProps {
  event: LogEvent
  tabIndex: number
  /** As many are shown. */
  most: number
}

/**
 * The objects that an entry names: links to those that are in the inventory. Each is cut off by itself where room is short,
 * so that no link reaches below its neighbour; the rest is told by number, and stands in the panel.
 */
export function EventObjects({ event, tabIndex, most }: EventObjectsProps): ReactNode {
  const { system, objects } = event
  const rest = objects.slice(most)
  return (
    <>
      {objects.slice(0, most).map((object, index) => (
        <Fragment key={`${object.kind} ${object.id ?? object.name}`}>
          <ObjectName system={system} object={object} tabIndex={tabIndex} />
          {index === most - 1 && rest.length > 0 ? (
            <span className={classes.more} title={rest.map(({ name }) => name).join('\n')}>
              +{rest.length}
            </span>
          ) : null}
        </Fragment>
      ))}
    </>
  )
}

function ObjectName(props: { system: string; object: EventObject; tabIndex: number }): ReactNode {
  const { system, object, tabIndex } = props
  const row = useRow(system, object.id)
  const title = `${object.kind} ${object.name}`
  if (row === undefined)
    return (
      <span className={classes.object} title={title}>
        {object.name}
      </span>
    )
  return (
    <Link
      to={objectPath(row)}
      className={`${classes.object} ${classes.link}`}
      tabIndex={tabIndex}
      title={title}
    >
      {object.name}
    </Link>
  )
}
