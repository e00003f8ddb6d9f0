import { Drawer, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { useFocusBack } from '../../../ui/use-focus-back.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleItem } from './rule-item.tsx'
import { dropRule, seeMatches, useWatched } from './rule-store.ts'
import classes from './rules.module.css'
import { useFilterNames } from './use-filter-names.ts'
import type { WatchRule } from './watch-rule.ts'

/** The rules of this browser and what they told. Whoever opens it has seen what is new. */
export function RulesDrawer(props: { filter?: EventFilter; onClose: () => void }): ReactNode {
  const { filter, onClose } = props
  const { rules, records } = useWatched()
  useFocusBack()
  const namesOf = useFilterNames()
  const [changed, setChanged] = useState<WatchRule>()
  // What was new when it was opened stays marked.
  const [fresh] = useState(() => new Map(rules.map(({ id }) => [id, records[id]?.unseen ?? 0])))
  useEffect(() => () => seeMatches(), [])
  const intro = useRef<HTMLParagraphElement>(null)
  const { key } = useLocation()
  const shown = useRef(key)
  useEffect(() => {
    // Who followed a link wants to see where it leads.
    if (shown.current !== key) onClose()
    shown.current = key
  }, [key, onClose])
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title="Watch rules"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed" ref={intro} tabIndex={-1} style={{ outline: 'none' }}>
          Kept by this browser. They watch while a page of Gantry is open, in the systems that you are signed
          in to.
        </Text>
        {rules.length === 0 ? (
          <Text size="sm">There are none. On the page Events, set a filter, then choose “Tell me when”.</Text>
        ) : (
          <ul className={classes.rules} aria-label="Rules">
            {rules.map((rule) => (
              <RuleItem
                key={rule.id}
                rule={rule}
                record={records[rule.id]}
                fresh={Math.max(fresh.get(rule.id) ?? 0, records[rule.id]?.unseen ?? 0)}
                names={namesOf(rule.names)}
                onEdit={() => setChanged(rule)}
                onDelete={() => {
                  dropRule(rule.id)
                  // What had the focus is gone.
                  intro.current?.focus()
                }}
              />
            ))}
          </ul>
        )}
      </Stack>
      {changed === undefined ? null : (
        <RuleDialog
          rule={changed}
          {...(filter === undefined ? {} : { filter })}
          onClose={() => setChanged(undefined)}
        />
      )}
    </Drawer>
  )
}
