import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SearchNode } from '../../../contract/search/ast.ts'
import { explain } from '../../../contract/search/explain.ts'
import { useSystems } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { nameOfKind } from './scope-line.tsx'
import { fieldsOf, type Tab } from './tabs.ts'
import type { Scope } from './tree/tree-scope.ts'

interface NoRowsProps {
  tab: Tab
  /** Whether there are rows that the filters hide. */
  any: boolean
  scope: Scope | undefined
  /** The search; absent when it leaves nothing out. */
  ast: SearchNode | undefined
  /** Epoch milliseconds. */
  now: number
  onClearSearch(): void
  onClearTree(): void
}

/** Why the table is empty, and what would fill it. */
export function NoRows({ tab, any, scope, ast, now, onClearSearch, onClearTree }: NoRowsProps): ReactNode {
  const explanation = ast && explain(ast, fieldsOf(tab.kind), now)
  const loading = useSystems().filter(
    ({ session, sync }) =>
      session.state === 'signed-in' && (sync.phase === 'loading' || sync.phase === 'idle'),
  )
  if (!any) {
    return loading.length > 0 ? (
      <EmptyState
        title="Reading the inventory …"
        text={`${loading.map(({ name }) => name).join(', ')}: ${loading
          .reduce((sum, { sync }) => sum + sync.objects, 0)
          .toLocaleString('en')} objects so far.`}
      />
    ) : (
      <EmptyState title={`No ${tab.one}`} text="The systems that you are signed in to report none." />
    )
  }
  const place =
    scope === undefined
      ? undefined
      : scope.state === 'missing'
        ? 'The chosen place in the tree is not there: it was removed, or its system is signed out or not read yet.'
        : `The tree narrows the table to the ${nameOfKind(scope.node.kind)} ${scope.node.name}.`
  return (
    <EmptyState
      title={`No ${tab.one} matches`}
      text={
        <>
          {explanation === undefined ? null : <span>The search: {explanation}</span>} {place}
        </>
      }
    >
      <Group gap="xs" mt="xs">
        {explanation === undefined ? null : (
          <Button size="xs" variant="default" onClick={onClearSearch}>
            Clear the search
          </Button>
        )}
        {place === undefined ? null : (
          <Button size="xs" variant="default" onClick={onClearTree}>
            Show all places
          </Button>
        )}
      </Group>
    </EmptyState>
  )
}
