import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { type FilterNames, filterWords } from './filter-words.ts'
import classes from './rules.module.css'

/** A filter in words. */
export function FilterText({ filter, names }: { filter: EventFilter; names: FilterNames }): ReactNode {
  const lines = filterWords(filter, names)
  if (lines.length === 0)
    return <Text size="sm">Everything: every new event of every system that you are signed in to.</Text>
  return (
    <dl className={classes.filter}>
      {lines.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
