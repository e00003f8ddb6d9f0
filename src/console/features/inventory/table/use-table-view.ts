import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { SearchNode } from '../../../../contract/search/ast.ts'
import type { FieldSet, SearchLookup } from '../../../../contract/search/fields.ts'
import { implies } from '../../../../contract/search/implies.ts'
import { currentInventory, onInventoryChange } from '../../../client/inventory.ts'
import { later } from '../later.ts'
import type { TabKind, TabRow } from '../tabs.ts'
import type { Scope } from '../tree/tree-scope.ts'
import type { Selection } from './selection.ts'
import { type Answer, type Question, TableView } from './table-view.ts'

/** What decides which rows pass. */
export interface TestOrigin {
  ast: SearchNode
  fields: FieldSet<TabRow>
  lookup: SearchLookup
  scope: Scope | undefined
}

function originNarrows(earlier: TestOrigin, later: TestOrigin): boolean {
  return (
    earlier.fields === later.fields &&
    earlier.lookup === later.lookup &&
    (earlier.scope === undefined || earlier.scope === later.scope) &&
    implies(later.ast, earlier.ast, later.fields)
  )
}

/** The rows of a tab as they were last asked for, kept current; renders when the answer changes. */
export function useTableView(
  kind: TabKind,
  question: Question<TabRow, TestOrigin>,
  selection: Selection,
): { view: TableView<TabRow, TestOrigin>; answer: Answer<TabRow> } {
  const [view] = useState(() => {
    const made = new TableView<TabRow, TestOrigin>({
      now: () => performance.now(),
      later,
      narrows: originNarrows,
    })
    made.ask(question)
    made.setRows(currentInventory().rows(kind))
    return made
  })
  useEffect(() => {
    const follow = () => view.setRows(currentInventory().rows(kind))
    follow()
    return onInventoryChange(follow)
  }, [view, kind])
  useLayoutEffect(() => view.ask(question), [view, question])
  useLayoutEffect(() => view.select(selection.empty ? undefined : selection.has), [view, selection])
  return { view, answer: useSyncExternalStore(view.subscribe, view.answer) }
}
