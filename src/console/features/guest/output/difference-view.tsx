import { Button, Text } from '@mantine/core'
import { Fragment, type ReactNode, useMemo, useState } from 'react'
import { type DifferenceRow, lineDifference } from '../../../../contract/guest/compare.ts'
import classes from '../guest.module.css'

/** So many lines are drawn at first, and with each wish for more. */
const step = 500
/** Lines of context around what differs. */
const context = 3

/** Two texts side by side, line by line; lines that are the same far from any difference are left out. */
export function DifferenceView(props: {
  left: string
  right: string
  leftName: string
  rightName: string
}): ReactNode {
  const { left, right, leftName, rightName } = props
  const [most, setMost] = useState(step)
  const difference = useMemo(() => lineDifference(left, right), [left, right])
  const rows = useMemo(() => nearDifferences(difference.rows), [difference])
  const { leftOnly, rightOnly, coarse, cut } = difference
  if (leftOnly + rightOnly === 0) return <Text size="sm">Both are the same.</Text>
  return (
    <div>
      <Text size="sm" role="status">
        Only left: {leftOnly}, only right: {rightOnly} lines.
        {coarse ? ' They differ so much that their middle is shown as one block.' : ''}
        {cut > 0 ? ` ${cut} lines at the end were not compared.` : ''}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <section className={classes.scroller} tabIndex={0} aria-label="Difference, scrollable">
        <table className={classes.difference} aria-label={`Difference of ${leftName} and ${rightName}`}>
          <colgroup>
            {['left', 'right'].map((side) => (
              <Fragment key={side}>
                <col style={{ width: '3rem' }} />
                <col style={{ width: '1.25rem' }} />
                <col />
              </Fragment>
            ))}
          </colgroup>
          <thead>
            <tr>
              <th colSpan={3} scope="colgroup">
                {leftName}
              </th>
              <th colSpan={3} scope="colgroup">
                {rightName}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
              <DifferenceLine key={index} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most ? (
        <Button size="compact-sm" variant="default" mt={6} onClick={() => setMost(most + step)}>
          Show more of {rows.length - most} lines
        </Button>
      ) : null}
    </div>
  )
}

type Shown = DifferenceRow | 'gap'

function DifferenceLine({ row }: { row: Shown }): ReactNode {
  if (row === 'gap') {
    return (
      <tr>
        <td colSpan={6}>⋯</td>
      </tr>
    )
  }
  const { kind, left, right } = row
  const differs = kind !== 'same'
  return (
    <tr>
      <td className={classes.number}>{left?.number}</td>
      <td className={classes.mark}>{differs && left !== undefined ? '−' : ''}</td>
      <td className={differs && left !== undefined ? classes.removed : undefined}>{left?.text}</td>
      <td className={classes.number}>{right?.number}</td>
      <td className={classes.mark}>{differs && right !== undefined ? '+' : ''}</td>
      <td className={differs && right !== undefined ? classes.added : undefined}>{right?.text}</td>
    </tr>
  )
}

function nearDifferences(rows: readonly DifferenceRow[]): Shown[] {
  const near = new Uint8Array(rows.length)
  rows.forEach(({ kind }, at) => {
    if (kind !== 'same') near.fill(1, Math.max(0, at - context), at + context + 1)
  })
  const shown: Shown[] = []
  rows.forEach((row, at) => {
    if (near[at] === 1) shown.push(row)
    else if (shown.at(-1) !== 'gap') shown.push('gap')
  })
  return shown
}
