import { type ReactNode, useMemo } from 'react'
import type { LogEvent } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import type { Job } from '../../../../contract/job.ts'
import { EntryLine } from './entry-line.tsx'
import classes from './panel.module.css'
import { ReadState } from './read-state.tsx'
import { endWords, trailOf } from './trail.ts'
import { useEntries } from './use-entries.ts'

/** Operations take hours where disks are copied. */
const spanMs = 3 * 86_400_000

interface TrailListProps {
  system: string
  chains: readonly string[]
  /** The entry that the panel is about. */
  here: LogEvent
  /** Around this time (epoch ms) is looked. */
  at: number
  jobs: readonly Job[]
  utc: boolean
  onShow(event: LogEvent): void
}

/** The entries of one operation in their order, with how it began, what went wrong and how it ended. */
export function TrailList(props: TrailListProps): ReactNode {
  const { system, here, at, jobs, utc, onShow } = props
  const names = props.chains.join('\n')
  const filter = useMemo(
    (): EventFilter => ({
      chains: names.split('\n').map((chain) => `${system}/${chain}`),
      from: at - spanMs,
      until: at + spanMs,
    }),
    [system, names, at],
  )
  const entries = useEntries(system, filter)
  const steps = trailOf(entries.events)
  return (
    <>
      {entries.pending || steps.length > 0 ? null : (
        <p className={classes.aside}>
          {entries.complete ? 'The log has no entry of it.' : 'No entry of it was found so far.'}
        </p>
      )}
      <ul className={classes.lines}>
        {steps.map(({ event, first, last, bad }) => (
          <EntryLine
            key={event.id}
            event={event}
            here={here}
            utc={utc}
            bad={bad}
            marks={[
              ...(steps.length === 1
                ? ['The only one']
                : first
                  ? ['Began it']
                  : last
                    ? [endWords(jobs)]
                    : []),
              ...(bad ? ['Went wrong'] : []),
            ]}
            onShow={onShow}
          />
        ))}
      </ul>
      <ReadState entries={entries} utc={utc} />
    </>
  )
}
