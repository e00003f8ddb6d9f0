import { Button, Tabs, Text } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { keyOf } from '../../../contract/inventory.ts'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import { useInventory } from '../../client/inventory.ts'
import { useSystems, useSystemsKnown } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SystemsFreshness } from '../../ui/freshness.tsx'
import { InventoryIcon } from '../../ui/icons.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { placeColumns, useColumnLayout } from './columns/column-layout.ts'
import { ColumnMenu } from './columns/column-menu.tsx'
import { columnsOf } from './columns/columns-of.ts'
import { rowsAsCsv, saveFile } from './export-csv.ts'
import { DownloadIcon } from './icons.tsx'
import classes from './inventory-page.module.css'
import { NoRows } from './no-rows.tsx'
import { ScopeLine } from './scope-line.tsx'
import { SearchBox } from './search/search-box.tsx'
import { useKnownValues } from './search/use-known-values.ts'
import { InventoryTable, type TablePlace } from './table/inventory-table.tsx'
import { SelectionBar } from './table/selection-bar.tsx'
import { PassingRows, SortedRows } from './table/sorted-rows.ts'
import { useSelected } from './table/use-selected.ts'
import { fieldsOf, type TabKind, type TabRow, tabs } from './tabs.ts'
import { TreePanel } from './tree/tree-panel.tsx'
import { type SortOrder, writeUrl } from './url-state.ts'
import { useLookups, useNames } from './use-names.ts'
import { useSearch } from './use-search.ts'
import { useTree } from './use-tree.ts'
import { useUrlState } from './use-url-state.ts'
import { SavedViewsMenu } from './views/saved-views-menu.tsx'

const byName: SortOrder = { column: 'name', descending: false }

/** Where the table was left, by entry of the history, for the way back. */
const places = new Map<string, TablePlace>()

/** All objects of all signed-in systems: searched, narrowed by the tree, sorted, selected, exported. */
export function InventoryPage(): ReactNode {
  const systems = useSystems()
  const known = useSystemsKnown()
  const signedIn = systems.some(({ session }) => session.state !== 'signed-out')
  return (
    <div className={classes.page}>
      <PageHeader title="Inventory">
        <SystemsFreshness />
      </PageHeader>
      {signedIn ? (
        <SignedInInventory />
      ) : known ? (
        <EmptyState
          icon={<InventoryIcon size={28} />}
          title="Not signed in to any system"
          text="The inventory shows the objects of every system that you are signed in to."
        >
          <Button component={Link} to="/systems" mt="xs">
            Sign in on the Systems page
          </Button>
        </EmptyState>
      ) : (
        <EmptyState title="Asking the server for its systems …" />
      )}
    </div>
  )
}

