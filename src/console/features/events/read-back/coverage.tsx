import { Anchor, Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { Link } from 'react-router'
import type { EventCoverage } from '../../../../contract/events/event.ts'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { useSystems } from '../../../client/systems.ts'
import { RefreshIcon } from '../../../ui/icons.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import { gapTitle } from '../list/special-rows.tsx'
import classes from './coverage.module.css'
import { doneBy, readBack, skewText } from './coverage-words.ts'

/** Clocks that differ by less, ms, confuse nobody: what is known of them stands in the table. */
const worthALine = 20_000

interface CoverageProps {
  /** One per asked system. */
  coverage: readonly EventCoverage[]
  filter: EventFilter
  utc: boolean
  reading: boolean
  onRetry(system: string): void
}

/** How far back each system has been read, who filters what, and what is missing. */
export function Coverage(props: CoverageProps): ReactNode {
  const { coverage, filter, utc, reading, onRetry } = props
  const systems = useSystems()
  const details = useId()
  const [open, setOpen] = useState(false)
  const nameOf = (id: string) => systems.find((system) => system.id === id)?.name ?? id
  const out = systems.filter(
    ({ id, session }) =>
      session.state !== 'signed-in' && (filter.systems === undefined || filter.systems.includes(id)),
  )
  return (
    <section className={classes.region} aria-label="Coverage" data-open={open || undefined}>
      <ul className={classes.list} aria-label="How far back each system is read">
        {coverage.map((each) => {
          const { tone, text } = readBack(each, utc, reading)
          const skew = skewText(each.skewMs, worthALine)
          return (
            <li key={each.system} className={classes.item}>
              <StatusText tone={tone}>
                {nameOf(each.system)}: {text}
              </StatusText>
              {skew === undefined ? null : <span className={classes.aside}>its clock is {skew}</span>}
            </li>
          )
        })}
        {out.map(({ id, name, session }) => (
          <li key={id} className={classes.item}>
            <StatusText tone="off">
              {name}: {session.state === 'expired' ? 'session ended' : 'not signed in'}
            </StatusText>
            <Anchor
              component={Link}
              to={`/systems#${encodeURIComponent(id)}`}
              size="xs"
              underline="always"
              aria-label={`Sign in to ${name}`}
            >
              sign in
            </Anchor>
          </li>
        ))}
        <li>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={open}
            aria-controls={details}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Less about the systems' : 'More about the systems'}
          </Button>
        </li>
      </ul>
      <div id={details} hidden={!open} className={classes.details}>
        {open ? (
          <table className={classes.table}>
            <caption className={classes.caption}>
              What each system was asked for. Times are those of its own clock.
            </caption>
            <thead>
              <tr>
                <th scope="col">System</th>
                <th scope="col">Read</th>
                <th scope="col">Filters itself</th>
                <th scope="col">Filtered by Gantry</th>
                <th scope="col">Clock</th>
                <th scope="col">Missing</th>
              </tr>
            </thead>
            <tbody>
              {coverage.map((each) => {
                const { own, gantry } = doneBy(filter, each)
                return (
                  <tr key={each.system}>
                    <th scope="row">{nameOf(each.system)}</th>
                    <td>{readBack(each, utc, reading).text}</td>
                    <td>{own}</td>
                    <td>{gantry}</td>
                    <td>{skewText(each.skewMs) ?? 'no difference seen'}</td>
                    <td>
                      {each.gaps.length === 0 ? 'nothing' : null}
                      {each.gaps.slice(0, 5).map((gap) => (
                        <div key={`${gap.from} ${gap.until}`}>
                          {gapTitle(nameOf(each.system), gap, utc)}: {gap.fault.message}
                        </div>
                      ))}
                      {each.gaps.length === 0 ? null : (
                        <Button
                          size="compact-xs"
                          variant="default"
                          leftSection={<RefreshIcon size={12} />}
                          aria-label={`Try again to read what is missing of ${nameOf(each.system)}`}
                          onClick={() => onRetry(each.system)}
                        >
                          Try again
                        </Button>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        ) : null}
      </div>
    </section>
  )
}
