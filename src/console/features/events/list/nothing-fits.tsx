import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EventRange } from '../../../client/links.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { rangeWords } from '../filter/range-field.tsx'
import { rangeMs, type TimeRange, urlTime } from '../filter/url-state.ts'

/** Why the list is empty though all is read, and what to try. */
export function NothingFits(props: {
  range: TimeRange
  narrowed: boolean
  /** Some systems did not give all. */
  missing: boolean
  onRange(range: TimeRange): void
  onClear(): void
}): ReactNode {
  const { range, narrowed, missing, onRange, onClear } = props
  const larger = largerRange(range, Date.now())
  return (
    <EmptyState
      title={narrowed ? 'No entry fits' : 'No entries in this range'}
      text={
        missing
          ? 'Some systems did not give all of their log: see what is missing above.'
          : 'The whole range has been read.'
      }
    >
      <Group gap="xs" justify="center">
        {larger === undefined ? null : (
          <Button variant="default" onClick={() => onRange({ preset: larger })}>
            Look at {larger === 'all' ? 'all there is' : `the ${rangeWords[larger].toLowerCase()}`}
          </Button>
        )}
        {narrowed ? (
          <Button variant="default" onClick={onClear}>
            Show all of the range
          </Button>
        ) : null}
      </Group>
    </EmptyState>
  )
}

/** The next larger range that ends now and holds this one. */
export function largerRange(range: TimeRange, now: number): EventRange | undefined {
  if ('preset' in range && range.preset === 'all') return undefined
  const from = 'preset' in range ? undefined : urlTime(range.from)
  const length = 'preset' in range ? (range.preset === 'all' ? 0 : rangeMs[range.preset]) : undefined
  const needed = length ?? (from === undefined ? Number.POSITIVE_INFINITY : now - from)
  const presets = ['24h', '7d', '30d'] as const
  return presets.find((preset) => rangeMs[preset] > needed) ?? 'all'
}
