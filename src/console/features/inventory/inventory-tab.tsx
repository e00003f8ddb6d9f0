import { Button, Text } from '@mantine/core'
import { memo, type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { useLocation } from 'react-router'
import type { Target } from '../../actions/request.ts'
import { placeColumns, useColumnLayout } from './columns/column-layout.ts'
import { ColumnMenu } from './columns/column-menu.tsx'
import { columnsOf } from './columns/columns-of.ts'
import { DownloadIcon } from './icons.tsx'
import classes from './inventory-page.module.css'
import { NoRows } from './no-rows.tsx'
import { ScopeLine } from './scope-line.tsx'
import { InventoryTable, type TablePlace } from './table/inventory-table.tsx'
import { useSelection } from './table/selection.ts'
import { SelectionBar } from './table/selection-bar.tsx'
import type { Question } from './table/table-view.ts'
import { type TestOrigin, useTableView } from './table/use-table-view.ts'
import type { TabRow } from './tabs.ts'
import type { Scope } from './tree/tree-scope.ts'
import { type SortOrder, type UrlState, writeUrl } from './url-state.ts'
import { useExport } from './use-export.ts'
import type { Lookups } from './use-names.ts'
import { useSearch } from './use-search.ts'
import { type SearchText, useSearchText, type useUrlState } from './use-url-state.ts'
import { SavedViewsMenu } from './views/saved-views-menu.tsx'

const byName: SortOrder = { column: 'name', descending: false }

/** Where the table was left, by entry of the history, for the way back. */
const places = new Map<string, TablePlace>()

type PageState = ReturnType<typeof useUrlState>

interface InventoryTabProps {
  url: UrlState
  text: SearchText
  lookups: Lookups
  scope: Scope | undefined
  change: PageState['change']
  open: PageState['open']
}

/** The table of a tab with what stands above and below it. */
export const InventoryTab = memo(function InventoryTab(props: InventoryTabProps): ReactNode {
  const { url, text, lookups, scope, change, open } = props
  const { tab } = url
  const { kind } = tab
  const { still, timed } = lookups
  const layout = useColumnLayout(kind)
  const placed = useMemo(() => placeColumns(columnsOf(kind), layout), [kind, layout])
  const { column, descending } = url.sort ?? byName
  const sort = useMemo(() => ({ column, descending }), [column, descending])
  const search = useSearch(useSearchText(text), kind, timed)
  const selection = useSelection(kind)

  const by = useMemo(() => {
    const sorted = columnsOf(kind).find(({ id }) => id === sort.column)
    if (!sorted || sorted.id === 'name') return { descending: sort.descending }
    return { value: (row: TabRow) => sorted.sort(row, still), descending: sort.descending }
  }, [kind, sort, still])
  const { fields, ast, test, filters } = search
  const passes = useMemo(() => {
    if (!scope) return filters ? test : undefined
    if (scope.state === 'missing') return () => false
    if (!filters) return scope.holds
    return (row: TabRow) => scope.holds(row) && test(row)
  }, [scope, test, filters])
  const name = [search.text, sort.column, sort.descending, url.node, url.treeView].join(' ')
  const question = useMemo(
    (): Question<TabRow, TestOrigin> => ({
      by,
      test: passes,
      origin: { ast, fields, lookup: timed, scope },
      name,
    }),
    [by, passes, ast, fields, timed, scope, name],
  )
  const { view, answer } = useTableView(kind, question, selection)
  const { rows, total } = answer
  const [initial, place] = usePlace()
  const exported = useExport(tab, placed, timed)

  const onSort = useCallback(
    (id: string) =>
      change({ sort: { column: id, descending: sort.column === id && !sort.descending } }, { replace: true }),
    [change, sort],
  )
  const onExportSelected = useCallback(
    () => exported.start(view.sorted.filter(selection.has), '-selection'),
    [exported.start, view, selection],
  )
  const onExportShown = useCallback(() => exported.start(view.answer().rows, ''), [exported.start, view])
  const targets = useCallback(
    () => view.sorted.filter(selection.has).flatMap((row) => targetOf(row) ?? []),
    [view, selection],
  )
  return (
    <>
      <div className={classes.bar}>
        <Text size="sm" component="span">
          {rows.length === total
            ? `${total.toLocaleString('en')} in all`
            : `${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')}`}
        </Text>
        <ScopeLine scope={scope} tab={tab} onClear={() => change({ node: undefined })} />
        <span className={classes.spacer} />
        <Views search={writeUrl(url).toString()} onOpen={open} />
        <Columns tab={tab} placed={placed} layout={layout} />
        <ExportButton progress={exported.progress} onClick={onExportShown} />
      </div>
      <InventoryTable
        tab={tab}
        answer={answer}
        busy={answer.busy || answer.name !== name}
        placed={placed}
        layout={layout}
        lookup={still}
        sort={sort}
        selection={selection}
        initial={initial}
        place={place}
        onSort={onSort}
        empty={
          rows.length > 0 ? undefined : (
            <NoRows
              tab={tab}
              any={total > 0}
              scope={scope}
              ast={filters ? ast : undefined}
              now={timed.now}
              onClearSearch={() => text.set('')}
              onClearTree={() => change({ node: undefined })}
            />
          )
        }
      />
      <SelectionBar
        tab={tab}
        answer={answer}
        onExport={onExportSelected}
        targets={kind === 'vm' || kind === 'template' ? targets : undefined}
      />
    </>
  )
})

function targetOf(row: TabRow): Target | undefined {
  if (row.kind !== 'vm' && row.kind !== 'template') return undefined
  const { kind, system, id, name } = row
  return { kind, system, id, name }
}

const ExportButton = memo(function ExportButton(props: {
  /** Per cent, while an export is under way. */
  progress: number | undefined
  onClick(): void
}): ReactNode {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<DownloadIcon size={14} />}
      disabled={props.progress !== undefined}
      onClick={props.onClick}
    >
      {props.progress === undefined ? 'Export CSV' : `Export: ${props.progress} %`}
    </Button>
  )
})

const Views = memo(SavedViewsMenu)
const Columns = memo(ColumnMenu)

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
