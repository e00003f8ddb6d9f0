import { ActionIcon, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { CloseIcon } from '../../ui/icons.tsx'
import type { Tab } from './tabs.ts'
import type { Scope } from './tree/tree-scope.ts'

const kindNames = {
  system: 'system',
  datacenter: 'data center',
  folder: 'folder',
  cluster: 'cluster',
  host: 'host',
  pool: 'resource pool',
} as const

/** What the chosen node of the tree narrows the table to, and the way out of it. */
export function ScopeLine(props: { scope: Scope | undefined; tab: Tab; onClear(): void }): ReactNode {
  const { scope, tab } = props
  if (!scope) return null
  return (
    <Group gap={4} wrap="nowrap" style={{ minWidth: 0, flex: '1 1 8rem' }}>
      <Text size="sm" component="span" truncate>
        {scope.state === 'missing' ? (
          'in a place that is gone'
        ) : (
          <>
            in <strong title={nameOfKind(scope.node.kind)}>{scope.node.name}</strong>
            {scope.widened ? ` (the chosen place does not tell its ${tab.table.toLowerCase()} apart)` : ''}
          </>
        )}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Show all places"
        onClick={props.onClear}
      >
        <CloseIcon size={14} />
      </ActionIcon>
    </Group>
  )
}

export function nameOfKind(kind: string): string {
  // Nodes of the tree are of these kinds; any other would show its own word.
  return kind in kindNames ? kindNames[kind as keyof typeof kindNames] : kind
}
