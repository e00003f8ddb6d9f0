import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { ticksOf } from './axis.ts'
import { sumOf } from './bars.ts'
import { type Brush, brushKey, chosenOf, placeAt } from './brush.ts'
import classes from './histogram.module.css'
import { gutter, Plot } from './plot.tsx'
import { SeverityLegend, SeverityPatterns } from './severity-patterns.tsx'
import { type Summary, uncountedOf } from './summary.ts'
import { barsText, shortText } from './words.ts'

const whole = 62
const each = 42
const axisHeight = 16

/**
 * The bars, with a cursor over them: a pointer chooses by click or drag, keys by arrows, with Shift several, Enter takes
 * them, Escape drops them. `onTake` gets `[from, until)` in epoch ms.
 */
export function Chart(props: {
  summary: Summary
  utc: boolean
  /** A row for each system instead of one for all. */
  split: boolean
  systemName: (id: string) => string
  /** Numbers of another filter, until the right ones come. */
  old: boolean
  /** Before and after the text above the bars, and after the legend below them. */
  title: ReactNode
  controls: ReactNode
  footer: ReactNode
  onTake: (from: number, until: number) => void
}): ReactNode {
  const { summary, utc, split, systemName, old, title, controls, footer, onTake } = props
  const { all, bySystem, edges } = summary
  const id = useId()
  const hint = useId()
  const { ref, width: measured } = useElementSize()
  const box = useRef<HTMLDivElement>(null)
  const [brush, setBrush] = useState<Brush>()
  const [hover, setHover] = useState<number>()
  const dragging = useRef(false)
  // A choice of bars means nothing among others.
  const [among, setAmong] = useState(edges)
  if (among[0] !== edges[0] || among[1] !== edges[1]) {
    setAmong(edges)
    setBrush(undefined)
    setHover(undefined)
  }

  const bars = all.length
  const width = Math.max(280, measured)
  const pixels = (width - gutter - 4) / bars
  const rows = split
    ? bySystem.map((row) => ({ name: systemName(row.system), ...row }))
    : [{ system: '', name: '', bars: all, uncountedBefore: uncountedOf(bySystem) }]
  const rowHeight = split ? each : whole
  const height = rows.length * rowHeight
  const ticks = useMemo(() => ticksOf(edges, summary.width, pixels, utc), [edges, summary.width, pixels, utc])
  const chosen = brush === undefined ? undefined : chosenOf(brush)
  const cursor = Math.min(bars - 1, brush?.cursor ?? bars - 1)
  const lit = chosen === undefined ? (hover === undefined ? [] : all.slice(hover, hover + 1)) : chosenBars()

  function chosenBars(of = chosen) {
    return of === undefined ? [] : all.slice(of.first, of.last + 1)
  }

  function take(of: Brush): void {
    const [first, last] = [chosenBars(chosenOf(of))[0], chosenBars(chosenOf(of)).at(-1)]
    setBrush(undefined)
    setHover(undefined)
    if (first !== undefined && last !== undefined) onTake(first.at, last.until)
  }

  const placeOf = (event: PointerEvent) => {
    const left = (box.current?.getBoundingClientRect().left ?? 0) + gutter
    return placeAt(event.clientX - left, pixels, bars)
  }

  return (
    <div className={classes.chart} data-old={old || undefined}>
      <div className={classes.head}>
        {title}
        <span className={classes.readout}>{shortText(lit.length > 0 ? lit : all, utc)}</span>
        {controls}
      </div>
      {/* A slider over the bars: its text is read out wherever it goes. */}
      <div
        ref={box}
        className={classes.plots}
        role="slider"
        tabIndex={0}
        aria-label="Bars over time"
        aria-describedby={hint}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={bars - 1}
        aria-valuenow={cursor}
        aria-valuetext={barsText(chosen === undefined ? all.slice(cursor, cursor + 1) : chosenBars(), utc)}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return
          const next = brushKey(brush, { key: event.key, shift: event.shiftKey }, bars)
          if (next === undefined) return
          event.preventDefault()
          event.stopPropagation()
          if (next === 'take') {
            if (brush !== undefined) take(brush)
          } else setBrush(next === 'drop' ? undefined : next)
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          dragging.current = true
          setBrush({ cursor: placeOf(event) })
        }}
        onPointerMove={(event) => {
          const place = placeOf(event)
          setHover(place)
          if (!dragging.current) return
          setBrush((now) => ({ cursor: place, anchor: now?.anchor ?? now?.cursor ?? place }))
        }}
        onPointerUp={(event) => {
          if (!dragging.current) return
          dragging.current = false
          take({ cursor: placeOf(event), anchor: brush?.anchor ?? brush?.cursor ?? placeOf(event) })
        }}
        onPointerCancel={() => {
          dragging.current = false
          setBrush(undefined)
        }}
        onPointerLeave={() => setHover(undefined)}
      >
        <div ref={ref}>
          <svg width={width} height={height + axisHeight} aria-hidden="true" focusable="false">
            <SeverityPatterns id={id} />
            {hover === undefined ? null : (
              <rect
                x={gutter + hover * pixels}
                y={0}
                width={pixels}
                height={height}
                className={classes.hover}
              />
            )}
            {rows.map((row, place) => (
              <g key={row.system}>
                <Plot
                  id={id}
                  bars={row.bars}
                  pixels={pixels}
                  height={rowHeight}
                  y={place * rowHeight}
                  uncountedBefore={row.uncountedBefore}
                />
                {row.name === '' ? null : (
                  <text x={gutter + 4} y={place * rowHeight + 16} className={classes.rowName}>
                    {row.name}
                  </text>
                )}
              </g>
            ))}
            {chosen === undefined ? null : (
              <rect
                x={gutter + chosen.first * pixels}
                y={0.5}
                width={(chosen.last - chosen.first + 1) * pixels}
                height={height}
                className={classes.chosen}
              />
            )}
            {ticks.map(({ place, text }) => (
              <g key={place}>
                <line
                  x1={gutter + place * pixels}
                  x2={gutter + place * pixels}
                  y1={height}
                  y2={height + 4}
                  className={classes.axis}
                />
                <text
                  x={gutter + place * pixels}
                  y={height + 14}
                  textAnchor={place === 0 ? 'start' : 'middle'}
                  className={classes.tick}
                >
                  {text}
                </text>
              </g>
            ))}
          </svg>
        </div>
      </div>
      <p id={hint} className={classes.hint}>
        Arrow keys move over the bars, Shift with them chooses several, Enter narrows to them, Escape drops
        the choice.
      </p>
      <div className={classes.foot}>
        <SeverityLegend id={id} counts={sumOf(lit.length > 0 ? lit : all)} />
        {footer}
      </div>
    </div>
  )
}
