import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'

const RuleDialog = lazy(async () => ({ default: (await import('./rule-dialog.tsx')).RuleDialog }))
const RulesDrawer = lazy(async () => ({ default: (await import('./rules-drawer.tsx')).RulesDrawer }))

/** Makes a rule of the page's filter, and lists the rules. */
export function WatchRulesButton({ filter }: { filter: EventFilter }): ReactNode {
  const [opened, setOpened] = useState<'rule' | 'list'>()
  const onClose = () => setOpened(undefined)
  return (
    <>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setOpened('rule')}>
        Tell me when
      </Button>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setOpened('list')}>
        Watch rules
      </Button>
      <Suspense fallback={null}>
        {opened === 'rule' ? <RuleDialog filter={filter} onClose={onClose} /> : null}
        {opened === 'list' ? <RulesDrawer filter={filter} onClose={onClose} /> : null}
      </Suspense>
    </>
  )
}
