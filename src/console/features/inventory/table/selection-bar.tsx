import { Button, Group, Text } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { ActionsButton } from '../../../actions/action-buttons.tsx'
import type { Target } from '../../../actions/request.ts'
import type { Tab, TabRow } from '../tabs.ts'
import { clearSelection, select } from './selection.ts'
import type { Answer } from './table-view.ts'

interface SelectionBarProps {
  tab: Tab
  answer: Answer<TabRow>
  onExport(): void
  /** What is selected, where something can be done to it. */
  targets: (() => readonly Target[]) | undefined
}

/** How much is selected, of which how much the filter hides; what can be done with it. */
export function SelectionBar({ tab, answer, onExport, targets }: SelectionBarProps): ReactNode {
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
      <SelectionActions tab={tab} onExport={onExport} targets={targets} />
    </Group>
  )
}

const SelectionActions = memo(function SelectionActions(
  props: Pick<SelectionBarProps, 'tab' | 'onExport' | 'targets'>,
): ReactNode {
  const { tab, onExport, targets } = props
  return (
    <>
      {targets === undefined ? null : <ActionsButton targets={targets} size="compact-sm" />}
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
