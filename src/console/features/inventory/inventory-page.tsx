import { Tabs, Text } from '@mantine/core'
import { type ReactNode, useCallback, useSyncExternalStore } from 'react'
import { currentInventory, onInventoryChange } from '../../client/inventory.ts'
import { useSystems } from '../../client/systems.ts'
import { SystemsFreshness } from '../../ui/freshness.tsx'
import { InventoryIcon } from '../../ui/icons.tsx'
import { NotSignedIn } from '../../ui/not-signed-in.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './inventory-page.module.css'
import { InventoryTab } from './inventory-tab.tsx'
import { SearchBox } from './search/search-box.tsx'
import { useKnownValues } from './search/use-known-values.ts'
import { fieldsOf, type TabKind, tabs } from './tabs.ts'
import { TreePanel } from './tree/tree-panel.tsx'
import type { TreeView } from './url-state.ts'
import { type Lookups, useLookups, useNames } from './use-names.ts'
import { useExplained } from './use-search.ts'
import { useTree } from './use-tree.ts'
import { type SearchText, useSearchText, useUrlState } from './use-url-state.ts'

/** All objects of all signed-in systems: searched, narrowed by the tree, sorted, selected, exported. */
export function InventoryPage(): ReactNode {
  const systems = useSystems()
  const signedIn = systems.some(({ session }) => session.state !== 'signed-out')
  return (
    <div className={classes.page}>
      <PageHeader title="Inventory">
        <SystemsFreshness />
      </PageHeader>
      {signedIn ? (
        <SignedInInventory />
      ) : (
        <NotSignedIn
          icon={<InventoryIcon size={28} />}
          text="The inventory shows the objects of every system that you are signed in to."
        />
      )}
    </div>
  )
}

function SignedInInventory(): ReactNode {
  const { url, text, commitText, change, open } = useUrlState()
  const { tab, treeView, node } = url
  const names = useNames()
  const lookups = useLookups(names, tab.kind)
  const { model, counts, scope } = useTree(names, tab.kind, treeView, node)
  const showView = useCallback((view: TreeView) => change({ treeView: view }), [change])
  const choose = useCallback((key: string | undefined) => change({ node: key }), [change])

  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab.id}
      keepMounted={false}
      activateTabWithKeyboard={false}
      onChange={(id) => {
        const next = tabs.find((each) => each.id === id)
        // How a table is sorted belongs to the tab that is left.
        if (next && next.id !== tab.id) change({ tab: next, sort: undefined })
      }}
    >
      <SearchLine kind={tab.kind} text={text} lookups={lookups} onCommit={commitText} />
      <Tabs.List aria-label="Kinds of objects">
        {tabs.map(({ id, label, kind }) => (
          <Tabs.Tab key={id} value={id} className={classes.tab ?? ''}>
            {label} <RowCount kind={kind} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <div className={classes.columns}>
        <TreePanel
          model={model}
          counts={counts}
          view={treeView}
          chosen={node}
          onView={showView}
          onChoose={choose}
        />
        <div className={classes.main}>
          {tabs.map(({ id }) => (
            <Tabs.Panel key={id} value={id} className={classes.panel ?? ''}>
              {id !== tab.id ? null : (
                <InventoryTab
                  url={url}
                  text={text}
                  lookups={lookups}
                  scope={scope}
                  change={change}
                  open={open}
                />
              )}
            </Tabs.Panel>
          ))}
        </div>
      </div>
    </Tabs>
  )
}

function SearchLine(props: {
  kind: TabKind
  text: SearchText
  lookups: Lookups
  onCommit(): void
}): ReactNode {
  const { kind, text, lookups } = props
  const written = useSearchText(text)
  const { errors, explanation } = useExplained(written, kind, lookups.timed.now)
  const valuesOf = useKnownValues(kind, lookups.still)
  return (
    <SearchBox
      text={written}
      fields={fieldsOf(kind)}
      errors={errors}
      explanation={explanation}
      valuesOf={valuesOf}
      onChange={text.set}
      onCommit={props.onCommit}
    />
  )
}

/** How many objects of a kind there are. */
function RowCount({ kind }: { kind: TabKind }): ReactNode {
  const count = useSyncExternalStore(onInventoryChange, () => currentInventory().rows(kind).length)
  return (
    <Text span size="xs" c="dimmed">
      {count.toLocaleString('en')}
    </Text>
  )
}
