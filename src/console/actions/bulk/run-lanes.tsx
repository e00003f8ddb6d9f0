import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSystems } from '../../client/systems.ts'
import classes from './bulk.module.css'
import { PaceFields } from './pace-fields.tsx'
import { governor } from './page-governor.ts'
import { countStates, type Lane, type Run } from './run.ts'

/** How each system gets on, at which pace; each can be held alone. */
export function RunLanes({ run }: { run: Run }): ReactNode {
  return (
    <div className={classes.wide}>
      <table className={classes.systems} aria-label="Systems of this run">
        <thead>
          <tr>
            <th scope="col">System</th>
            <th scope="col">Waiting</th>
            <th scope="col">Under way</th>
            <th scope="col">Ended</th>
            <th scope="col">At the same time, time between starts</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {run.lanes.map((lane) => (
            <LaneRow key={lane.system} run={run} lane={lane} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LaneRow({ run, lane: { system, held } }: { run: Run; lane: Lane }): ReactNode {
  const name = useSystems().find(({ id }) => id === system)?.name ?? system
  const items = run.items.filter(({ target }) => target.system === system)
  const { waiting, sending, running } = countStates(items)
  const open = waiting + sending + running
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{waiting}</td>
      <td>{sending + running}</td>
      <td>{items.length - open}</td>
      <td>
        <PaceFields system={system} name={name} />
      </td>
      <td>
        {held === undefined ? null : (
          <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
            {held}
          </Text>
        )}
        {open === 0 ? (
          'Ended'
        ) : waiting === 0 && held === undefined ? (
          'Under way'
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${held === undefined ? 'Pause' : 'Resume'} ${name}`}
            onClick={() =>
              held === undefined ? governor.hold(run.id, system) : governor.release(run.id, system)
            }
          >
            {held === undefined ? 'Pause' : 'Resume'}
          </Button>
        )}
      </td>
    </tr>
  )
}
