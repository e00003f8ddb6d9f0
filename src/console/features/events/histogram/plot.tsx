import { memo, type ReactNode } from 'react'
import { type Bar, heightsOf, severities, topOf, totalOf } from './bars.ts'
import classes from './histogram.module.css'
import { fillOf } from './severity-patterns.tsx'

/** Room for the figure of the axis, left of the bars. */
export const gutter = 44
const headroom = 6

/** One row of bars, `pixels` each; drawn alone, its numbers are told by the table and the slider around it. */
export const Plot = memo(function Plot(props: {
  /** Of the page's patterns. */
  id: string
  bars: readonly Bar[]
  pixels: number
  height: number
  y: number
  uncountedBefore: number | undefined
}): ReactNode {
  const { id, bars, pixels, height, y, uncountedBefore } = props
  const top = topOf(bars.reduce((highest, bar) => Math.max(highest, totalOf(bar)), 0))
  const uncounted =
    uncountedBefore === undefined ? 0 : bars.filter(({ at }) => at < uncountedBefore).length * pixels
  const gap = pixels >= 4 ? 1 : pixels >= 2 ? 0.5 : 0
  const room = height - headroom
  const base = y + height
  return (
    <g>
      {uncounted === 0 ? null : (
        <rect x={gutter} y={y + headroom} width={uncounted} height={room} fill={`url(#${id}-uncounted)`} />
      )}
      <line
        x1={gutter}
        x2={gutter + bars.length * pixels}
        y1={y + headroom}
        y2={y + headroom}
        className={classes.grid}
      />
      <text x={gutter - 6} y={y + headroom + 4} textAnchor="end" className={classes.tick}>
        {top.toLocaleString('en', { notation: top >= 10_000 ? 'compact' : 'standard' })}
      </text>
      {bars.map((bar, place) => {
        const heights = heightsOf(bar, top, room)
        let bottom = base
        return severities.map((severity) => {
          const part = heights.get(severity)
          if (part === undefined) return null
          bottom -= part
          return (
            <rect
              key={`${bar.at} ${severity}`}
              x={gutter + place * pixels + gap / 2}
              y={bottom}
              width={Math.max(0.5, pixels - gap)}
              height={part}
              {...fillOf(id, severity)}
            />
          )
        })
      })}
      <line
        x1={gutter}
        x2={gutter + bars.length * pixels}
        y1={base + 0.5}
        y2={base + 0.5}
        className={classes.axis}
      />
    </g>
  )
})
