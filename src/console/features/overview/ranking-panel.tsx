import { Anchor, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import { type InventoryRow, keyOf } from '../../../contract/inventory.ts'
import { objectPath } from '../../client/links.ts'
import classes from './overview.module.css'
import type { Ranked } from './ranking.ts'

/** A short ranking with a bar behind each number. `whole` is the value of a full bar. */
export function RankingPanel<R extends InventoryRow>(props: {
  title: string
  ranked: readonly Ranked<R>[]
  whole: number
  format: (value: number) => string
  systemName: (system: string) => string
  empty: string
}): ReactNode {
  const { title, ranked, whole, format, systemName, empty } = props
  const heading = useId()
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <Title order={3} size="h6" id={heading} mb={6}>
        {title}
      </Title>
      {ranked.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ol className={classes.ranking}>
          {ranked.map(({ row, value }) => {
            const share = whole > 0 ? Math.min(1, value / whole) : 0
            return (
              <li key={keyOf(row)}>
                <span className={classes.rankName}>
                  <Anchor
                    component={Link}
                    to={objectPath(row)}
                    inherit
                    underline="hover"
                    truncate
                    title={row.name}
                  >
                    {row.name}
                  </Anchor>
                  <span className={classes.statLabel}>{systemName(row.system)}</span>
                </span>
                <span className={classes.rankValue}>{format(value)}</span>
                <svg
                  className={classes.rankBar}
                  viewBox="0 0 100 4"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect width={100} height={4} className={classes.track} />
                  <rect width={share * 100} height={4} className={barTone(whole === 1 ? value : 0)} />
                </svg>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}

function barTone(share: number): string | undefined {
  if (share >= 0.9) return classes.barFull
  return share >= 0.75 ? classes.barHigh : classes.bar
}
