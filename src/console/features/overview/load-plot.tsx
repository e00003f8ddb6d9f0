import type { ReactNode } from 'react'
import classes from './overview.module.css'

const height = 56

/** How many stand in each tenth from 0 to 100 %. `title` and the counts are the plot's text. */
export function LoadPlot(props: { title: string; tenths: readonly number[]; unknown: number }): ReactNode {
  const { title, tenths, unknown } = props
  const highest = Math.max(1, ...tenths)
  const told = tenths
    .map((count, tenth) => ({ count, tenth }))
    .filter(({ count }) => count > 0)
    .map(({ count, tenth }) => `${count} at ${tenth * 10} to ${tenth * 10 + 10} %`)
  if (unknown > 0) told.push(`${unknown} unknown`)
  return (
    <figure className={classes.plot}>
      <figcaption className={classes.statLabel}>{title}</figcaption>
      <svg
        viewBox={`0 0 200 ${height + 14}`}
        role="img"
        aria-label={`${title}: ${told.length === 0 ? 'none' : told.join(', ')}`}
      >
        {tenths.map((count, tenth) => {
          const bar = (count / highest) * (height - 12)
          const tone = tenth >= 9 ? classes.barFull : tenth >= 7 ? classes.barHigh : classes.bar
          return (
            // A tenth is its place on the axis.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order or length
            <g key={tenth}>
              <rect x={tenth * 20 + 1.5} y={height - bar} width={17} height={bar} rx={1.5} className={tone} />
              {count > 0 ? (
                <text x={tenth * 20 + 10} y={height - bar - 3} className={classes.tick} textAnchor="middle">
                  {count}
                </text>
              ) : null}
            </g>
          )
        })}
        <line x1={0} x2={200} y1={height + 0.5} y2={height + 0.5} className={classes.axis} />
        <text x={0} y={height + 12} className={classes.tick}>
          0 %
        </text>
        <text x={100} y={height + 12} className={classes.tick} textAnchor="middle">
          50 %
        </text>
        <text x={200} y={height + 12} className={classes.tick} textAnchor="end">
          100 %
        </text>
      </svg>
    </figure>
  )
}