function SignedInInventory(): ReactNode {
  const inventory = useInventory()
  const { url, text, setText, commitText, change, open } = useUrlState()
  const { tab, treeView, node } = url
  const { kind } = tab
  const names = useNames(inventory)
  const { timed, still } = useLookups(inventory, names, kind)
  const { model, counts, scope } = useTree(inventory, names, kind, treeView, node)
  const search = useSearch(text, kind, timed)
  const rows: readonly TabRow[] = inventory.rows(kind)
  const layout = useColumnLayout(kind)
  const placed = useMemo(() => placeColumns(columnsOf(kind), layout), [kind, layout])
  const sort = url.sort ?? byName
  const sorted = useSortedRows(rows, kind, sort, still)
  const { test, filters } = search
  const passes = useMemo(() => {
    if (!scope) return filters ? test : undefined
    if (scope.state === 'missing') return () => false
    return (row: TabRow) => scope.holds(row) && test(row)
  }, [scope, test, filters])
  const [passing] = useState(() => new PassingRows<TabRow>())
  const shown = useMemo(() => passing.of(sorted, passes), [passing, sorted, passes])
  const selected = useSelected(kind, rows, names.rowOf, passes)
  const valuesOf = useKnownValues(rows, still)
  const [initial, place] = usePlace()
  const address = writeUrl({ ...url, query: text }).toString()

  const exportRows = (which: readonly TabRow[], what: string) =>
    saveFile(rowsAsCsv(which, placed, timed), `gantry-${tab.id}${what}.csv`)

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
      <SearchBox
        text={text}
        fields={fieldsOf(kind)}
        errors={search.errors}
        explanation={search.explanation}
        valuesOf={valuesOf}
        onChange={setText}
        onCommit={commitText}
      />
      <Tabs.List aria-label="Kinds of objects">
        {tabs.map(({ id, label, kind: of }) => (
          <Tabs.Tab key={id} value={id} className={classes.tab ?? ''}>
            {label}{' '}
            <Text span size="xs" c="dimmed">
              {inventory.rows(of).length.toLocaleString('en')}
            </Text>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <div className={classes.columns}>
        <TreePanel
          model={model}
          counts={counts}
          view={treeView}
          chosen={node}
          onView={(view) => change({ treeView: view })}
          onChoose={(key) => change({ node: key })}
        />
        <div className={classes.main}>
          {tabs.map(({ id }) => (
            <Tabs.Panel key={id} value={id} className={classes.panel ?? ''}>
              {id !== tab.id ? null : (
                <>
                  <div className={classes.bar}>
                    <Text size="sm" component="span">
                      {shown.length === rows.length
                        ? `${rows.length.toLocaleString('en')} in all`
                        : `${shown.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')}`}
                    </Text>
                    <ScopeLine scope={scope} tab={tab} onClear={() => change({ node: undefined })} />
                    <span className={classes.spacer} />
                    <SavedViewsMenu search={address} onOpen={open} />
                    <ColumnMenu tab={tab} placed={placed} layout={layout} />
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<DownloadIcon size={14} />}
                      onClick={() => exportRows(shown, '')}
                    >
                      Export CSV
                    </Button>
                  </div>
                  <InventoryTable
                    key={tab.id}
                    tab={tab}
                    rows={shown}
                    placed={placed}
                    layout={layout}
                    lookup={still}
                    sort={sort}
                    selected={selected}
                    initial={initial}
                    place={place}
                    view={[search.applied, sort.column, sort.descending, node, treeView].join(' ')}
                    onSort={(column) =>
                      change(
                        { sort: { column, descending: sort.column === column && !sort.descending } },
                        { replace: true },
                      )
                    }
                    empty={
                      <NoRows
                        tab={tab}
                        any={rows.length > 0}
                        scope={scope}
                        explanation={search.filters ? search.appliedExplanation : undefined}
                        onClearSearch={() => setText('')}
                        onClearTree={() => change({ node: undefined })}
                      />
                    }
                  />
                  <SelectionBar
                    tab={tab}
                    shown={shown}
                    selected={selected}
                    onExport={() =>
                      exportRows(
                        sorted.filter((row) => selected.keys.has(keyOf(row))),
                        '-selection',
                      )
                    }
                  />
                </>
              )}
            </Tabs.Panel>
          ))}
        </div>
      </div>
    </Tabs>
  )
}

/** The rows in the order of a column; what changes upstream is put in its place without sorting the rest. */
function useSortedRows(
  rows: readonly TabRow[],
  kind: TabKind,
  sort: SortOrder,
  lookup: SearchLookup,
): readonly TabRow[] {
  const [sorted] = useState(() => new SortedRows<TabRow>())
  const by = useMemo(() => {
    const [name] = columnsOf(kind)
    const column = columnsOf(kind).find(({ id }) => id === sort.column) ?? name
    return { value: (row: TabRow) => column?.sort(row, lookup), descending: sort.descending }
  }, [kind, sort.column, sort.descending, lookup])
  return useMemo(() => sorted.of(rows, by), [sorted, rows, by])
}

/** Where the table was left at this entry of the history, and where the table notes its place. */
function usePlace(): [TablePlace | undefined, RefObject<TablePlace>] {
  const { key } = useLocation()
  const place = useRef<TablePlace>({ offset: 0, key: undefined })
  useEffect(
    () => () => {
      places.set(key, place.current)
    },
    [key],
  )
  return [places.get(key), place]
}
