import type { ReactNode } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { SeverityText } from '../../../ui/severity-text.tsx'
import { momentText } from '../filter/moment-text.ts'
import classes from './panel.module.css'
import { offsetText } from './trail.ts'

interface EntryLineProps {
  event: LogEvent
  /** The entry that the panel is about. */
  here: LogEvent
  utc: boolean
  /** Its part in what is shown, e.g. `Began it`. */
  marks?: readonly string[]
  bad?: boolean
  onShow(event: LogEvent): void
}

/** One entry in a short list: how long before or after the open one, how bad, what. Opens it. */
export function EntryLine(props: EntryLineProps): ReactNode {
  const { event, here, utc, marks = [], onShow } = props
  const isHere = event.system === here.system && event.id === here.id
  const head = (
    <>
      <span className={classes.lineHead}>
        <span title={momentText(event.at, utc, true)}>
          {isHere ? momentText(event.at, utc, true) : offsetText(event.at - here.at)}
        </span>
        {event.severity === 'info' ? null : <SeverityText severity={event.severity} />}
        {isHere ? <span className={classes.mark}>This entry</span> : null}
        {marks.map((mark) => (
          <span key={mark} className={classes.mark}>
            {mark}
          </span>
        ))}
      </span>
      <span className={classes.lineText}>{event.message || event.raw || event.type}</span>
    </>
  )
  return (
    <li data-bad={props.bad === true ? '' : undefined} data-here={isHere ? '' : undefined}>
      {isHere ? (
        <div className={classes.line} aria-current="true">
          {head}
        </div>
      ) : (
        <button type="button" className={classes.line} onClick={() => onShow(event)}>
          {head}
        </button>
      )}
    </li>
  )
}
