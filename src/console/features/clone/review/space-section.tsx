import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CloneSpace } from '../../../../contract/clone/plan.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { Part } from '../part.tsx'
import classes from './review.module.css'

/** Space on each datastore before the copies and after, for all of them together. */
export function SpaceSection({ space, copies }: { space: readonly CloneSpace[]; copies: number }): ReactNode {
  return (
    <Part title="Space">
      {space.length === 0 ? (
        <Text size="sm">It is not known where the disks go, so nothing can be said of the space there.</Text>
      ) : (
        <div className={classes.wide}>
          <table className={classes.table} aria-label="Space">
            <thead>
              <tr>
                <th scope="col">Datastore</th>
                <th scope="col">Free now</th>
                <th scope="col">{copies === 1 ? 'Takes' : `${copies} copies take`}</th>
                <th scope="col">At most</th>
                <th scope="col">Free after</th>
                <th scope="col">Once all have grown</th>
              </tr>
            </thead>
            <tbody>
              {space.map(({ datastoreId, name, freeBytes, takesBytes, atMostBytes }) => (
                <tr key={datastoreId}>
                  <th scope="row">{name}</th>
                  <td>{freeBytes === undefined ? 'not known' : formatBytes(freeBytes)}</td>
                  <td>{formatBytes(takesBytes)}</td>
                  <td>{formatBytes(atMostBytes)}</td>
                  <Left free={freeBytes} takes={takesBytes} />
                  <Left free={freeBytes} takes={atMostBytes} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  )
}

function Left({ free, takes }: { free: number | undefined; takes: number }): ReactNode {
  if (free === undefined) return <td>not known</td>
  const left = free - takes
  return left < 0 ? (
    <td className={classes.short}>{formatBytes(-left)} too little</td>
  ) : (
    <td>{formatBytes(left)}</td>
  )
}
