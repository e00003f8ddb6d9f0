import { Button, Group, Text } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { Tab, TabRow } from '../tabs.ts'
import { clearSelection, select } from './selection.ts'
import type { Answer } from './table-view.ts'

interface SelectionBarProps {
  tab: Tab
  answer: Answer<TabRow>
  onExport(): void
}

/** How much is selected, of which how much the filter hides; what can be done with it. */
export function SelectionBar({ tab, answer, onExport }: SelectionBarProps): ReactNode {
  const { rows, selected } = answer
  const { total, shown } = selected
  if (total === 0) return null
  const hidden = total - shown
  return (
    <Group gap={6} role="group" aria-label="Selection">
      <Text size="sm" fw={600} role="status">
        {total.toLocaleString('en')} selected
        {hidden > 0 ? ` (${hidden.toLocaleString('en')} not shown)` : ''}
      </Text>
      {shown < rows.length ? (
        <Button size="compact-sm" variant="subtle" onClick={() => select(tab.kind, rows, true)}>
          Select all {rows.length.toLocaleString('en')} shown
        </Button>
      ) : null}
      <SelectionActions tab={tab} onExport={onExport} />
    </Group>
  )
}

const SelectionActions = memo(function SelectionActions(props: { tab: Tab; onExport(): void }): ReactNode {
  const { tab, onExport } = props
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={onExport}>
        Save selection as CSV
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label="Clear selection"
        onClick={() => clearSelection(tab.kind)}
      >
        Clear
      </Button>
    </>
  )
})
