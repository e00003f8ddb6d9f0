import type { ReactNode } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'
import { useSystems } from '../../../client/systems.ts'
import type { TypeNames } from '../list/type-names.ts'
import classes from '../panel/panel.module.css'
import { severityMeaning } from './severity-meaning.ts'

/** What the type and the severity of an entry mean, in the words of its system where it has some. */
export function Meaning({ event, names }: { event: LogEvent; names: TypeNames }): ReactNode {
  const system = useSystems().find(({ id }) => id === event.system)
  const type = names.of(event.system, event.type)
  const severity = severityMeaning(system?.kind, event)
  const name = system?.name ?? event.system
  return (
    <>
      {type === undefined ? (
        <p className={classes.text}>
          {names.known
            ? `${name} does not list the type ${event.type}: nothing more is known of it than the entry itself says.`
            : `Asking ${name} what its types mean …`}
        </p>
      ) : (
        <>
          <p className={classes.text}>
            <strong>{type.name}</strong>
            {type.family === undefined ? '' : ` · ${type.family}`}
          </p>
          {type.otherNames === undefined || type.otherNames.length === 0 ? null : (
            <p className={classes.text}>Also called {type.otherNames.join(', ')}.</p>
          )}
          {type.explanation === undefined ? null : (
            <p className={classes.text} style={{ whiteSpace: 'pre-line' }}>
              {type.explanation}
            </p>
          )}
          {type.severity === undefined || type.severity === event.severity ? null : (
            <p className={classes.text}>
              Entries of this type usually have the severity {type.severity}; this one has {event.severity}.
            </p>
          )}
        </>
      )}
      {severity === undefined ? null : <p className={classes.text}>{severity}</p>}
    </>
  )
}
