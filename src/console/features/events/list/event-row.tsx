// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not
import { Fragment, memo, type ReactNode } from 'react'
import type { EventType, LogEvent } from '../../../../contract/events/event.ts'
import { SeverityText } from '../../../ui/severity-text.tsx'
import { EventObjects } from './event-objects.tsx'
import classes from './list.module.css'
import { RowMenuButton } from './row-menu.tsx'
import { TimeCell } from './time-cell.tsx'

interface EventRowProps {
  event: LogEvent
  rowKey: string
  index: number
  /** Pixels, where it does not simply follow the row before it. */
  top: number | undefined
  systemName: string
  type: EventType | undefined
  utc: boolean
  /** User and objects stand with the message. */
  folded: boolean
  opened: boolean
  /** The one row that the tab key reaches. */
  active: boolean
}

/** One entry of the log. */
export const EventRow = memo(function EventRow(props: EventRowProps): ReactNode {
  const { event, index, top, opened, active } = props
  return (
    <div
      role="row"
      tabIndex={active ? 0 : -1}
      className={`${classes.row} ${classes.event}${top === undefined ? '' : ` ${classes.away}`}`}
      style={top === undefined ? undefined : { top }}
      aria-rowindex={index + 2}
      aria-selected={opened}
      data-row={props.rowKey}
      data-severity={event.severity}
    >
      <Cells
        event={event}
        systemName={props.systemName}
        type={props.type}
        utc={props.utc}
        folded={props.folded}
        active={active}
      />
    </div>
  )
})

/** Long names break where their parts meet. */
function UserName({ name }: { name: string | undefined }): ReactNode {
  if (name === undefined || name === '') return '–'
  const parts = name.split(/(?<=[\\@])/)
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}

type CellsProps = Pick<EventRowProps, 'event' | 'systemName' | 'type' | 'utc' | 'folded' | 'active'>

/** Apart from the row: what comes above it changes its number, and nothing in it. */
const Cells = memo(function Cells(props: CellsProps): ReactNode {
  const { event, systemName, type, utc, folded, active } = props
  const tabIndex = active ? 0 : -1
  const message = event.message || event.raw || '–'
  return (
    <>
      <div role="gridcell" className={classes.cell}>
        <TimeCell at={event.at} utc={utc} />
      </div>
      <div role="gridcell" className={classes.cell}>
        <span className={classes.two} title={systemName}>
          {systemName}
        </span>
      </div>
      <div role="gridcell" className={classes.cell}>
        <SeverityText severity={event.severity} />
      </div>
      <div role="gridcell" className={classes.cell} title={type?.explanation ?? event.type}>
        {type === undefined || type.name === event.type ? (
          <span className={`${classes.two} ${classes.code}`}>{event.type}</span>
        ) : (
          <>
            <span className={classes.line}>{type.name}</span>
            <span className={`${classes.line} ${classes.aside} ${classes.code}`}>{event.type}</span>
          </>
        )}
      </div>
      <div role="gridcell" className={classes.cell}>
        <span className={folded ? classes.line : classes.two} title={message}>
          {message}
        </span>
        {folded ? (
          <span className={`${classes.parts} ${classes.aside}`}>
            {event.userName === undefined ? null : <span className={classes.object}>{event.userName}</span>}
            <EventObjects event={event} tabIndex={tabIndex} most={2} />
          </span>
        ) : null}
      </div>
      {folded ? null : (
        <>
          <div role="gridcell" className={classes.cell}>
            <span className={classes.two} title={event.userName}>
              <UserName name={event.userName} />
            </span>
          </div>
          <div role="gridcell" className={classes.cell}>
            {event.objects.length === 0 ? (
              '–'
            ) : (
              <span className={classes.stack}>
                <EventObjects event={event} tabIndex={tabIndex} most={2} />
              </span>
            )}
          </div>
        </>
      )}
      <div role="gridcell" className={`${classes.cell} ${classes.menuCell}`}>
        <RowMenuButton tabIndex={tabIndex} />
      </div>
    </>
  )
})
