import { NativeSelect } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import type { EventObject, LogEvent } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { EntryLine } from './entry-line.tsx'
import classes from './panel.module.css'
import { ReadState } from './read-state.tsx'
import { useEntries } from './use-entries.ts'

const spans = [
  { value: '1', label: '± 1 min' },
  { value: '10', label: '± 10 min' },
  { value: '60', label: '± 1 h' },
  { value: '1440', label: '± 24 h' },
]

/** What an entry is mostly about comes first: a VM says more than the cluster that it is in. */
const nearness: readonly EventObject['kind'][] = [
  'vm',
  'template',
  'host',
  'datastore',
  'network',
  'switch',
  'pool',
  'folder',
  'cluster',
  'datacenter',
  'other',
]

/** What else its objects did around an entry. */
export function Around(props: {
  event: LogEvent
  utc: boolean
  onShow: (event: LogEvent) => void
}): ReactNode {
  const { event } = props
  const known = event.objects
    .flatMap((object) =>
      object.id === undefined ? [] : [{ ...object, key: `${event.system}/${object.id}` }],
    )
    .toSorted((a, b) => nearness.indexOf(a.kind) - nearness.indexOf(b.kind))
  const [minutes, setMinutes] = useState('10')
  const [chosen, setChosen] = useState('')
  if (known.length === 0)
    return <p className={classes.text}>This entry names no object that could be looked for.</p>
  const object = known.find(({ key }) => key === chosen)?.key ?? (chosen === 'any' ? 'any' : known[0]?.key)
  return (
    <>
      <div className={classes.controls}>
        <NativeSelect
          size="xs"
          label="Events of"
          value={object ?? ''}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
          data={[
            ...known.map(({ key, name }) => ({ value: key, label: name })),
            ...(known.length > 1 ? [{ value: 'any', label: 'Any of them' }] : []),
          ]}
        />
        <NativeSelect
          size="xs"
          label="Within"
          value={minutes}
          onChange={({ currentTarget: { value } }) => setMinutes(value)}
          data={spans}
        />
      </div>
      <Lines
        key={`${object} ${minutes} ${event.id}`}
        {...props}
        objects={known.flatMap(({ key }) => (object === 'any' || key === object ? [key] : []))}
        spanMs={Number(minutes) * 60_000}
      />
    </>
  )
}

function Lines(props: {
  event: LogEvent
  utc: boolean
  objects: readonly string[]
  spanMs: number
  onShow: (event: LogEvent) => void
}): ReactNode {
  const { event, utc, spanMs, onShow } = props
  const names = props.objects.join('\n')
  const filter = useMemo(
    (): EventFilter => ({
      objects: names.split('\n'),
      from: event.at - spanMs,
      until: event.at + spanMs + 1,
    }),
    [names, event.at, spanMs],
  )
  const entries = useEntries(event.system, filter, 100)
  const lines = entries.events.toReversed()
  const others = lines.filter(({ id }) => id !== event.id).length
  return (
    <>
      {entries.pending ? null : (
        <p className={classes.aside}>
          {others === 0
            ? entries.complete
              ? 'Nothing else happened to it in this time.'
              : 'Nothing else was found so far.'
            : `${others} other ${others === 1 ? 'entry' : 'entries'}, the oldest first.`}
        </p>
      )}
      {others === 0 ? null : (
        <ul className={classes.lines}>
          {lines.map((each) => (
            <EntryLine
              key={each.id}
              event={each}
              here={event}
              utc={utc}
              bad={each.severity !== 'info'}
              onShow={onShow}
            />
          ))}
        </ul>
      )}
      <ReadState entries={entries} utc={utc} />
    </>
  )
}
