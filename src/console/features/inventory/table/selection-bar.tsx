import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { keyOf } from '../../../../contract/inventory.ts'
import type { Tab, TabRow } from '../tabs.ts'
import { clearSelection, select } from './selection.ts'
import type { Selected } from './use-selected.ts'

interface SelectionBarProps {
  tab: Tab
  shown: readonly TabRow[]
  selected: Selected
  onExport(): void
}

/** How much is selected, of which how much the filter hides; what can be done with it. */
export function SelectionBar({ tab, shown, selected, onExport }: SelectionBarProps): ReactNode {
  const { keys, visible } = selected
  if (keys.size === 0) return null
  const hidden = keys.size - visible
  return (
    <Group gap={6} role="group" aria-label="Selection">
      <Text size="sm" fw={600} role="status">
        {keys.size.toLocaleString('en')} selected
        {hidden > 0 ? ` (${hidden.toLocaleString('en')} not shown)` : ''}
      </Text>
      {visible < shown.length ? (
        <Button size="compact-sm" variant="subtle" onClick={() => select(tab.kind, shown.map(keyOf), true)}>
          Select all {shown.length.toLocaleString('en')} shown
        </Button>
      ) : null}
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
    </Group>
  )
}
