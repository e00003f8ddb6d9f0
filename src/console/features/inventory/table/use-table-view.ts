import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { SearchNode } from '../../../../contract/search/ast.ts'
import type { FieldSet, SearchLookup } from '../../../../contract/search/fields.ts'
import { implies } from '../../../../contract/search/implies.ts'
import { currentInventory, onInventoryChange } from '../../../client/inventory.ts'
import { later, whenIdle } from '../later.ts'
import type { TabKind, TabRow } from '../tabs.ts'
import type { Scope } from '../tree/tree-scope.ts'
import { SearchedTexts } from './searched-texts.ts'
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

/** How far the texts for searches may be behind the rows, ms. */
const textsBehind = 1000
/** How long they may be worked on at a stretch, ms. */
const stretch = 6

/** The rows of a tab as they were last asked for, kept current; renders when the answer changes. */
export function useTableView(
  kind: TabKind,
  question: Question<TabRow, TestOrigin>,
  selection: Selection,
): { view: TableView<TabRow, TestOrigin>; answer: Answer<TabRow> } {
  const [texts] = useState(() => new SearchedTexts())
  const [view] = useState(() => {
    const made = new TableView<TabRow, TestOrigin>({
      now: () => performance.now(),
      later,
      narrows: originNarrows,
      candidates: (rows, origin) => texts.candidates(rows, origin, performance.now()),
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
  const { origin } = question
  const asked = useRef(origin)
  useEffect(() => {
    asked.current = origin
  })
  // Searches are to find their texts ready, also after the rows have changed.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const prepare = () => {
      if (left) return
      const end = performance.now() + stretch
      let more = false
      texts.prepare(view.sorted, asked.current, performance.now(), () => {
        more = performance.now() >= end
        return more
      })
      if (more) whenIdle(prepare)
      else timer = undefined
    }
    const soon = () => {
      timer ??= setTimeout(() => whenIdle(prepare), textsBehind)
    }
    soon()
    const unsubscribe = view.subscribe(soon)
    return () => {
      left = true
      clearTimeout(timer)
      unsubscribe()
    }
  }, [view, texts])
  useLayoutEffect(() => view.select(selection.empty ? undefined : selection.has), [view, selection])
  return { view, answer: useSyncExternalStore(view.subscribe, view.answer) }
}
