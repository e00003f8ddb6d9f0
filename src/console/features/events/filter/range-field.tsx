import { Select, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { EventRange } from '../../../client/links.ts'
import classes from './filter.module.css'
import { momentText, parseMoment } from './moment-text.ts'
import { type FieldProblems, rangeMs, type TimeRange, urlTime } from './url-state.ts'

export const rangeWords: Record<EventRange, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  all: 'All',
}

// The order of the words above.
const presets = Object.keys(rangeWords) as EventRange[]

const choices = [
  ...presets.map((value) => ({ value: value as string, label: rangeWords[value] })),
  { value: 'exact', label: 'Exact…' },
]

/** The stretch of time: one that ends now, or from one moment to another. */
export function RangeField(props: {
  range: TimeRange
  utc: boolean
  problems: FieldProblems
  onChange(range: TimeRange): void
}): ReactNode {
  const { range, utc, problems, onChange } = props
  const exact = 'preset' in range ? undefined : range
  return (
    <>
      <Select
        className={`${classes.range}`}
        size="xs"
        label="Time range"
        data={choices}
        value={'preset' in range ? range.preset : 'exact'}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        onChange={(value) => {
          const preset = presets.find((each) => each === value)
          if (preset !== undefined) onChange({ preset })
          else if (exact === undefined) onChange(exactOf(range, Date.now()))
        }}
      />
      {exact === undefined ? null : (
        <>
          <MomentField
            label="From"
            placeholder="the beginning"
            written={exact.from}
            utc={utc}
            error={problems.from}
            onWrite={(from) => onChange(exactOrAll({ ...exact, from }))}
          />
          <MomentField
            label="To"
            placeholder="now, and on"
            written={exact.to}
            utc={utc}
            error={problems.to}
            onWrite={(to) => onChange(exactOrAll({ ...exact, to }))}
          />
        </>
      )}
    </>
  )
}

/** The same stretch with its beginning as a moment; it still goes on to now. */
export function exactOf(range: TimeRange, now: number): TimeRange {
  if (!('preset' in range)) return range
  const length = rangeMs[range.preset === 'all' ? '30d' : range.preset]
  const from = Math.floor((now - length) / 60_000) * 60_000
  return { from: new Date(from).toISOString(), to: '' }
}

function exactOrAll(range: { from: string; to: string }): TimeRange {
  return range.from === '' && range.to === '' ? { preset: 'all' } : range
}

/** Shows a moment in the zone of the page; what is typed counts when the field is left or Enter is pressed. */
function MomentField(props: {
  label: string
  placeholder: string
  /** ISO 8601, or what nobody understands. */
  written: string
  utc: boolean
  error: string | undefined
  onWrite(text: string): void
}): ReactNode {
  const { written, utc, onWrite } = props
  const at = urlTime(written)
  const shown = at === undefined ? written : momentText(at, utc)
  const [draft, setDraft] = useState<{ of: string; text: string }>()
  const text = draft !== undefined && draft.of === shown ? draft.text : shown
  const commit = () => {
    setDraft(undefined)
    if (text === shown) return
    const moment = parseMoment(text, { utc, now: Date.now() })
    onWrite(moment === undefined ? text.trim() : new Date(moment).toISOString())
  }
  return (
    <TextInput
      className={`${classes.exact}`}
      size="xs"
      label={props.label}
      placeholder={props.placeholder}
      value={text}
      error={props.error}
      onChange={({ currentTarget }) => setDraft({ of: shown, text: currentTarget.value })}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit()
      }}
    />
  )
}
