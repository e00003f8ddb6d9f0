import { Button, SegmentedControl } from '@mantine/core'
import { type ReactNode, useCallback, useId, useMemo, useState } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { useSystems } from '../../../client/systems.ts'
import { useNow } from '../../../ui/use-now.ts'
import type { TimeRange } from '../filter/url-state.ts'
import { Chart } from './chart.tsx'
import { CountsTable } from './counts-table.tsx'
import classes from './histogram.module.css'
import { ProgressNotes } from './progress-notes.tsx'
import { asBefore, holds, narrowed, type Stretch, timeRangeOf, wider } from './ranges.ts'
import { summaryOf } from './summary.ts'
import { useCounts } from './use-counts.ts'

/** How often the newest bar moves on; ms. */
const step = 10_000

/**
 * How many entries fit the filter over its range, by severity, of all systems or of each. A stretch of it, chosen by click,
 * drag or keys, is what `onRange` asks the page to show.
 */
export function EventHistogram(props: {
  filter: EventFilter
  /** Ids of those that are asked. */
  systems: readonly string[]
  /** Days and hours of UTC instead of the reader's. */
  utc: boolean
  onRange: (range: TimeRange) => void
}): ReactNode {
  const { filter, systems, utc, onRange } = props
  const heading = useId()
  const now = useNow(step)
  const known = useSystems()
  const [split, setSplit] = useState(false)
  const [before, setBefore] = useState<readonly Stretch[]>([])
  const counted = useCounts(filter, systems)
  const { from, until } = filter
  const shown = useMemo((): Stretch => {
    const stretch: Stretch = {}
    if (from !== undefined) stretch.from = from
    if (until !== undefined) stretch.until = until
    return stretch
  }, [from, until])
  const summary = useMemo(() => summaryOf(shown, counted, now, utc), [shown, counted, now, utc])
  const systemName = useCallback(
    (id: string) => known.find((system) => system.id === id)?.name ?? id,
    [known],
  )

  // The page's range may have been changed elsewhere.
  const last = before.findLast((stretch) => holds(stretch, shown))
  const out = last === undefined ? wider(shown, now) : asBefore(last, now)
  return (
    <section className={classes.box} aria-labelledby={heading}>
      <Chart
        summary={summary}
        utc={utc}
        split={split && counted.length > 1}
        systemName={systemName}
        old={counted.some(({ old }) => old)}
        onTake={(first, end) => {
          setBefore([...before.slice(-20), shown])
          onRange(timeRangeOf(narrowed(shown, { from: first, until: end }, now)))
        }}
        title={
          <h2 id={heading} className={classes.title}>
            Histogram
          </h2>
        }
        controls={
          <>
            {counted.length > 1 ? (
              <SegmentedControl
                size="xs"
                aria-label="Rows of the histogram"
                value={split ? 'each' : 'all'}
                onChange={(value) => setSplit(value === 'each')}
                data={[
                  { value: 'all', label: 'All systems' },
                  { value: 'each', label: 'Each system' },
                ]}
              />
            ) : null}
            <Button
              size="compact-sm"
              variant="default"
              disabled={out === undefined}
              onClick={() => {
                if (out === undefined) return
                setBefore(last === undefined ? [] : before.slice(0, before.lastIndexOf(last)))
                onRange(timeRangeOf(out))
              }}
            >
              Zoom out
            </Button>
          </>
        }
        footer={
          <>
            <ProgressNotes counted={counted} utc={utc} systemName={systemName} />
            <CountsTable summary={summary} utc={utc} systemName={systemName} />
          </>
        }
      />
    </section>
  )
}
